public import Kernel
public import Logging

/// A database, on SQLite or on PostgreSQL, with the same behaviour on both.
///
/// Transactions are synchronous closures: nothing inside can await, so no outside call can happen while rows are locked.
/// A closure may run more than once, so it changes nothing but rows; what else must follow goes into `afterCommit`.
public final class Database: Sendable {
    /// Where a database is.
    public enum Location: Sendable, Hashable {
        /// A file, made when it is not there. Its folder must exist.
        case sqlite(path: String)
        /// A schema of a server by a libpq connection URL, with at most so many connections. Without a schema it is the one to
        /// which the URL leads.
        case postgres(url: String, schema: String? = nil, connections: Int = 16)
    }

    let engine: any Engine
    let context: DatabaseContext

    init(_ engine: any Engine, _ context: DatabaseContext) {
        self.engine = engine
        self.context = context
    }

    /// Opens a database and checks that it keeps the promises made here: durable commits, enforced foreign keys.
    ///
    /// Throws `DatabaseError.unavailable` with the reason when it cannot be reached, is too old, cannot be written, or
    /// does not keep them.
    public static func open(
        _ location: Location, clock: Clock = .system, entropy: Entropy = .system,
        logger: Logger = Logger(label: "database"), limits: DatabaseLimits = DatabaseLimits()
    ) async throws -> Database {
        try await open(location, clock: clock, entropy: entropy, logger: logger, limits: limits, observer: nil)
    }

    /// As above, and `observer` hears the shape of every statement before it runs.
    package static func open(
        _ location: Location, clock: Clock, entropy: Entropy, logger: Logger, limits: DatabaseLimits,
        observer: (@Sendable (Dialect, String) -> Void)?
    ) async throws -> Database {
        let context = DatabaseContext(
            clock: clock, entropy: entropy, logger: logger, limits: limits, observer: observer)
        switch location {
        case .sqlite(let path):
            return Database(try await SQLiteEngine.open(path, context), context)
        case .postgres(let url, let schema, let connections):
            let pool = try await PostgresPool.open(
                url: url, connections: connections, entropy: entropy, logger: logger, limits: limits)
            do {
                let name = try await pool.schema(schema)
                return Database(PostgresEngine(pool, schema: name, context, ownsPool: true), context)
            } catch {
                await pool.close()
                throw error
            }
        }
    }

    /// Opens a tenant: a schema, which must be there, on the connections of a pool; nil is the one to which the pool's URL leads.
    /// Closing it leaves the pool open.
    ///
    /// Throws `DatabaseError.unavailable` when there is no such schema.
    public static func open(
        pool: PostgresPool, schema: String?, clock: Clock = .system, entropy: Entropy = .system,
        logger: Logger = Logger(label: "database")
    ) async throws -> Database {
        try await open(pool: pool, schema: schema, clock: clock, entropy: entropy, logger: logger, observer: nil)
    }

    /// As above, and `observer` hears the shape of every statement before it runs.
    package static func open(
        pool: PostgresPool, schema: String?, clock: Clock, entropy: Entropy, logger: Logger,
        observer: (@Sendable (Dialect, String) -> Void)?
    ) async throws -> Database {
        let context = DatabaseContext(
            clock: clock, entropy: entropy, logger: logger, limits: pool.limits, observer: observer)
        let name = try await pool.schema(schema)
        return Database(PostgresEngine(pool, schema: name, context, ownsPool: false), context)
    }

    /// The engine's dialect.
    public var dialect: Dialect { engine.dialect }

    /// What committed transactions with jobs ring, for the worker in this process.
    package var jobsBell: Bell { context.bells.jobs }

    /// What committed transactions that cancel jobs ring, for the worker in this process.
    package var cancellationsBell: Bell { context.bells.cancellations }

    /// What committed transactions with events ring, for the feed and the dispatcher in this process.
    package var outboxBell: Bell { context.bells.outbox }

    /// The clock it was opened with.
    package var clock: Clock { context.clock }

    /// The entropy it was opened with.
    package var entropy: Entropy { context.entropy }

    /// Runs `body` on one consistent snapshot in which nothing can be changed.
    ///
    /// Throws what `body` throws, or `DatabaseError`.
    public func read<T: Sendable>(
        _ weight: Weight = .short, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await engine.read(weight, isolated: true, body)
    }

    /// Runs `body` as a writer from its first statement on, and returns when what it did is durable.
    ///
    /// Losing against another transaction (serialization failure, deadlock) repeats it as a whole, within a bound.
    /// Throws what `body` throws, after undoing everything it did, or `DatabaseError`.
    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await engine.write(body)
    }

    /// Every row of one statement, without the cost of a transaction around it.
    public func all<T: RowDecodable & Sendable>(_ sql: SQL, as _: T.Type = T.self) async throws -> [T] {
        try await engine.read(.short, isolated: false) { try $0.all(sql) }
    }

    /// The first row of one statement, without the cost of a transaction around it.
    public func first<T: RowDecodable & Sendable>(_ sql: SQL, as _: T.Type = T.self) async throws -> T? {
        try await engine.read(.short, isolated: false) { try $0.first(sql) }
    }

    /// Returns when it can be worked with: PostgreSQL has answered; SQLite has read the head of its file, which is where it was
    /// opened and may be written, and the disk has more room than `DatabaseLimits.freeSpace`.
    ///
    /// Throws `DatabaseError` with the reason otherwise.
    public func ping() async throws { try await engine.ping() }

    /// Finishes what is queued, refuses what comes later with `DatabaseError.unavailable`, and closes every connection.
    public func close() async { await engine.close() }
}
