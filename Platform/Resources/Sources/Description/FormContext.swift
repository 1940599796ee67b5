public import Kernel
public import Web

/// What the forms and lists of one answer are written with.
public struct FormContext: Sendable {
    /// The sentences.
    public let words: Words
    /// The wall clock by which moments are shown and typed.
    public let zone: ShopZone
    /// The languages that a text is asked for in, the standard one first.
    public let languages: [Catalogue.Spoken]
    /// What the keys of labels begin with.
    let key: String
    /// What columns that refer to other rows may refer to, by the key of their label.
    var options: [String: [ReferenceOption]] = [:]

    /// What a call's answer is written with.
    init(_ call: Call, zone: ShopZone, key: String) {
        words = call.words
        self.key = key
        self.zone = zone
        let standard = call.languages.filter { $0.language == .standard }
        languages = standard + call.languages.filter { $0.language != .standard }
    }

    private init(_ outer: FormContext, key: String) {
        words = outer.words
        zone = outer.zone
        languages = outer.languages
        options = outer.options
        self.key = key
    }

    /// The same for the columns of a part.
    func within(_ part: StaticString) -> FormContext { FormContext(self, key: "\(key).\(part)") }

    /// The label of a column.
    func label(_ face: ColumnFace) -> String { words("\(key).\(face.name)") }

    /// A sentence about a column that need not be there: `help`, `example`.
    func sentence(_ face: ColumnFace, _ kind: StaticString) -> String? {
        let key = "\(key).\(face.name).\(kind)"
        return words.has(key) ? words(key) : nil
    }

    /// What people call a choice of a column.
    func choice(_ name: String, _ face: ColumnFace) -> String { words("\(key).\(face.name).\(name)") }

    /// The rows that a column may refer to.
    func options(_ face: ColumnFace) -> [ReferenceOption] { options["\(key).\(face.name)"] ?? [] }
}

/// A row that a column may refer to.
public struct ReferenceOption: Sendable, Hashable {
    /// Its id as text.
    public let id: String
    /// What people call it, in every language.
    public let label: LocalizedText

    /// A row by its id and name.
    public init<Subject>(_ id: Identifier<Subject>, _ label: LocalizedText) {
        self.id = id.description
        self.label = label
    }
}
