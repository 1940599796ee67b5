public import Kernel

/// What a form is filled in with again.
extension FieldTree {
    /// A member of an object; absent in anything else.
    public subscript(_ name: String) -> FieldTree {
        if case .object(let members) = self { members[name] ?? .absent } else { .absent }
    }

    /// The text, or the digits of a number; empty in anything else.
    public var typed: String {
        switch self {
        case .text(let text), .number(let text): text
        default: ""
        }
    }

    /// The texts of a list, or the one text that there is.
    public var typedList: [String] {
        switch self {
        case .list(let items): items.map(\.typed)
        case .text, .number: [typed]
        default: []
        }
    }

    /// The elements of a list, also of one that a form sends with its numbers as names: `spans.0`, `spans.1`.
    public var numbered: [FieldTree] {
        switch self {
        case .list(let items): items
        case .object(let members): members.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map(\.value)
        default: []
        }
    }

    /// Whether nothing was filled in: no text in it, and no list or object that has one.
    public var isBlank: Bool {
        switch self {
        case .absent: true
        case .text(let text): text.utf8.allSatisfy { $0 == 0x20 }
        case .number, .boolean: false
        case .list(let items): items.allSatisfy(\.isBlank)
        case .object(let members): members.values.allSatisfy(\.isBlank)
        }
    }
}
