/// Rows that point to nothing after tables were made anew, so nothing of it was kept.
struct DanglingRows: Error {
    /// `lines row 7 → orders`, at most twenty.
    let rows: [String]
}

extension Database {
    /// Runs `body` as a writer, with no other write beside it, and on SQLite without enforcing foreign keys: a table can
    /// be dropped and made anew while its children stay. On PostgreSQL it is a write like any other.
    ///
    /// Before the commit every foreign key must hold; throws `DanglingRows` when one does not.
    @discardableResult package func rebuild<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T)
        async throws -> T
    {
        try await engine.rebuild { tx in
            let value = try body(tx)
            let dangling = try tx.all(DanglingRow.all, as: DanglingRow.self)
            guard dangling.isEmpty else { throw DanglingRows(rows: dangling.map(\.text)) }
            return value
        }
    }
}

/// A row whose foreign key points to nothing. Only SQLite can have one.
private struct DanglingRow: TableRow {
    let text: String

    static let columns: RowColumns = ["child", "position", "parent"]
    static let all: SQL = """
        SELECT \(columns) FROM (
            SELECT \(
                sqlite: "\"table\" AS child, rowid AS position, parent FROM pragma_foreign_key_check",
                postgres: "'' AS child, CAST(0 AS BIGINT) AS position, '' AS parent WHERE FALSE"
            )) AS dangling LIMIT 20
        """

    init(row: inout Row) throws {
        let child: String = try row.next("child")
        // A table without rowid names none.
        let position: Int64? = try row.next("position")
        let parent: String = try row.next("parent")
        text = child + (position.map { " row \($0)" } ?? "") + " → " + parent
    }
}
