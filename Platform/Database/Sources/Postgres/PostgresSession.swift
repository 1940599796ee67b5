/// A transaction's view of a connection to PostgreSQL: it begins with the first statement, in the same round trip, and what
/// was posted travels with the next statement or with the commit.
final class PostgresSession: Session {
    /// What kind of transaction it is.
    enum Mode: Sendable {
        /// One statement that reads.
        case single
        /// Several that read, on one snapshot.
        case snapshot
        /// Any that read and write, each seeing what others have committed.
        case writer
    }

    private let connection: PostgresConnection
    private let mode: Mode
    private var hasBegun = false
    private var posted: [Statement] = []
    private static let snapshot = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    private static let writer = Statement("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    private static let commit = Statement("COMMIT")
    private static let rollback = Statement("ROLLBACK")

    var dialect: Dialect { .postgres }

    init(_ connection: PostgresConnection, _ mode: Mode) {
        self.connection = connection
        self.mode = mode
    }

    func query(_ statement: Statement, row: (inout Row) throws -> Bool) throws {
        guard let result = try exchange([statement]).last else { return }
        for index in 0..<result.rowCount {
            result.row = index
            var current = Row(result)
            if try !row(&current) { return }
        }
    }

    func execute(_ statement: Statement) throws -> Int { try exchange([statement]).last?.rowsChanged ?? 0 }

    func batch(_ statements: [Statement]) throws -> [Int] { try exchange(statements).map(\.rowsChanged) }

    func post(_ statement: Statement) throws { posted.append(statement) }

    func discardPosted() { posted.removeAll() }

    func script(_ text: String) throws {
        _ = try exchange([])
        do { try connection.script(text) } catch let error as ConnectionLost { throw Self.unavailable(error) }
    }

    /// Makes it durable. A connection lost on the way leaves it unknown whether it is.
    func commit() throws {
        guard hasBegun || !posted.isEmpty else { return }
        if mode != .writer { return try finish(Self.commit) }
        do {
            try begin()
            try flushPosted()
            try connection.enqueue(Self.commit)
            try connection.send()
            guard try connection.receive().last?.tag == "COMMIT" else {
                throw DatabaseError.other(code: "rolled-back", message: "the server rolled back instead of committing")
            }
        } catch let error as ConnectionLost {
            throw DatabaseError.outcomeUnknown(error.reason)
        }
    }

    /// Undoes it, without waiting for the answer.
    func rollback() {
        posted.removeAll()
        guard hasBegun, !connection.isBroken else { return }
        // Should this fail the connection is marked as broken, which ends the transaction as well.
        try? finish(Self.rollback)
    }

    private func exchange(_ statements: [Statement]) throws -> [PostgresResult] {
        do {
            try begin()
            try flushPosted()
            for statement in statements { try connection.enqueue(statement) }
            try connection.send()
            return try connection.receive()
        } catch let error as ConnectionLost {
            throw Self.unavailable(error)
        }
    }

    private func begin() throws {
        guard !hasBegun, mode != .single else { return }
        hasBegun = true
        try connection.enqueue(mode == .writer ? Self.writer : Self.snapshot, for: .effect)
    }

    private func flushPosted() throws {
        defer { posted.removeAll() }
        for statement in posted { try connection.enqueue(statement, for: .effect) }
    }

    private func finish(_ statement: Statement) throws {
        try connection.enqueue(statement, for: .nothing)
        try connection.send()
    }

    private static func unavailable(_ error: ConnectionLost) -> DatabaseError {
        .unavailable("the connection to PostgreSQL was lost: \(error.reason)")
    }
}
