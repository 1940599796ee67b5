import Kernel

/// What SQLite is told at start, and the answers it must give: it ignores what it cannot do without a word.
enum SQLitePromises {
    /// What makes every connection answer as PostgreSQL does.
    static let alike = "PRAGMA case_sensitive_like = ON"

    /// Sets up the writer's connection; throws `DatabaseError.unavailable` that names the promise it does not keep.
    static func make(_ connection: SQLiteConnection, _ path: String, _ limits: DatabaseLimits) throws {
        connection.wait(atMost: limits.turn.duration)
        guard !connection.isReadOnly else {
            throw DatabaseError.unavailable("SQLite: \(path) may only be read by this user; it must be writable")
        }
        do {
            // Write-ahead log: readers and the writer do not wait for one another.
            try expect(connection, "journal_mode", set: "WAL", "wal")
            // FULL (2): a commit that was answered survives a power cut, not only a crash.
            try expect(connection, "synchronous", set: "FULL", "2")
            try expect(connection, "foreign_keys", set: "ON", "1")
            try expect(connection, "trusted_schema", set: "OFF", "0")
            try connection.script("PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864")
            try connection.script("PRAGMA wal_autocheckpoint = 4000; \(alike)")
        } catch DatabaseError.timeout {
            throw DatabaseError.unavailable("SQLite: \(path) is locked by another program")
        } catch DatabaseError.other(let code, let message) {
            throw DatabaseError.unavailable("SQLite cannot use \(path): \(message) (\(code))")
        }
    }

    private static func expect(
        _ connection: SQLiteConnection, _ pragma: String, set value: String, _ expected: String
    ) throws {
        try connection.run(Statement("PRAGMA \(pragma) = \(value)"))
        var answer = "nothing"
        try connection.run(Statement("PRAGMA \(pragma)")) { row in
            switch try row.next(SQLValue.self) {
            case .text(let text): answer = text
            case .integer(let number): answer = String(number)
            default: break
            }
            return false
        }
        guard answer == expected else {
            throw DatabaseError.unavailable("SQLite: PRAGMA \(pragma) must be \(expected) and is \(answer)")
        }
    }
}
