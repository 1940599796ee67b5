public import Kernel
public import Logging

/// The connections to one PostgreSQL server, each with a thread of its own, for any number of tenants: each is a schema, opened
/// by `Database.open(pool:schema:)`.
///
/// Tenants take turns, and while there are several, none may have all connections at once.
public final class PostgresPool: Sendable {
    let limits: DatabaseLimits
    let queue: FairQueue<PostgresRequest>
    private let running: Countdown
    /// For what is not on a tenant's account: nobody observes it.
    let context: DatabaseContext

    /// Connects once by a libpq connection URL, so that a wrong one or a server that is down is known now, and starts at most
    /// so many connections.
    ///
    /// Throws `DatabaseError.unavailable` with the reason.
    public static func open(
        url: String, connections: Int = 16, entropy: Entropy = .system, logger: Logger = Logger(label: "database"),
        limits: DatabaseLimits = DatabaseLimits()
    ) async throws -> PostgresPool {
        let pool = PostgresPool(url, max(connections, 1), entropy, logger, limits)
        do {
            try await pool.withEngine { try await $0.ping() }
        } catch {
            await pool.close()
            throw error
        }
        return pool
    }

    private init(_ url: String, _ connections: Int, _ entropy: Entropy, _ logger: Logger, _ limits: DatabaseLimits) {
        self.limits = limits
        context = DatabaseContext(clock: .system, entropy: entropy, logger: logger, limits: limits, observer: nil)
        queue = FairQueue(width: connections, patience: limits.turn.duration) {
            $0.transaction.fail(DatabaseError.timeout)
        }
        running = Countdown(connections)
        let server = PostgresServer(PostgresLogin(url: url, limits: limits, logger: logger), entropy)
        for _ in 0..<connections {
            DriverThread.start("postgres") { [queue, running, context] in
                var worker = PostgresWorker(server, queue, context)
                worker.run()
                running.arrive()
            }
        }
    }

    /// Makes a schema unless it is there. Its tables come by the `Migrator`.
    ///
    /// Throws `DatabaseError.invalidValue` when the name is not made of at most 63 small letters, digits and `_`.
    public func makeSchema(_ name: String) async throws {
        let name = try SchemaName(name)
        try await withEngine { engine in
            try await engine.write { _ = try $0.execute(SQL(trusted: "CREATE SCHEMA IF NOT EXISTS \(name)")) }
        }
    }

    /// A schema that is there, or nil as it comes: in one that is not, PostgreSQL finds no tables and does not say why.
    ///
    /// Throws `DatabaseError.unavailable` when it is not, and `invalidValue` when the name cannot be one.
    func schema(_ text: String?) async throws -> SchemaName? {
        guard let text else { return nil }
        let name = try SchemaName(text)
        try await withEngine { engine in
            let count = try await engine.read(.short, isolated: false) {
                try $0.first("SELECT COUNT(*) FROM pg_namespace WHERE nspname = \(text)", as: Int.self)
            }
            guard count == 1 else { throw DatabaseError.unavailable("PostgreSQL: there is no schema \(name)") }
        }
        return name
    }

    /// Finishes what is queued by any tenant, refuses what comes later with `DatabaseError.unavailable`, and closes every
    /// connection.
    public func close() async {
        queue.close()
        await running.wait()
    }

    /// What the pool does on its own account has a turn like a tenant, and for no longer than it takes.
    private func withEngine(_ body: (PostgresEngine) async throws -> Void) async throws {
        let engine = PostgresEngine(self, schema: nil, context, ownsPool: false)
        let result: Result<Void, any Error>
        do { result = .success(try await body(engine)) } catch { result = .failure(error) }
        await engine.close()
        try result.get()
    }
}
