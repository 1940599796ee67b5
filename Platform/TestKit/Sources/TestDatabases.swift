public import Database
import Foundation
public import Kernel
import Logging
import Synchronization

/// An engine that a test runs on. Every test of rows runs on both: `@Test(arguments: TestEngine.all)`.
public enum TestEngine: String, Sendable, CaseIterable {
    /// A file of its own.
    case sqlite
    /// A schema of its own in the server that `PIZZAMAMA_TEST_POSTGRES` names.
    case postgres

    /// Both; SQLite alone only when `PIZZAMAMA_TEST_SQLITE_ONLY` is `1`, so that nothing is left out by accident.
    public static let all: [TestEngine] =
        ProcessInfo.processInfo.environment["PIZZAMAMA_TEST_SQLITE_ONLY"] == "1" ? [.sqlite] : [.sqlite, .postgres]

    /// PostgreSQL, unless it is left out.
    public static let onlyPostgres = all.filter { $0 == .postgres }
}

/// What keeps a test from getting a database.
public enum TestDatabaseError: Error, CustomStringConvertible {
    /// There is no server to test on.
    case noServer

    public var description: String {
        "PIZZAMAMA_TEST_POSTGRES names no server. Remedy: export PIZZAMAMA_TEST_POSTGRES=$(bin/test-postgres start), "
            + "or PIZZAMAMA_TEST_SQLITE_ONLY=1 to leave PostgreSQL out."
    }
}

/// Gives `body` the place of a fresh, empty database, and removes it afterwards.
public func withLocation<T>(
    _ engine: TestEngine, connections: Int = 4, _ body: (Database.Location) async throws -> T
) async throws -> T {
    let name = "test_" + String(Entropy.system.bits(), radix: 36)
    switch engine {
    case .sqlite:
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(.sqlite(path: folder.appendingPathComponent("test.db").path))
    case .postgres:
        let server = try await TestServer.shared.database()
        try await server.write { try $0.script("CREATE SCHEMA \(name)") }
        let result: Result<T, any Error>
        do {
            let url = try TestServer.url()
            result = .success(try await body(.postgres(url: url, schema: name, connections: connections)))
        } catch {
            result = .failure(error)
        }
        try await server.write { try $0.script("DROP SCHEMA \(name) CASCADE") }
        return try result.get()
    }
}

/// Gives `body` a fresh database with the tables of `features`, and removes it afterwards.
///
/// A test that is about one engine alone says `comparing: false`, so that nobody expects its statements on the other. `observer` hears
/// the shape of every statement before it runs.
public func withDatabase<T>(
    _ engine: TestEngine, _ features: [FeatureMigrations?] = [], clock: Clock = .system,
    entropy: Entropy = .system, limits: DatabaseLimits = .patient, connections: Int = 4,
    comparing: Bool = true, observer: (@Sendable (String) -> Void)? = nil, _ body: (Database) async throws -> T
) async throws -> T {
    try await withLocation(engine, connections: connections) { location in
        let database = try await openForTest(
            location, clock: clock, entropy: entropy, limits: limits, comparing: comparing, observer: observer)
        do {
            try await Migrator(features.compactMap(\.self)).migrate(database)
            let result = try await body(database)
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

/// Opens a database as the product would, quietly, and with its statements written down for `bin/test`.
public func openForTest(
    _ location: Database.Location, clock: Clock = .system, entropy: Entropy = .system,
    limits: DatabaseLimits = .patient, comparing: Bool = true, observer: (@Sendable (String) -> Void)? = nil
) async throws -> Database {
    try await Database.open(
        location, clock: clock, entropy: entropy, logger: .quiet, limits: limits,
        observer: StatementLog.observer(observer, comparing: comparing))
}

/// Opens a tenant of a pool as the product would, quietly. There are pools on one engine only, so nothing is written down.
public func openForTest(pool: PostgresPool, schema: String?) async throws -> Database {
    try await Database.open(
        pool: pool, schema: schema, clock: .system, entropy: .system, logger: .quiet, observer: nil)
}

/// Gives `body` a pool of connections to the test server and the names of fresh schemas in it, which are removed afterwards.
public func withPool<T>(
    connections: Int, schemas count: Int, limits: DatabaseLimits = .patient, through proxy: TestProxy? = nil,
    _ body: (PostgresPool, [String]) async throws -> T
) async throws -> T {
    let names = (0..<count).map { _ in "test_" + String(Entropy.system.bits(), radix: 36) }
    let direct = Database.Location.postgres(url: try TestServer.url())
    guard case .postgres(let url, _, _) = proxy?.location(of: direct) ?? direct else {
        throw TestDatabaseError.noServer
    }
    let pool = try await PostgresPool.open(url: url, connections: connections, logger: .quiet, limits: limits)
    let result: Result<T, any Error>
    do {
        for name in names { try await pool.makeSchema(name) }
        result = .success(try await body(pool, names))
    } catch {
        result = .failure(error)
    }
    await pool.close()
    let server = try await TestServer.shared.database()
    try await server.write { tx in for name in names { try tx.script("DROP SCHEMA IF EXISTS \(name) CASCADE") } }
    return try result.get()
}

extension DatabaseLimits {
    /// Waits as long as a machine may take that runs all tests at once: a test that passes never waits this long.
    public static let patient = DatabaseLimits(
        turn: .seconds(120), lock: .seconds(60), statement: .seconds(120), idle: .minutes(10), connect: .seconds(60))
}

extension Logger {
    /// Says nothing that a test causes on purpose.
    static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}

/// One connection to the server, shared by all tests, for making and dropping schemas.
actor TestServer {
    static let shared = TestServer()
    private var opening: Task<Database, any Error>?

    static func url() throws -> String {
        guard let url = ProcessInfo.processInfo.environment["PIZZAMAMA_TEST_POSTGRES"], !url.isEmpty else {
            throw TestDatabaseError.noServer
        }
        return url
    }

    func database() async throws -> Database {
        if let opening { return try await opening.value }
        let url = try Self.url()
        let task = Task { try await openForTest(.postgres(url: url, connections: 2), comparing: false) }
        opening = task
        return try await task.value
    }
}
