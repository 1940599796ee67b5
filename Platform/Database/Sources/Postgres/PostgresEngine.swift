import Kernel

/// The production database: one schema, and a turn among those who share a pool of connections.
final class PostgresEngine: Engine {
    private let pool: PostgresPool
    private let ownsPool: Bool
    private let schema: SchemaName?
    private let context: DatabaseContext
    private let lane: Int

    var dialect: Dialect { .postgres }

    /// A schema that is there, or the one to which the pool's URL leads. If it owns the pool, that ends with it.
    init(_ pool: PostgresPool, schema: SchemaName?, _ context: DatabaseContext, ownsPool: Bool) {
        self.pool = pool
        self.ownsPool = ownsPool
        self.schema = schema
        self.context = context
        lane = pool.queue.open()
    }

    func read<T: Sendable>(
        _ weight: Weight, isolated: Bool, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await run(isolated ? .snapshot : .single, context, body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await run(.writer, context, body)
    }

    func rebuild<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await run(.writer, context, body)
    }

    func ping() async throws {
        _ = try await run(.single, pool.context) { try $0.first("SELECT 1", as: Int.self) }
    }

    func close() async {
        await pool.queue.close(lane)
        if ownsPool { await pool.close() }
    }

    private func run<T: Sendable>(
        _ mode: PostgresSession.Mode, _ context: DatabaseContext,
        _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let request = TransactionRequest(body, continuation)
            let queued = PostgresRequest(
                transaction: request, mode: mode, schema: schema, context: context)
            if !pool.queue.submit(queued, to: lane) {
                request.fail(DatabaseError.unavailable("the database is closed"))
            }
        }
    }
}
