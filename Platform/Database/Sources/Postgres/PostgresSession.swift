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
    private let schema: SchemaName?
    private var hasBegun = false
    private var posted: [Posted] = []
    private static let snapshot = Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    private static let writer = Statement("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    private static let commit = Statement("COMMIT")

    /// A statement that travels with the next, and who wants its first row.
    private struct Posted {
        let statement: Statement
        var reader: Reader?
    }

    private struct Reader {
        let type: any RowDecodable.Type
        let row: (inout Row) throws -> Void
    }

    var dialect: Dialect { .postgres }

    init(_ connection: PostgresConnection, _ mode: Mode, _ schema: SchemaName?) {
        self.connection = connection
        self.mode = mode
        self.schema = schema
    }

    func query(_ statement: Statement, as type: any RowDecodable.Type, row: (inout Row) throws -> Bool) throws {
        guard let result = try exchange([statement]).last else { return }
        try Self.read(result, as: type, row: row)
    }

    private static func read(
        _ result: PostgresResult, as type: any RowDecodable.Type, row: (inout Row) throws -> Bool
    ) throws {
        var names = try result.names(for: type)
        for index in 0..<result.rowCount {
            result.row = index
            var current = Row(result, names: names)
            let hasEnough = try !row(&current)
            if names != .known { result.noteRead(type) }
            if hasEnough { return }
            names = .known
        }
    }

    func execute(_ statement: Statement) throws -> Int { try exchange([statement]).last?.rowsChanged ?? 0 }

    func batch(_ statements: [Statement]) throws -> [Int] { try exchange(statements).map(\.rowsChanged) }

    func post(_ statement: Statement) throws { posted.append(Posted(statement: statement)) }

    func post(_ statement: Statement, as type: any RowDecodable.Type, row: @escaping (inout Row) throws -> Void) throws
    {
        posted.append(Posted(statement: statement, reader: Reader(type: type, row: row)))
    }

    func discardPosted() { posted.removeAll() }

    func script(_ text: String) throws {
        _ = try exchange([])
        // It may change where names are looked up, so the next transaction says it again.
        connection.forgetSchema()
        do { try connection.script(text) } catch let error as ConnectionLost { throw Self.unavailable(error) }
    }

    /// Makes it durable. A connection lost on the way leaves it unknown whether it is.
    func commit() throws {
        guard hasBegun || !posted.isEmpty else { return }
        if mode != .writer {
            // To write is refused by the server, also what nobody waited for.
            if !posted.isEmpty { _ = try exchange([]) }
            do {
                try connection.enqueue(Self.commit, for: .nothing)
                return try connection.send()
            } catch let error as ConnectionLost { throw Self.unavailable(error) }
        }
        // A commit is not sent behind a change of schema that may still fail.
        if !hasBegun, !connection.isIn(schema) { _ = try exchange([]) }
        do {
            guard try send([Self.commit]).last?.tag == "COMMIT" else {
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
        try? connection.enqueueRollback()
        try? connection.send()
    }

    private func exchange(_ statements: [Statement]) throws -> ArraySlice<PostgresResult> {
        do {
            return try send(statements)
        } catch let error as ConnectionLost {
            throw Self.unavailable(error)
        }
    }

    /// Sends what was posted and then the statements, whose results it gives.
    private func send(_ statements: [Statement]) throws -> ArraySlice<PostgresResult> {
        try begin()
        let readers = try flushPosted()
        for statement in statements { try connection.enqueue(statement) }
        try connection.send()
        let results = try connection.receive()
        for (result, reader) in zip(results, readers) {
            try Self.read(result, as: reader.type) {
                try reader.row(&$0)
                return false
            }
        }
        return results.dropFirst(readers.count)
    }

    private func begin() throws {
        guard !hasBegun else { return }
        try connection.enter(schema)
        guard mode != .single else { return }
        hasBegun = true
        try connection.enqueue(mode == .writer ? Self.writer : Self.snapshot, for: .effect)
    }

    /// Queues what was posted, and gives those who want to read of it, in order.
    private func flushPosted() throws -> [Reader] {
        defer { posted.removeAll() }
        for entry in posted { try connection.enqueue(entry.statement, for: entry.reader == nil ? .effect : .result) }
        return posted.compactMap(\.reader)
    }

    private static func unavailable(_ error: ConnectionLost) -> DatabaseError {
        .unavailable("the connection to PostgreSQL was lost: \(error.reason)")
    }
}
