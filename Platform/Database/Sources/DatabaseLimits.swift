public import Kernel

/// How long a database lets anybody wait, and how much it keeps at hand.
public struct DatabaseLimits: Sendable {
    /// For a free connection or a turn as the writer; then `DatabaseError.timeout`.
    public var turn: Span
    /// For a row or table that another transaction has locked; then `DatabaseError.timeout`.
    public var lock: Span
    /// For one statement on PostgreSQL; then `DatabaseError.timeout`.
    public var statement: Span
    /// For a transaction on PostgreSQL in which nothing is asked; then it is rolled back, lest it hold up others for ever.
    public var idle: Span
    /// For a connection to PostgreSQL to be made.
    public var connect: Span
    /// How often a transaction is run in all when it loses against others.
    public var attempts: Int
    /// How many prepared statements a connection keeps.
    public var statements: Int
    /// How many queued writes SQLite commits together.
    public var batch: Int
    /// How many bytes must be free on the disk of a SQLite file for `Database.ping` to say yes.
    public var freeSpace: Int64

    /// The bounds of the product: five seconds for turns and locks, ten for a statement, 16 MiB of disk.
    public init(
        turn: Span = .seconds(5), lock: Span = .seconds(5), statement: Span = .seconds(10), idle: Span = .minutes(1),
        connect: Span = .seconds(3), attempts: Int = 5, statements: Int = 512, batch: Int = 256,
        freeSpace: Int64 = 16 << 20
    ) {
        self.turn = turn
        self.lock = lock
        self.statement = statement
        self.idle = idle
        self.connect = connect
        self.attempts = max(attempts, 1)
        self.statements = max(statements, 16)
        self.batch = max(batch, 1)
        self.freeSpace = freeSpace
    }
}

extension Span {
    /// The same length for the standard library.
    var duration: Duration { .microseconds(microseconds) }
}
