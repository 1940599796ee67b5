import Accounts
import CoreMetrics
import Database
import Kernel
import Logging
import ServiceLifecycle
import UnixSignals
import Web

extension Start {
    /// Serves every tenant until told to stop. `say` gets what a person at the terminal should read.
    public func serve(simulatedFrom: String?, say: @escaping @Sendable (String) -> Void) async throws {
        let simulation = try simulation(from: simulatedFrom)
        try await withTenants(clock: simulation?.clock ?? .system, simulation) { pizzerias in
            let first = pizzerias.first
            // What libraries count stands beside the first tenant's own numbers.
            MetricsSystem.bootstrap(first.front.metrics)
            // A simulation that was interrupted goes on; nothing happens before what has happened already.
            let last = try await first.database.read { try $0.lastEvent() }
            if let simulation, let last, last > simulation.clock.now() { simulation.set(last) }
            for (host, pizzeria) in pizzerias.all {
                guard let password = try await pizzeria.accounts.makeFirstOwner() else { continue }
                let place = host.map { "under \($0)" } ?? "at \(choices.web.publicURL)/session/new"
                say("The owner signs in \(place) as `owner` with the password \(password) (shown only now).")
            }
            let url = choices.web.publicURL
            let server = WebServer(first.front, tenants: pizzerias.others.mapValues(\.front)) { port in
                say("The shop is open at \(url.hasSuffix(":0") ? String(url.dropLast(1)) + String(port) : url)")
            }
            // They stop in reverse order: the server waits for its connections, and the hubs end those that are streams.
            try await run(
                pizzerias.all.flatMap { services(of: $0.pizzeria, working: choices.worksInside) } + [server]
                    + pizzerias.all.map(\.pizzeria.hub))
        }
    }

    /// Runs the jobs of every tenant until told to stop.
    public func work() async throws {
        try await withTenants(clock: .system, nil) { pizzerias in
            try await run(pizzerias.all.flatMap { services(of: $0.pizzeria, working: true) })
        }
    }

    private func simulation(from moment: String?) throws -> ManualClock? {
        guard choices.simulatesClock else { return nil }
        guard let start = moment.map({ Instant(rfc3339: $0) }) ?? Clock.system.now() else {
            throw Configuration.Refused(problems: ["--simulated-clock is a moment such as 2015-01-01T14:00:00Z."])
        }
        return ManualClock(start)
    }

    private func services(of pizzeria: Pizzeria, working: Bool) -> [any Service] {
        let reading: [any Service] = [pizzeria.listener(logger), pizzeria.feed]
        return working ? reading + [pizzeria.worker] : reading
    }

    private func run(_ services: [any Service]) async throws {
        var configuration = ServiceGroupConfiguration(
            services: services.map(NamedService.init), gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Opens the pizzeria of every tenant, and closes all of them after `body`, also when one cannot be opened.
    private func withTenants(
        clock: Clock, _ simulation: ManualClock?, _ body: (Pizzerias) async throws -> Void
    ) async throws {
        let tenancy = try await Tenancy(choices, clock: clock, entropy: entropy, logger: logger)
        var opened: [Database] = []
        let result: Result<Void, any Error>
        do {
            var hosts: [String?] = [nil]
            hosts += choices.tenants.map(\.host)
            var all: [(host: String?, pizzeria: Pizzeria)] = []
            for host in hosts {
                let database = try await tenancy.open(host)
                opened.append(database)
                var (logger, web) = (logger, choices.web)
                if let host { web.publicURL = web.publicURL.prefix { $0 != ":" } + "://\(host)" }
                if let host { logger[metadataKey: "tenant"] = "\(host)" }
                all.append(
                    (
                        host,
                        try await Pizzeria.open(
                            database, web: web, clock: clock, entropy: entropy, logger: logger,
                            simulation: simulation, languages: choices.languages, settings: choices.settings)
                    ))
            }
            if let pizzerias = Pizzerias(all) { try await body(pizzerias) }
            result = .success(())
        } catch { result = .failure(error) }
        for database in opened { await database.close() }
        await tenancy.close()
        try result.get()
    }
}

/// The pizzerias of every tenant of this process.
private struct Pizzerias {
    let first: Pizzeria
    let all: [(host: String?, pizzeria: Pizzeria)]

    /// Nil when there is none.
    init?(_ all: [(host: String?, pizzeria: Pizzeria)]) {
        guard let first = all.first else { return nil }
        self.first = first.pizzeria
        self.all = all
    }

    /// Those that have a host of their own.
    var others: [String: Pizzeria] {
        Dictionary(
            all.compactMap { entry in entry.host.map { ($0, entry.pizzeria) } }, uniquingKeysWith: { known, _ in known }
        )
    }
}

/// A service that is called by the name of its type. The group describes each, at start and in the log, and what describes itself by its
/// members shows everything that it holds, secrets too.
private struct NamedService: Service, CustomStringConvertible {
    let service: any Service
    var description: String { "\(type(of: service))" }
    func run() async throws { try await service.run() }
}
