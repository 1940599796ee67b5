import Synchronization

/// The connections for reading. A short read borrows one on the calling thread, so there are never more in use
/// than threads that read.
final class SQLiteReaders: Sendable {
    private let path: String
    private let context: DatabaseContext
    private let idle = Mutex<[SQLiteConnection]?>([])
    private static let begin = Statement("BEGIN")
    private static let commit = Statement("COMMIT")
    private static let head = Statement("PRAGMA schema_version")

    init(_ path: String, _ context: DatabaseContext) {
        self.path = path
        self.context = context
    }

    /// Runs `body` on a snapshot; without `isolated` it is one statement, which is a snapshot by itself.
    func read<T>(isolated: Bool, _ body: (Transaction) throws -> T) throws -> T {
        let connection = try borrow()
        let transaction = Transaction(SQLiteSession(connection), context)
        defer {
            transaction.end()
            giveBack(connection)
        }
        if isolated { try connection.run(Self.begin) }
        defer { if isolated { _ = try? connection.run(Self.commit) } }
        let value = try body(transaction)
        if let failure = transaction.failure { throw failure }
        return value
    }

    /// Opens the file once more and reads its head, so that the answer does not come from memory.
    func probe() throws {
        guard idle.withLock({ $0 != nil }) else { throw DatabaseError.unavailable("the database is closed") }
        let connection = try SQLiteConnection(path, writable: false, capacity: 1)
        defer { connection.close() }
        connection.wait(atMost: context.limits.lock.duration)
        try connection.run(Self.head)
    }

    /// Closes what is idle, and what is in use as soon as it is given back.
    func close() { idle.withLock { $0 = nil } }

    private func borrow() throws -> SQLiteConnection {
        let (isOpen, connection) = idle.withLock { ($0 != nil, $0?.popLast()) }
        guard isOpen else { throw DatabaseError.unavailable("the database is closed") }
        if let connection { return connection }
        let fresh = try SQLiteConnection(path, writable: false, capacity: context.limits.statements)
        fresh.wait(atMost: context.limits.lock.duration)
        try fresh.script("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8000")
        try fresh.script(SQLitePromises.alike)
        return fresh
    }

    private func giveBack(_ connection: SQLiteConnection) {
        // A connection that is still inside a transaction would keep an old snapshot for ever: it is dropped.
        guard connection.isIdle else { return }
        idle.withLock { $0?.append(connection) }
    }
}
