import Contracts
import Database
import FeatureKit
import Kernel
import Logging
import Orders
import TestKit
import Testing
import Web

@testable import Composition

@Suite("What does not fit is refused before anything of it is in the database")
struct FeatureRefusalTests {
    private struct Thief: ListedFeature {
        static let name = "thief"
        static let migrations: FeatureMigrations? = FeatureMigrations(
            feature: name,
            files: ["0001_a.sql": "CREATE TABLE loot (id BIGINT);", "0002_b.sql": "CREATE TABLE orders (id BIGINT);"])
        init(_ context: FeatureContext) {}
    }

    private struct Asking: ListedFeature {
        static let name = "asking"
        init(_ context: FeatureContext) throws { _ = try context.port(String.self) }
    }

    private struct Pair: ListedFeature, JoinsOrders {
        static let name = "pair"
        @TaskLocal static var participants: [OrderParticipant] = []
        let participants: [OrderParticipant]
        init(_ context: FeatureContext) { participants = Self.participants }

        static func with(_ participants: [OrderParticipant], _ body: () async throws -> Void) async throws {
            try await $participants.withValue(participants, operation: body)
        }
    }

    @Test("A table of another feature", arguments: TestEngine.all)
    func table(_ engine: TestEngine) async throws {
        try await withDatabase(engine, []) { database in
            await #expect(throws: FeatureCollision.table("orders", "orders", "thief")) {
                try await FeatureRefusalTests.open(database, Thief.self)
            }
            await #expect(throws: DatabaseError.self) { try await database.all("SELECT id FROM loot", as: Int.self) }
        }
    }

    @Test("A port that is not offered is named")
    func port() async throws {
        try await withDatabase(.sqlite, []) { database -> Void in
            await #expect(throws: MissingPort(name: "String")) {
                _ = try await FeatureRefusalTests.open(database, Asking.self)
            }
        }
    }

    @Test("Two participants of one name, or that answer for one constraint")
    func participants() async throws {
        let gone = AppError.conflict("orders.price-changed")
        let twice = [OrderParticipant("points", at: .credits), OrderParticipant("points", at: .goods)]
        let both = [
            OrderParticipant("a", at: .goods, refusals: [.check("pieces"): gone]),
            OrderParticipant("b", at: .goods, refusals: [.check("pieces"): gone]),
        ]
        for (list, collision) in [
            (twice, ParticipantCollision.name("points")), (both, .constraint("\(DatabaseError.check("pieces"))", "b")),
        ] {
            try await withDatabase(.sqlite, []) { database in
                try await Pair.with(list) {
                    await #expect(throws: collision) { try await FeatureRefusalTests.open(database, Pair.self) }
                }
            }
        }
    }

    @discardableResult
    private static func open(_ database: Database, _ type: any ListedFeature.Type) async throws -> Pizzeria {
        try await Pizzeria.open(
            database, web: .init(), clock: .system, entropy: .seeded(1), logger: .init(label: "test"),
            simulation: nil, beside: [type])
    }
}
