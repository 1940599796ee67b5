import FeatureKit
import Database
import Foundation
import Testing

@testable import Composition

@Suite("What the environment says")
struct ConfigurationTests {
    @Test("A switch of the build is no setting and is passed over, and any other unknown word is refused by name")
    func switches() throws {
        _ = try Configuration(environment: ["PIZZAMAMA_WITHOUT_LEARNING": "1"])
        let refused = Configuration.Refused(
            problems: ["PIZZAMAMA_WITHOUT, from the environment, is no setting. `pizzamama doctor` lists them all."])
        #expect(throws: refused) { try Configuration(environment: ["PIZZAMAMA_WITHOUT": "1"]) }
    }

    @Test("A tenant is not where the first one is")
    func twins() {
        let file = Database.Location.sqlite(path: "data/pizzamama.db")
        let server = Database.Location.postgres(url: "postgresql://x")
        #expect(Tenant.Place.file("data/pizzamama.db").isSame(as: file))
        #expect(Tenant.Place.file("./data/../data/pizzamama.db").isSame(as: file))
        #expect(!Tenant.Place.file("data/anna.db").isSame(as: file))
        #expect(!Tenant.Place.schema("public").isSame(as: file))
        #expect(Tenant.Place.schema("public").isSame(as: server))
        #expect(!Tenant.Place.schema("anna").isSame(as: server))
    }

    /// A file with some text, for the time of `body`.
    static func withFile<T>(_ text: String, _ body: (String) throws -> T) throws -> T {
        let file = FileManager.default.temporaryDirectory.appending(path: "pizzamama-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    static func problems(_ body: () throws -> Void) -> [String] {
        do {
            try body()
            return []
        } catch let refused as Configuration.Refused { return refused.problems } catch { return ["\(error)"] }
    }

    @Test("The command line goes before the environment, that before the file, that before the defaults")
    func precedence() throws {
        let text = """
            # the small box
            PIZZAMAMA_PORT = 9000
              PIZZAMAMA_HOST=0.0.0.0

            PIZZAMAMA_DATABASE=postgresql://shop@db/pizza?a=b
            PIZZAMAMA_LOG_LEVEL=debug
            """
        try Self.withFile(text) { path in
            let configuration = try Configuration(
                environment: ["PIZZAMAMA_CONFIG": path, "PIZZAMAMA_HOST": "10.0.0.1", "PIZZAMAMA_LOG_LEVEL": "error"],
                options: ["PIZZAMAMA_LOG_LEVEL": "trace"])
            let rows = configuration.table.map { ($0.setting.key, "\($0.shown) (\($0.source.rawValue))") }
            let shown = Dictionary(uniqueKeysWithValues: rows)
            #expect(shown["PIZZAMAMA_PORT"] == "9000 (file)")
            #expect(shown["PIZZAMAMA_HOST"] == "10.0.0.1 (environment)")
            #expect(shown["PIZZAMAMA_LOG_LEVEL"] == "trace (option)")
            #expect(shown["PIZZAMAMA_DATABASE"] == "••• (file)")
            #expect(configuration[.database] == "postgresql://shop@db/pizza?a=b")
            #expect(shown["PIZZAMAMA_WORKER"] == "inside (default)")
        }
    }

    @Test("A file is refused line by line, and by name when it cannot be read")
    func fileProblems() throws {
        try Self.withFile("PIZZAMAMA_PORT=1\nPIZZAMAMA_PROT=2\n# no\nPIZZAMAMA_HOST localhost\n") { path in
            #expect(
                Self.problems { _ = try Configuration(environment: [:], file: path) } == [
                    "\(path):4 is not KEY=value.",
                    "PIZZAMAMA_PROT, from \(path), is no setting. `pizzamama doctor` lists them all.",
                ])
        }
        #expect(
            Self.problems { _ = try Configuration(environment: [:], file: "/nowhere/shop.conf") } == [
                "The configuration file /nowhere/shop.conf cannot be read."
            ])
    }

    @Test("A secret may come from a file, is never shown, and what is no secret may not")
    func secretFiles() throws {
        try Self.withFile("  0123456789 0123456789 0123456789\n\n") { path in
            let configuration = try Configuration(environment: ["PIZZAMAMA_SECRET_FILE": path])
            #expect(configuration[.secret] == "0123456789 0123456789 0123456789")
            let row = try #require(configuration.table.first { $0.setting == .secret })
            #expect(row.shown == "•••")
            #expect(row.source == .secretFile)
            #expect(
                Self.problems { _ = try Configuration(environment: ["PIZZAMAMA_PORT_FILE": path]) } == [
                    "PIZZAMAMA_PORT_FILE, from the environment, is no setting. `pizzamama doctor` lists them all."
                ])
        }
        #expect(
            Self.problems { _ = try Configuration(environment: ["PIZZAMAMA_SECRET_FILE": "/nowhere/secret"]) } == [
                "The file that PIZZAMAMA_SECRET_FILE names cannot be read: /nowhere/secret"
            ])
    }

    @Test("What is wrong with the list of tenants is said by line, and two owners never share a database")
    func tenants() throws {
        let (tenants, problems) = Tenant.read(
            """
            # hosts
            Anna.example sqlite:anna.db   # since May
            berta.example schema:berta
            carla.example
            dora.example mysql:dora
            anna.EXAMPLE sqlite:other.db
            emma.example schema:berta
            """, named: "tenants")
        #expect(tenants.map(\.host) == ["anna.example", "berta.example"])
        #expect(tenants.map(\.place) == [.file("anna.db"), .schema("berta")])
        #expect(
            problems == [
                "tenants:4 is not `HOST sqlite:FILE` or `HOST schema:NAME`.",
                "tenants:5 is not `HOST sqlite:FILE` or `HOST schema:NAME`.",
                "tenants:6 has the host or the database of anna.example.",
                "tenants:7 has the host or the database of berta.example.",
            ])
        try Self.withFile("anna.example sqlite:./shop.db\nberta.example schema:berta\n") { path in
            let environment = ["PIZZAMAMA_TENANTS": path, "PIZZAMAMA_DATABASE": "sqlite:shop.db"]
            #expect(
                Self.problems { _ = try Choices(Configuration(environment: environment)) { "made" } } == [
                    "\(path): berta.example is a schema, and PIZZAMAMA_DATABASE is no server.",
                    "\(path): anna.example has the database that PIZZAMAMA_DATABASE names.",
                ])
        }
        let nowhere = ["PIZZAMAMA_TENANTS": "/nowhere/tenants"]
        #expect(
            Self.problems { _ = try Choices(Configuration(environment: nowhere)) { "made" } } == [
                "PIZZAMAMA_TENANTS: /nowhere/tenants cannot be read."
            ])
    }

    @Test("A setting of a feature is read as the program's own are, and its secret is not shown")
    func settingOfFeature() throws {
        let key = Setting("MAIL_PASSWORD", "What the mail server wants to hear.", secret: true)
        let environment = ["PIZZAMAMA_MAIL_PASSWORD": "open sesame"]
        #expect(throws: Configuration.Refused.self) { try Configuration(environment: environment) }
        let configuration = try Configuration(environment: environment, settings: [key])
        #expect(configuration.table.map(\.shown) == ["•••"])
        #expect(configuration.all == ["PIZZAMAMA_MAIL_PASSWORD": "open sesame"])
    }
}
