import FeatureKit
import Database
import Foundation
import Kernel
import Logging

/// Opens the databases of one start: that of the first tenant, and those of the others, on one pool of connections where they are schemas
/// of one server.
struct Tenancy: Sendable {
    let choices: Choices
    let clock: Clock
    let entropy: Entropy
    let logger: Logger
    private let pool: PostgresPool?
    /// Whether a file that is not there is made. A command that only looks makes none: a name typed wrong would look like an empty shop.
    private let makesFiles: Bool

    /// Connects to the server of the first tenant if there are schemas beside it, or if one of them is meant.
    init(_ choices: Choices, clock: Clock, entropy: Entropy, logger: Logger, makesFiles: Bool = true) async throws {
        self.makesFiles = makesFiles
        self.choices = choices
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        let hasSchemas = choices.tenants.contains { if case .schema = $0.place { true } else { false } }
        guard hasSchemas, case .postgres(let url, _, let connections) = choices.location else {
            pool = nil
            return
        }
        pool = try await PostgresPool.open(url: url, connections: connections, entropy: entropy, logger: logger)
    }

    /// The database of the tenant that is served under a host; without one, the first tenant's.
    ///
    /// Throws `Configuration.Refused` when no tenant has the host, and `DatabaseError`.
    func open(_ host: String?) async throws -> Database {
        guard let host else { return try await openFirst() }
        guard let tenant = choices.tenants.first(where: { $0.host == host.lowercased() }) else {
            throw Configuration.Refused(problems: ["No tenant of \(Setting.tenants.key) is served under \(host)."])
        }
        switch tenant.place {
        case .file(let path): return try await open(file: path)
        case .schema(let name):
            guard let pool else {
                throw Configuration.Refused(problems: ["\(host) is a schema, and \(Setting.database.key) no server."])
            }
            try await pool.makeSchema(name)
            return try await Database.open(pool: pool, schema: name, clock: clock, entropy: entropy, logger: logger)
        }
    }

    private func openFirst() async throws -> Database {
        if let pool, case .postgres(_, let schema, _) = choices.location {
            return try await Database.open(pool: pool, schema: schema, clock: clock, entropy: entropy, logger: logger)
        }
        if case .sqlite(let path) = choices.location { return try await open(file: path) }
        return try await Database.open(choices.location, clock: clock, entropy: entropy, logger: logger)
    }

    private func open(file path: String) async throws -> Database {
        guard makesFiles || FileManager.default.fileExists(atPath: path) else {
            throw DatabaseError.unavailable("There is no file \(path); `pizzamama demo` or `pizzamama serve` makes it.")
        }
        if path.contains("/") {
            let folder = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        return try await Database.open(.sqlite(path: path), clock: clock, entropy: entropy, logger: logger)
    }

    /// Closes the connections that tenants share, after their databases.
    func close() async { await pool?.close() }
}
