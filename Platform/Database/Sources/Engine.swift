/// One of the two databases underneath `Database`.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    /// Runs `body` in a transaction that cannot change anything. `isolated` false: it is one statement and needs no snapshot.
    func read<T: Sendable>(
        _ weight: Weight, isolated: Bool, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
    /// As `write`, alone, and where the engine can, without enforcing foreign keys.
    func rebuild<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T
    /// Returns when the engine answers and could write.
    func ping() async throws
    func close() async
}

/// How long a read will take, which decides where SQLite runs it.
public enum Weight: Sendable {
    /// Well under a millisecond: SQLite runs it on the calling thread, which is quicker than handing it over.
    case short
    /// A report: SQLite runs it on a thread in the background.
    case long
}
