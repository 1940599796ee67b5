public import Kernel

/// Reads fields one by one, with their rules; collects what is wrong, and what was asked for.
///
/// Every function returns a harmless value when the field is wrong, so that one pass finds all faults.
public struct FieldReader: Sendable {
    var members: [String: FieldTree]
    let prefix: String
    let describing: Bool
    /// A form cannot tell empty from absent, and writes numbers as text.
    let lenient: Bool
    var asked: Set<String> = []
    private(set) var problems: [AppError.Field] = []
    var schema = Schema.Object()

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

    /// Reads with a function, and gives both what was understood and what is wrong with the rest.
    public static func read<T>(
        _ tree: FieldTree, asForm: Bool, _ read: (inout FieldReader) -> T
    ) -> (value: T, problems: [AppError.Field]) {
        var reader = FieldReader(tree, lenient: asForm)
        let value = read(&reader)
        reader.refuseUnknown()
        return (value, reader.problems)
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
    /// `pattern` is what programs are told to send.
    public mutating func optionalText(
        _ name: StaticString, limit: Int, multiline: Bool = false, pattern: String = CleanText.pattern
    ) -> String? {
        ask(name, .nullable(.string(maxLength: limit, pattern: pattern)), required: false)
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

    /// One of a list of values; `fallback` when absent, or wrong when there is no fallback.
    public mutating func choice<T: RawRepresentable<String>>(
        _ name: StaticString, among choices: [T], default fallback: T? = nil
    ) -> T? {
        ask(name, .string(choices: choices.map(\.rawValue)), required: fallback == nil)
        guard let text = string(name), !(lenient && text.isEmpty) else { return fallback ?? missing(name, nil) }
        return choices.first { $0.rawValue == text } ?? wrong(name, "not-a-choice", nil)
    }

    /// A language by its tag, whether it is spoken here or not; wrong when absent.
    public mutating func language(_ name: StaticString) -> Language? {
        ask(name, .string(pattern: Language.pattern), required: true)
        guard let text = string(name), !(lenient && text.isEmpty) else { return missing(name, nil) }
        return Language(rawValue: text) ?? wrong(name, "not-a-language", nil)
    }

    /// A text in any number of languages, at least one: an object from tags to texts of at most `limit` Unicode scalars, in a form the
    /// fields `name.it`, `name.en` …, of which empty ones are left out.
    public mutating func localizedText(_ name: StaticString, limit: Int, multiline: Bool = false) -> LocalizedText {
        let schema = Schema.string(minLength: 1, maxLength: limit, pattern: CleanText.filledPattern)
        ask(name, .texts(most: Self.mostLanguages, schema), required: true)
        let nothing = LocalizedText("", in: .standard)
        guard case .object(let given)? = members[name.description] else { return missing(name, nothing) }
        if given.count > Self.mostLanguages {
            return wrong(name, "too-many", ["limit": String(Self.mostLanguages)], nothing)
        }
        var texts: [Language: String] = [:]
        for (tag, value) in given {
            guard let language = Language(rawValue: tag) else { return wrong(name, "not-a-language", nothing) }
            guard case .text(let text) = value else { return wrong(name, "not-a-text", nothing) }
            let cleaned = clean(text, name, limit, multiline)
            if !cleaned.isEmpty { texts[language] = cleaned } else if !lenient { return missing(name, nothing) }
        }
        return LocalizedText(texts) ?? missing(name, nothing)
    }

    private static let mostLanguages = 40

    /// Several of the cases of `T`, none when absent; a form may send one.
    public mutating func choices<T: RawRepresentable<String> & CaseIterable>(
        _ name: StaticString, of _: T.Type = T.self, most: Int
    ) -> [T] {
        ask(name, .array(.string(choices: T.allCases.map(\.rawValue)), maxItems: most), required: false)
        guard let items = items(name), items.count <= most else { return wrong(name, "not-a-list", []) }
        return items.compactMap { item in
            if lenient, item == .text("") { return nil }
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
        guard let text = string(name), !(lenient && text.isEmpty) else { return nil }
        return Identifier(text) ?? wrong(name, "not-an-id", nil)
    }

    /// A list of ids, empty when absent; a form may send one value.
    public mutating func ids<T>(_ name: StaticString, of subject: T.Type = T.self, most: Int) -> [Identifier<T>] {
        ask(name, .nullable(.array(.string(format: "uuid"), maxItems: most)), required: false)
        guard let items = items(name) else { return wrong(name, "not-a-list", []) }
        guard items.count <= most else { return wrong(name, "too-many", ["limit": String(most)], []) }
        var ids: [Identifier<T>] = []
        for item in items {
            if lenient, item == .text("") { continue }
            guard case .text(let text) = item, let id = Identifier<T>(text) else { return wrong(name, "not-an-id", []) }
            // Nobody asks twice for what they want once: it is a slip, and which one nobody can tell.
            if ids.contains(id) { return wrong(name, "repeated", []) }
            ids.append(id)
        }
        return ids
    }

    /// A list of texts of at most `limit` Unicode scalars each, `least` of them at least; a form may send one.
    public mutating func texts(_ name: StaticString, limit: Int, least: Int = 0, most: Int) -> [String] {
        let text = Schema.string(minLength: 1, maxLength: limit, pattern: CleanText.filledPattern)
        ask(name, .array(text, minItems: least, maxItems: most), required: least > 0)
        guard let items = items(name) else { return wrong(name, "not-a-list", []) }
        guard items.count <= most else { return wrong(name, "too-many", ["limit": String(most)], []) }
        var texts: [String] = []
        for item in items {
            if lenient, item == .text("") { continue }
            guard case .text(let text) = item else { return wrong(name, "not-a-text", []) }
            let cleaned = clean(text, name, limit, false)
            if cleaned.isEmpty { return missing(name, []) }
            texts.append(cleaned)
        }
        return texts.count < least ? missing(name, []) : texts
    }

    /// A moment as RFC 3339 in UTC (`2026-11-23T18:45:00Z`, with or without fraction), or nil when absent or empty.
    public mutating func instant(_ name: StaticString) -> Instant? {
        ask(name, .nullable(.string(format: "date-time")), required: false)
        guard let text = string(name), !(lenient && text.isEmpty) else { return nil }
        return Instant(rfc3339: text) ?? wrong(name, "not-a-moment", nil)
    }

    /// A list of objects, each read by `read`, `least` of them at least. In a form the keys are `name.0.…`, `name.1.…`, and an object of
    /// which nothing was filled in is not there.
    public mutating func list<T>(
        _ name: StaticString, least: Int = 0, most: Int, _ read: (inout FieldReader) -> T
    ) -> [T] {
        if describing {
            var inner = FieldReader(.object([:]), lenient: false, describing: true)
            _ = read(&inner)
            let list = Schema.array(.object(inner.schema), minItems: least, maxItems: most)
            ask(name, least > 0 ? list : .nullable(list), required: least > 0)
            return []
        }
        asked.insert(name.description)
        guard var items = items(name) else { return wrong(name, "not-a-list", []) }
        if lenient { items.removeAll { $0.isBlank } }
        guard items.count <= most else { return wrong(name, "too-many", ["limit": String(most)], []) }
        guard items.count >= least else { return missing(name, []) }
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

    /// Whether a field that was read is wrong.
    public func isWrong(_ name: StaticString) -> Bool {
        let path = prefix + name.description
        return describing || problems.contains { $0.path == path || $0.path.hasPrefix(path + ".") }
    }

    /// Whether a form of a page is read, which sends all its fields whether they matter or not.
    public var isForm: Bool { lenient }

    /// Leaves a field unread.
    public mutating func ignore(_ name: StaticString) { asked.insert(name.description) }

    /// Says that a field which was read is against a rule of the route.
    public mutating func refuse(_ name: StaticString, _ code: String, _ arguments: [String: String] = [:]) {
        if !describing { problems.append(.init(prefix + name.description, code, arguments)) }
    }

    mutating func ask(_ name: StaticString, _ schema: Schema, required: Bool) {
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

    mutating func string(_ name: StaticString) -> String? {
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
            return FieldTree.object(numbered).numbered
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

    mutating func missing<T>(_ name: StaticString, _ value: T) -> T { wrong(name, "missing", value) }

    mutating func wrong<T>(_ name: StaticString, _ code: String, _ value: T) -> T {
        wrong(name, code, [:], value)
    }

    mutating func wrong<T>(
        _ name: StaticString, _ code: String, _ arguments: [String: String], _ value: T
    ) -> T {
        let path = prefix + name.description
        if !describing, !problems.contains(where: { $0.path == path }) { problems.append(.init(path, code, arguments)) }
        return value
    }
}
