public import Database
public import Foundation
import FeatureKit
import Kernel
public import Logging
public import Web

/// The configuration, checked and typed: what the program is started with.
public struct Choices: Sendable {
    /// Where the data is.
    public let location: Database.Location
    /// Who else is served, under which hosts.
    public let tenants: [Tenant]
    /// Whether the things for trying out are refused.
    public let isProduction: Bool
    /// Whether `serve` also runs jobs.
    public let worksInside: Bool
    /// What is logged.
    public let logLevel: Logger.Level
    /// Whether time is moved by requests instead of passing.
    public let simulatesClock: Bool
    /// Folders with sentences in more languages.
    public let languages: [URL]
    /// The limits of the web server.
    public let web: WebSettings
    /// Every value by its key, for the features of the list.
    public let settings: [String: String]

    /// Throws `Configuration.Refused` with everything that is wrong at once.
    public init(_ configuration: Configuration, makeSecret: () -> String) throws {
        var reading = Reading(configuration: configuration)
        settings = configuration.all
        isProduction = reading.choice(.environment, ["development": false, "production": true])
        worksInside = reading.choice(.worker, ["inside": true, "outside": false])
        simulatesClock = reading.choice(.clock, ["system": false, "simulated": true])
        logLevel = reading.choice(
            .logLevel, Dictionary(uniqueKeysWithValues: Logger.Level.allCases.map { ($0.rawValue, $0) }))
        languages = (configuration[.languages] ?? "").split(separator: ",").map {
            URL(filePath: $0.trimmingCharacters(in: .whitespaces))
        }
        let database = configuration[.database] ?? ""
        let connections = reading.number(.connections, 1...200)
        if database.hasPrefix("sqlite:") {
            location = .sqlite(path: String(database.dropFirst(7)))
        } else if database.hasPrefix("postgresql://") || database.hasPrefix("postgres://") {
            location = .postgres(url: database, connections: connections)
        } else {
            location = .sqlite(path: "")
            reading.problems.append("\(Setting.database.key) begins with `sqlite:` or `postgresql://`.")
        }
        tenants = reading.tenants(besides: location)
        var web = WebSettings()
        web.host = configuration[.host] ?? web.host
        web.port = reading.number(.port, 0...65_535)
        web.publicURL = configuration[.publicURL] ?? "http://\(web.host):\(web.port)"
        web.product = "pizzamama"
        web.trustedProxies = reading.proxies()
        web.mostConnections = reading.number(.mostConnections, 1...1_000_000)
        web.mostConnectionsPerClient = reading.number(.clientConnections, 0...1_000_000)
        web.rates = reading.rates()
        web.largestBody = reading.number(.body, 1024...(16 << 20))
        if let folder = configuration[.uploads], !folder.isEmpty { web.uploadFolder = URL(filePath: folder) }
        web.metricsToken = configuration[.metricsToken].flatMap { $0.isEmpty ? nil : $0 }
        web.idleSeconds = reading.number(.idle, 5...3600)
        web.requestSeconds = reading.number(.deadline, 1...600)
        if let secret = configuration[.secret] {
            if secret.utf8.count < 32 { reading.problems.append("\(Setting.secret.key) has fewer than 32 characters.") }
            web.secret = Array(secret.utf8)
        } else {
            if isProduction { reading.problems.append("In production \(Setting.secret.key) must be given.") }
            web.secret = Array(makeSecret().utf8)
        }
        if isProduction, simulatesClock {
            reading.problems.append("In production \(Setting.clock.key) must be `system`.")
        }
        if isProduction, !web.isSecure {
            reading.problems.append("In production \(Setting.publicURL.key) must begin with `https://`.")
        }
        if isProduction, web.trustedProxies.isEmpty {
            reading.problems.append(
                "In production \(Setting.proxies.key) must name the proxy that speaks TLS: without it all visitors are one."
            )
        }
        self.web = web
        if !reading.problems.isEmpty { throw Configuration.Refused(problems: reading.problems) }
    }
}
