import Accounts
import Database
import FeatureKit
import Foundation
import HTTPTypes
import Kernel
import Logging
import Web

/// One start of the program: the settings in effect, and what the commands do with them.
public struct Start: Sendable {
    let choices: Choices
    let logger: Logger
    /// The host of the tenant that is meant; nil for the first.
    let tenant: String?
    let entropy = Entropy.system

    /// Reads the settings; throws `Configuration.Refused` with everything that is wrong with them.
    public init(file: String? = nil, options: [String: String] = [:], tenant: String? = nil) throws {
        self.tenant = tenant
        // Before anything is read: of two that claim one key nobody knows whose value it is.
        try FeatureSet.check(Pizzeria.featureTypes, reserving: Setting.program.map(\.key))
        let configuration = try Configuration(
            environment: ProcessInfo.processInfo.environment, file: file, options: options)
        let entropy = entropy
        choices = try Choices(configuration) { entropy.token() }
        let level = choices.logLevel
        logger = Logger(label: "pizzamama") { JSONLogHandler(label: $0, level: level) }
    }

    /// Opens the pizzeria of the tenant that is meant, and closes it after `body`.
    func withPizzeria<T>(_ body: (Pizzeria) async throws -> T) async throws -> T {
        try await withDatabase(making: true) { database in
            let pizzeria = try await Pizzeria.open(
                database, web: choices.web, clock: .system, entropy: entropy, logger: logger, simulation: nil,
                languages: choices.languages, settings: choices.settings)
            return try await body(pizzeria)
        }
    }

    /// Opens the database of the tenant that is meant, and closes it after `body`. Only a command that writes makes a file.
    func withDatabase<T>(making: Bool, _ body: (Database) async throws -> T) async throws -> T {
        let tenancy = try await Tenancy(
            choices, clock: .system, entropy: entropy, logger: logger, makesFiles: making)
        let result: Result<T, any Error>
        do {
            let database = try await tenancy.open(tenant)
            do { result = .success(try await body(database)) } catch {
                await database.close()
                throw error
            }
            await database.close()
        } catch {
            await tenancy.close()
            throw error
        }
        await tenancy.close()
        return try result.get()
    }

    /// A pizzeria without a shop, for what the program says of itself whatever the data are.
    private func withNothing<T>(_ body: (Pizzeria) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appending(path: "pizzamama-\(entropy.token())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try await Database.open(
            .sqlite(path: folder.appending(path: "empty.db").path), clock: .system, entropy: entropy, logger: logger)
        let result: Result<T, any Error>
        do {
            result = .success(
                try await body(
                    Pizzeria.open(
                        database, web: choices.web, clock: .system, entropy: entropy, logger: logger, simulation: nil,
                        languages: choices.languages, settings: choices.settings)))
        } catch { result = .failure(error) }
        await database.close()
        return try result.get()
    }

    /// Applies what is pending, or only says it; one line each.
    public func migrate(dryRun: Bool) async throws -> [String] {
        try await withDatabase(making: !dryRun) { database in
            let migrator = Migrator(Pizzeria.migrations)
            let steps =
                dryRun
                ? try await migrator.status(database).filter { $0.appliedAt == nil }
                : try await migrator.migrate(database)
            if steps.isEmpty { return ["The database is up to date."] }
            return steps.map { "\(dryRun ? "pending" : "applied")  \($0.title)" }
        }
    }

    /// Takes somebody on.
    public func addStaff(signIn: String, name: String, role: String, password: String) async throws {
        try await withPizzeria {
            try await $0.accounts.add(signIn: signIn, name: name, role: role, password: password)
        }
    }

    /// A new password for somebody, to be shown once.
    public func resetPassword(signIn: String) async throws -> String {
        try await withPizzeria { try await $0.accounts.resetPassword(signIn: signIn, entropy: entropy) }
    }

    /// Every route, one line each.
    public func routes() async throws -> [String] { try await withNothing { $0.front.table } }

    /// The OpenAPI document.
    public func openAPI() async throws -> String {
        try await withNothing { pizzeria in
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: "localhost", path: "/api/v1/openapi.json")
            return String(decoding: try await pizzeria.front.exchange(head).body, as: UTF8.self)
        }
    }

    /// Whether everything that must be true is.
    ///
    /// Throws `Configuration.Refused` when the tables are not up to date.
    public func verify() async throws -> VerificationReport {
        try await withDatabase(making: false) { database in
            let pending = try await Migrator(Pizzeria.migrations).status(database).filter { $0.appliedAt == nil }
            guard pending.isEmpty else {
                throw Configuration.Refused(problems: ["\(pending.count) steps are pending: run `pizzamama migrate`."])
            }
            return try await Verification(invariants: Pizzeria.invariants).run(on: database)
        }
    }
}
