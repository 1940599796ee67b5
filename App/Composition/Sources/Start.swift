import Accounts
import Database
import Foundation
import HTTPTypes
import Kernel
import Logging
import Secrets
import ServiceLifecycle
import UnixSignals
import Web

/// One start of the program: the settings in effect, and what the commands do with them.
public struct Start: Sendable {
    let choices: Choices
    let logger: Logger
    let entropy = Entropy.system

    /// Reads the settings; throws `Configuration.Refused` with everything that is wrong with them.
    public init(file: String? = nil, options: [String: String] = [:]) throws {
        let configuration = try Configuration(
            environment: ProcessInfo.processInfo.environment, file: file, options: options)
        let entropy = entropy
        choices = try Choices(configuration) { entropy.token() }
        let level = choices.logLevel
        logger = Logger(label: "pizzamama") { JSONLogHandler(label: $0, level: level) }
    }

    /// The pizzeria on the database of the settings, with a clock that passes or one that is moved.
    func open(simulation: ManualClock? = nil) async throws -> Pizzeria {
        if case .sqlite(let path) = choices.location, path.contains("/") {
            let folder = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        return try await Pizzeria.open(
            choices, clock: simulation?.clock ?? .system, entropy: entropy, logger: logger, simulation: simulation)
    }

    /// Serves until told to stop. `say` gets what a person at the terminal should read.
    public func serve(simulatedFrom: String?, say: @escaping @Sendable (String) -> Void) async throws {
        var simulation: ManualClock?
        if choices.simulatesClock {
            guard let moment = simulatedFrom.map({ Instant(rfc3339: $0) }) ?? Clock.system.now() else {
                throw Configuration.Refused(problems: ["--simulated-clock is a moment such as 2015-01-01T14:00:00Z."])
            }
            simulation = ManualClock(moment)
        }
        let pizzeria = try await open(simulation: simulation)
        // A simulation that was interrupted goes on; nothing happens before what has happened already.
        let last = try await pizzeria.database.read { try $0.lastEvent() }
        if let simulation, let last, last > simulation.clock.now() { simulation.set(last) }
        if let password = try await pizzeria.accounts.makeFirstOwner() {
            say(
                "The owner signs in at \(choices.web.publicURL)/session/new as `owner` with the password \(password) (shown only now)."
            )
        }
        let url = choices.web.publicURL
        let server = WebServer(pizzeria.front) { port in
            say("The shop is open at \(url.hasSuffix(":0") ? String(url.dropLast(1)) + String(port) : url)")
        }
        var services: [any Service] = [pizzeria.listener(logger), pizzeria.feed]
        if choices.worksInside { services.append(pizzeria.worker) }
        // They stop in reverse order: the server waits for its connections, and the hub ends those that are streams.
        services += [server, pizzeria.hub]
        try await run(services)
        await pizzeria.database.close()
    }

    /// Runs jobs until told to stop.
    public func work() async throws {
        let pizzeria = try await open()
        try await run([pizzeria.listener(logger), pizzeria.feed, pizzeria.worker])
        await pizzeria.database.close()
    }

    private func run(_ services: [any Service]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Applies what is pending, or only says it; one line each.
    public func migrate(dryRun: Bool) async throws -> [String] {
        let database = try await Database.open(choices.location, entropy: entropy, logger: logger)
        let migrator = Migrator(Pizzeria.migrations)
        let steps =
            dryRun
            ? try await migrator.status(database).filter { $0.appliedAt == nil } : try await migrator.migrate(database)
        await database.close()
        if steps.isEmpty { return ["The database is up to date."] }
        return steps.map { "\(dryRun ? "pending" : "applied")  \($0.title)" }
    }

    /// Takes somebody on.
    public func addStaff(signIn: String, name: String, role: String, password: String) async throws {
        let pizzeria = try await open()
        try await pizzeria.accounts.add(signIn: signIn, name: name, role: role, password: password)
        await pizzeria.database.close()
    }

    /// A new password for somebody, to be shown once.
    public func resetPassword(signIn: String) async throws -> String {
        let pizzeria = try await open()
        let password = try await pizzeria.accounts.resetPassword(signIn: signIn, entropy: entropy)
        await pizzeria.database.close()
        return password
    }

    /// Every route, one line each.
    public func routes() async throws -> [String] {
        let pizzeria = try await open()
        await pizzeria.database.close()
        return pizzeria.front.table
    }

    /// The OpenAPI document.
    public func openAPI() async throws -> String {
        let pizzeria = try await open()
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/api/v1/openapi.json")
        let answer = try await pizzeria.front.exchange(head)
        await pizzeria.database.close()
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// Whether everything that must be true is.
    public func verify() async throws -> VerificationReport {
        let database = try await Database.open(choices.location, entropy: entropy, logger: logger)
        let report = try await Verification(invariants: Pizzeria.invariants).run(on: database)
        await database.close()
        return report
    }
}
