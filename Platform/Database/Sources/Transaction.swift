public import Kernel

/// A transaction while it is open: it lives inside the closure of `Database.read` or `.write` and nowhere else.
///
/// A statement that fails spoils the transaction on both engines alike: nothing more can be run in it, and it is rolled back
/// even if the error is caught. What may fail goes into `savepoint`.
public final class Transaction {
    /// The moment at which this attempt began.
    public let now: Instant
    /// Where ids and chance come from.
    public let entropy: Entropy
    private let session: any Session
    private let context: DatabaseContext
    private var isOpen = true
    private var depth = 0
    private(set) var failure: DatabaseError?
    private var actions: [@Sendable () -> Void] = []
    private var bells: [Bell] = []

    init(_ session: any Session, _ context: DatabaseContext) {
        self.session = session
        self.context = context
        now = context.clock.now()
        entropy = context.entropy
    }

    /// The engine's dialect.
    public var dialect: Dialect { session.dialect }

    /// Every row; throws `DatabaseError`.
    public func all<T: RowDecodable>(_ sql: SQL, as _: T.Type = T.self) throws -> [T] {
        var rows: [T] = []
        try run(sql) { statement in
            try session.query(statement, as: T.self) { row in
                rows.append(try T(row: &row))
                return true
            }
        }
        return rows
    }

    /// Every row, read by a function: where the columns are known only while the program runs. Throws `DatabaseError`.
    public func all<T>(_ sql: SQL, reading read: (inout Row) throws -> T) throws -> [T] {
        var rows: [T] = []
        try run(sql) { statement in
            try session.query(statement, as: SQLValue.self) { row in
                rows.append(try read(&row))
                return true
            }
        }
        return rows
    }

    /// The first row, or nil when there is none; throws `DatabaseError`.
    public func first<T: RowDecodable>(_ sql: SQL, as _: T.Type = T.self) throws -> T? {
        var first: T?
        try run(sql) { statement in
            try session.query(statement, as: T.self) { row in
                first = try T(row: &row)
                return false
            }
        }
        return first
    }

    /// Runs a statement and says how many rows it inserted, updated or deleted; throws `DatabaseError`.
    @discardableResult public func execute(_ sql: SQL) throws -> Int {
        try run(sql) { try session.execute($0) }
    }

    /// Runs statements that do not depend on one another, in order; on PostgreSQL in one round trip.
    ///
    /// Gives the rows changed by each. The first that fails ends the batch with its `DatabaseError`.
    @discardableResult public func batch(_ statements: [SQL]) throws -> [Int] {
        try guarded {
            for sql in statements { context.saw(sql, session.dialect) }
            return try session.batch(statements.map { try Statement($0, for: session.dialect) })
        }
    }

    /// Runs a statement whose result does not matter here: on PostgreSQL it travels with the next one or with the commit,
    /// which saves a round trip while locks are held. Should it fail, the next statement or the commit throws its error.
    public func post(_ sql: SQL) throws {
        try run(sql) { try session.post($0) }
    }

    /// The same for a statement whose first row is needed only when the transaction is over.
    public func post<T: RowDecodable & Sendable>(_ sql: SQL, as _: T.Type = T.self) throws -> PostedRow<T> {
        let posted = PostedRow<T>()
        try run(sql) { try session.post($0, as: T.self) { try posted.read(&$0) } }
        return posted
    }

    /// Runs `body` so that its failure undoes only what it did; the error is thrown on, and may be caught here.
    ///
    /// A deadlock or a lost connection cannot be undone in part: then the transaction as a whole fails, or is repeated.
    @discardableResult public func savepoint<T>(_ body: () throws -> T) throws -> T {
        let name = "savepoint_\(depth)"
        let kept = actions.count
        try guarded { _ = try session.execute(Statement("SAVEPOINT " + name)) }
        depth += 1
        defer { depth -= 1 }
        do {
            let value = try body()
            try guarded { _ = try session.execute(Statement("RELEASE SAVEPOINT " + name)) }
            return value
        } catch {
            switch failure {
            case .serialization, .unavailable, .outcomeUnknown: break
            default: try undo(name, keeping: kept)
            }
            throw error
        }
    }

    /// Has `action` run once, soon after this transaction is durable; never when it is rolled back or repeated.
    ///
    /// It runs on the database's thread before anybody is answered, so it must be quick: ring a bell, drop a cache entry.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) { actions.append(action) }

    /// Runs a text of several statements without values: a migration.
    package func script(_ text: String) throws {
        try guarded { try session.script(text) }
    }

    /// Wakes the workers of this process once this is durable.
    package func ringJobs() { ring(context.bells.jobs) }

    /// Has the workers of this process look at once whether what they run was cancelled, when this is durable.
    package func ringCancellations() { ring(context.bells.cancellations) }

    /// Wakes those who follow the outbox once this is durable.
    func ringOutbox() { ring(context.bells.outbox) }

    private func ring(_ bell: Bell) {
        // Once is enough, however many rows there are; after a savepoint was undone, a ring too many does no harm.
        guard !bells.contains(where: { $0 === bell }) else { return }
        bells.append(bell)
    }

    /// What is due now that it is durable.
    func announce() {
        for bell in bells { bell.ring() }
        for action in actions { action() }
    }

    /// Ends the transaction for its closure: whoever kept it can do nothing with it any more.
    func end() { isOpen = false }

    private func undo(_ name: String, keeping kept: Int) throws {
        failure = nil
        actions.removeSubrange(kept...)
        session.discardPosted()
        try guarded {
            _ = try session.execute(Statement("ROLLBACK TO SAVEPOINT " + name))
            _ = try session.execute(Statement("RELEASE SAVEPOINT " + name))
        }
    }

    private func run<T>(_ sql: SQL, _ body: (Statement) throws -> T) throws -> T {
        try guarded {
            context.saw(sql, session.dialect)
            return try body(try Statement(sql, for: session.dialect))
        }
    }

    private func guarded<T>(_ body: () throws -> T) throws -> T {
        guard isOpen else { throw DatabaseError.other(code: "ended", message: "the transaction is over") }
        if let failure { throw failure }
        do {
            return try body()
        } catch let error as DatabaseError {
            switch error {
            // These come from reading and binding, not from the engine: the transaction is as it was.
            case .decoding, .invalidValue: break
            default: failure = error
            }
            throw error
        }
    }
}
