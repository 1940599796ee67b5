/// Something that must be true of the rows at every commit. `verify` checks it on a live database, in one consistent snapshot.
public struct Invariant: Sendable {
    /// Stable name, kebab-case.
    public let name: String
    /// What must be true, in a sentence.
    public let sentence: String
    /// Names what breaks it, one text each, at most `limit`.
    public let violations: @Sendable (_ tx: Transaction, _ limit: Int) throws -> [String]

    /// An invariant that a statement checks: it selects one text for each violation.
    public init(_ name: String, _ sentence: String, _ sql: SQL) {
        self.init(name, sentence) { tx, limit in try tx.all("SELECT * FROM (\(sql)) AS violations LIMIT \(limit)") }
    }

    /// An invariant that a function checks.
    public init(
        _ name: String, _ sentence: String,
        _ violations: @escaping @Sendable (_ tx: Transaction, _ limit: Int) throws -> [String]
    ) {
        self.name = name
        self.sentence = sentence
        self.violations = violations
    }
}
