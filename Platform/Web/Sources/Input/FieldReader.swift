public import Kernel

/// Reads fields one by one, with their rules; collects what is wrong, and what was asked for.
///
/// Every function returns a harmless value when the field is wrong, so that one pass finds all faults.
public struct FieldReader: Sendable {
    private var members: [String: FieldTree]
    private let prefix: String
    private let describing: Bool
    /// A form cannot tell empty from absent, and writes numbers as text.
    private let lenient: Bool
    private var asked: Set<String> = []
    private(set) var problems: [AppError.Field] = []
    private(set) var schema = Schema.Object()

    init(_ tree: FieldTree, lenient: Bool, prefix: String = "", describing: Bool = false) {
        if case .object(let members) = tree { self.members = members } else { self.members = [:] }
        self.lenient = lenient
        self.prefix = prefix
        self.describing = describing
        if case .object = tree { return }
        if !describing { problems.append(.init(String(prefix.dropLast()), "not-an-object")) }
    }

    /// Reads a whole input; throws `invalid` with every wrong field.
    static func read<T: Input>(_ type: T.Type, from tree: FieldTree, lenient: Bool) throws -> T {
        var reader = FieldReader(tree, lenient: lenient)
        let input = T(&reader)
        reader.refuseUnknown()
        if !reader.problems.isEmpty { throw AppError.invalid(reader.problems) }
        return input
    }

    /// What an input asks for.
    static func schema<T: Input>(of type: T.Type) -> Schema {
        var reader = FieldReader(.object([:]), lenient: false, describing: true)
        _ = T(&reader)
        return .object(reader.schema)
    }

    /// A text of at most `limit` Unicode scalars; absent or empty is wrong. `pattern` is what programs are told to send, where more is
    /// understood of what people type.
    public mutating func text(
        _ name: StaticString, limit: Int, multiline: Bool = false, pattern: String = CleanText.filledPattern
    ) -> String {
        ask(name, .string(minLength: 1, maxLength: limit, pattern: pattern), required: true)
        guard let text = string(name) else { return missing(name, "") }
        let cleaned = clean(text, name, limit, multiline)
        return cleaned.isEmpty ? missing(name, "") : cleaned
    }

    /// A text of at most `limit` Unicode scalars; absent or empty is nil.
    public mutating func optionalText(_ name: StaticString, limit: Int, multiline: Bool = false) -> String? {
        ask(name, .nullable(.string(maxLength: limit, pattern: CleanText.pattern)), required: false)
        guard let text = string(name) else { return nil }
        let cleaned = clean(text, name, limit, multiline)
        return cleaned.isEmpty ? nil : cleaned
    }

    /// A secret as it was typed, not cleaned, at most `limit` Unicode scalars; absent or empty is wrong. `least` is what programs are told;
    /// the caller checks it.
    public mutating func secret(_ name: StaticString, least: Int = 1, limit: Int) -> String {
        ask(name, .string(minLength: least, maxLength: limit), required: true)
        guard let text = string(name), !text.isEmpty else { return missing(name, "") }
        if text.unicodeScalars.count > limit { return wrong(name, "too-long", ["limit": String(limit)], "") }
        return text
    }

    /// A whole number in a range; `fallback` when absent, or wrong when there is no fallback.
    public mutating func int(_ name: StaticString, _ range: ClosedRange<Int>, default fallback: Int? = nil) -> Int {
        ask(name, .integer(minimum: range.lowerBound, maximum: range.upperBound), required: fallback == nil)
        let digits: String
        switch members[name.description] ?? .absent {
        case .absent: return fallback ?? missing(name, range.lowerBound)
        case .number(let text): digits = text
        case .text(let text) where lenient:
            if text.isEmpty { return fallback ?? missing(name, range.lowerBound) }
            digits = text
        default: return wrong(name, "not-a-number", range.lowerBound)
        }
        guard let value = Int(digits) ?? Double(digits).flatMap({ Int(exactly: $0) }) else {
            return wrong(name, "not-a-number", range.lowerBound)
        }
        guard range.contains(value) else {
            let bounds = ["minimum": String(range.lowerBound), "maximum": String(range.upperBound)]
            return wrong(name, "out-of-range", bounds, range.lowerBound)
        }
        return value
    }

    /// Truth. In a form a ticked box is `on`, `true` or `1`, and an absent one is false.
    public mutating func flag(_ name: StaticString) -> Bool {
        ask(name, .boolean, required: false)
        switch members[name.description] ?? .absent {
        case .absent: return false
        case .boolean(let value): return value
        case .text("on") where lenient, .text("true") where lenient, .text("1") where lenient: return true
        case .text("") where lenient, .text("false") where lenient, .text("0") where lenient: return false
        default: return wrong(name, "not-a-truth", false)
        }
    }

    /// One of the cases of `T`; `fallback` when absent, or wrong when there is no fallback.
    public mutating func choice<T: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString, of _: T.Type = T.self, default fallback: T? = nil
    ) -> T? {
        ask(name, .string(choices: T.allCases.map(\.rawValue)), required: fallback == nil)
        guard let text = string(name), !(lenient && text.isEmpty) else { return fallback ?? missing(name, nil) }
        return T(rawValue: text) ?? wrong(name, "not-a-choice", nil)
    }

    /// Several of the cases of `T`, none when absent; a form may send one.
    public mutating func choices<T: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString, of _: T.Type = T.self, most: Int
    ) -> [T] {
        ask(name, .array(.string(choices: T.allCases.map(\.rawValue)), maxItems: most), required: false)
        guard let items = items(name), items.count <= most else { return wrong(name, "not-a-list", []) }
        return items.compactMap { item in
            guard case .text(let text) = item, let value = T(rawValue: text) else {
                return wrong(name, "not-a-choice", nil)
            }
            return value
        }
    }

    /// An id; wrong when absent.
    public mutating func id<T>(_ name: StaticString, of subject: T.Type = T.self) -> Identifier<T> {
        ask(name, .string(format: "uuid"), required: true)
        let nothing = Identifier<T>(high: 0, low: 0)
        guard let text = string(name), !text.isEmpty else { return missing(name, nothing) }
        return Identifier(text) ?? wrong(name, "not-an-id", nothing)
    }

    /// An id, or nil when absent or empty.
    public mutating func optionalID<T>(_ name: StaticString, of subject: T.Type = T.self) -> Identifier<T>? {
        ask(name, .nullable(.string(format: "uuid")), required: false)
        guard let text = string(name), !text.isEmpty else { return nil }
        return Identifier(text) ?? wrong(name, "not-an-id", nil)
    }

    /// A list of ids, empty when absent; a form may send one value.
    public mutating func ids<T>(_ name: StaticString, of subject: T.Type = T.self, most: Int) -> [Identifier<T>] {
        ask(name, .array(.string(format: "uuid"), maxItems: most), required: false)
        guard let items = items(name) else { return wrong(name, "not-a-list", []) }
        guard items.count <= most else { return wrong(name, "too-many", ["limit": String(most)], []) }
        var ids: [Identifier<T>] = []
        for item in items {
            if lenient, item == .text("") { continue }
            guard case .text(let text) = item, let id = Identifier<T>(text) else { return wrong(name, "not-an-id", []) }
            ids.append(id)
        }
        return ids
    }

    /// A moment as RFC 3339 in UTC (`2026-11-23T18:45:00Z`, with or without fraction), or nil when absent or empty.
    public mutating func instant(_ name: StaticString) -> Instant? {
        ask(name, .nullable(.string(format: "date-time")), required: false)
        guard let text = string(name), !text.isEmpty else { return nil }
        return Instant(rfc3339: text) ?? wrong(name, "not-a-moment", nil)
    }

    /// A list of objects, each read by `read`; empty when absent. In a form the keys are `name.0.…`, `name.1.…`.
    public mutating func list<T>(_ name: StaticString, most: Int, _ read: (inout FieldReader) -> T) -> [T] {
        if describing {
            var inner = FieldReader(.object([:]), lenient: false, describing: true)
            _ = read(&inner)
            ask(name, .array(.object(inner.schema), maxItems: most), required: false)
            return []
        }
        asked.insert(name.description)
        guard let items = items(name) else { return wrong(name, "not-a-list", []) }
        guard items.count <= most else { return wrong(name, "too-many", ["limit": String(most)], []) }
        return items.enumerated().map { index, item in
            var inner = FieldReader(item, lenient: lenient, prefix: "\(prefix)\(name).\(index).")
            let value = read(&inner)
            inner.refuseUnknown()
            problems += inner.problems
            return value
        }
    }

    /// An object inside; wrong when absent.
    public mutating func object<T>(_ name: StaticString, required: Bool = true, _ read: (inout FieldReader) -> T) -> T?
    {
        if describing {
            var inner = FieldReader(.object([:]), lenient: false, describing: true)
            _ = read(&inner)
            ask(name, required ? .object(inner.schema) : .nullable(.object(inner.schema)), required: required)
            return nil
        }
        asked.insert(name.description)
        let tree = members[name.description] ?? .absent
        if tree == .absent { return required ? missing(name, nil) : nil }
        var inner = FieldReader(tree, lenient: lenient, prefix: "\(prefix)\(name).")
        let value = read(&inner)
        inner.refuseUnknown()
        problems += inner.problems
        return value
    }

    /// The values of a form's controls whose names begin with `prefix`, empty ones left out, in the order of their names. Programs send none:
    /// it is for radio buttons, each group of which needs a name of its own.
    public mutating func controls(startingWith prefix: StaticString, most: Int) -> [String] {
        guard lenient, !describing else { return [] }
        let names = members.keys.filter { $0.hasPrefix(prefix.description) }.sorted()
        guard names.count <= most else { return wrong(prefix, "too-many", ["limit": String(most)], []) }
        return names.compactMap { name in
            guard case .text(let text)? = members[name], !text.isEmpty, text.utf8.count <= 80 else { return nil }
            return text
        }
    }

    /// Whether a form of a page is read, which sends all its fields whether they matter or not.
    public var isForm: Bool { lenient }

    /// Leaves a field unread.
    public mutating func ignore(_ name: StaticString) { asked.insert(name.description) }

    /// Says that a field which was read is against a rule of the route.
    public mutating func refuse(_ name: StaticString, _ code: String, _ arguments: [String: String] = [:]) {
        if !describing { problems.append(.init(prefix + name.description, code, arguments)) }
    }

    private mutating func ask(_ name: StaticString, _ schema: Schema, required: Bool) {
        if describing {
            self.schema.properties.append(.init(name: name.description, schema: schema, required: required))
        } else {
            asked.insert(name.description)
        }
    }

    /// A JSON client that misspells a member should hear of it. A form may carry fields of the page around it.
    private mutating func refuseUnknown() {
        guard !lenient else { return }
        for name in members.keys.sorted() where !asked.contains(name) {
            problems.append(.init(prefix + name, "unknown"))
        }
    }

    private mutating func string(_ name: StaticString) -> String? {
        switch members[name.description] ?? .absent {
        case .absent: return nil
        case .text(let text): return text
        default: return wrong(name, "not-a-text", nil)
        }
    }

    private func items(_ name: StaticString) -> [FieldTree]? {
        switch members[name.description] ?? .absent {
        case .absent: return []
        case .list(let items): return items
        case .object(let numbered) where lenient:
            return numbered.sorted { (Int($0.key) ?? 0) < (Int($1.key) ?? 0) }.map(\.value)
        case .text(let text) where lenient: return [.text(text)]
        default: return nil
        }
    }

    private mutating func clean(_ text: String, _ name: StaticString, _ limit: Int, _ multiline: Bool) -> String {
        do {
            return try CleanText.clean(text, limit: limit, multiline: multiline)
        } catch .tooLong(let limit) {
            return wrong(name, "too-long", ["limit": String(limit)], "")
        } catch {
            return wrong(name, "forbidden-character", "")
        }
    }

    private mutating func missing<T>(_ name: StaticString, _ value: T) -> T { wrong(name, "missing", value) }

    private mutating func wrong<T>(_ name: StaticString, _ code: String, _ value: T) -> T {
        wrong(name, code, [:], value)
    }

    private mutating func wrong<T>(
        _ name: StaticString, _ code: String, _ arguments: [String: String], _ value: T
    ) -> T {
        let path = prefix + name.description
        if !describing, !problems.contains(where: { $0.path == path }) { problems.append(.init(path, code, arguments)) }
        return value
    }
}
