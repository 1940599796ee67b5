/// The name of a schema of PostgreSQL: one tenant's. It stands in statements as it is.
struct SchemaName: Sendable, Hashable, CustomStringConvertible {
    let description: String

    /// At most 63 of small letters, digits and `_`, no digit first, and not one that PostgreSQL keeps for itself; throws
    /// `DatabaseError.invalidValue` otherwise.
    init(_ text: String) throws {
        let bytes = Array(text.utf8)
        let isWord = bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        guard isWord, (1...63).contains(bytes.count), !(48...57).contains(bytes[0]), !text.hasPrefix("pg_"),
            text != "information_schema"
        else { throw DatabaseError.invalidValue("\(text.prefix(80)) is not the name of a schema") }
        description = text
    }
}
