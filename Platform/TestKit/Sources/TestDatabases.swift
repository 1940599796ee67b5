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
            let url = try TestServer.url(schema: name)
            result = .success(try await body(.postgres(url: url, connections: connections)))
        } catch {
            result = .failure(error)
        }
        try await server.write { try $0.script("DROP SCHEMA \(name) CASCADE") }
        return try result.get()
    }
}

/// Gives `body` a fresh database with the tables of `features`, and removes it afterwards.
///
/// A test that is about one engine alone says `comparing: false`, so that nobody expects its statements on the other.
public func withDatabase<T>(
    _ engine: TestEngine, _ features: [FeatureMigrations] = [], clock: Clock = .system,
    entropy: Entropy = .system, limits: DatabaseLimits = DatabaseLimits(), connections: Int = 4,
    comparing: Bool = true, _ body: (Database) async throws -> T
) async throws -> T {
    try await withLocation(engine, connections: connections) { location in
        let database = try await openForTest(
            location, clock: clock, entropy: entropy, limits: limits, comparing: comparing)
        do {
            try await Migrator(features).migrate(database)
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
    limits: DatabaseLimits = DatabaseLimits(), comparing: Bool = true
) async throws -> Database {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    return try await Database.open(
        location, clock: clock, entropy: entropy, logger: logger, limits: limits,
        observer: comparing ? StatementLog.observer : nil)
}

/// One connection to the server, shared by all tests, for making and dropping schemas.
private actor TestServer {
    static let shared = TestServer()
    private var opening: Task<Database, any Error>?

    static func url(schema: String? = nil) throws -> String {
        guard let url = ProcessInfo.processInfo.environment["PIZZAMAMA_TEST_POSTGRES"], !url.isEmpty else {
            throw TestDatabaseError.noServer
        }
        guard let schema else { return url }
        return url + (url.contains("?") ? "&" : "?") + "options=-csearch_path%3D" + schema
    }

    func database() async throws -> Database {
        if let opening { return try await opening.value }
        let url = try Self.url()
        let task = Task { try await openForTest(.postgres(url: url, connections: 2), comparing: false) }
        opening = task
        return try await task.value
    }
}
