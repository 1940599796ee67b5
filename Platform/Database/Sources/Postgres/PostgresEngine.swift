import Kernel

/// The production database: a bounded pool of connections, each with a thread of its own.
final class PostgresEngine: Engine {
    private let queue: WorkQueue<PostgresRequest>
    private let running: Countdown

    var dialect: Dialect { .postgres }

    /// Connects once, so that a wrong URL or a server that is down is known now, and starts the pool.
    static func open(_ url: String, connections: Int, _ context: DatabaseContext) async throws -> PostgresEngine {
        let login = PostgresLogin(url: url, limits: context.limits, logger: context.logger)
        let engine = PostgresEngine(login, max(connections, 1), context)
        do {
            try await engine.read(.short, isolated: false) { _ in }
        } catch {
            await engine.close()
            throw error
        }
        return engine
    }

    private init(_ login: PostgresLogin, _ connections: Int, _ context: DatabaseContext) {
        let server = PostgresServer(login, context.entropy)
        queue = WorkQueue(patience: context.limits.turn.duration) { $0.transaction.fail(DatabaseError.timeout) }
        running = Countdown(connections)
        for _ in 0..<connections {
            DriverThread.start("postgres") { [queue, running] in
                var worker = PostgresWorker(server, queue, context)
                worker.run()
                running.arrive()
            }
        }
    }

    func read<T: Sendable>(
        _ weight: Weight, isolated: Bool, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await run(isolated ? .snapshot : .single, body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await run(.writer, body)
    }

    func close() async {
        queue.close()
        await running.wait()
    }

    private func run<T: Sendable>(
        _ mode: PostgresSession.Mode, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let request = TransactionRequest(body, continuation)
            if !queue.submit(PostgresRequest(transaction: request, mode: mode)) {
                request.fail(DatabaseError.unavailable("the database is closed"))
            }
        }
    }
}
