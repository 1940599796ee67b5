/// Named values within one another: what a JSON text says, and what a form or a query says once it is read.
public indirect enum FieldTree: Sendable, Equatable {
    /// Not there, or null.
    case absent
    /// A text; every value of a form is one.
    case text(String)
    /// A number as it was written.
    case number(String)
    /// True or false.
    case boolean(Bool)
    /// A list.
    case list([FieldTree])
    /// Named members.
    case object([String: FieldTree])

    /// Reads a JSON text; nil when it is none, or nested deeper than sixteen.
    public init?(json text: String) {
        guard let tree = try? JSONParser.parse(Array(text.utf8)) else { return nil }
        self = tree
    }
}
