import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Delivery

@Suite("Zones and streets in the database")
struct DeliveryTests {
    static let shop = Identifier<Store>(high: 0x7000, low: 1 << 63 | 1)
    static let scope = Identifier<Scope>(shop)

    static func open(_ engine: TestEngine, _ body: (Delivery, Database) async throws -> Void) async throws {
        try await withDatabase(engine, [Delivery.migrations], entropy: .seeded(5)) { database in
            let delivery = try await Delivery(database: database)
            try await database.write {
                try Delivery.open(zones: DemoTown.zones, streets: DemoTown.streets, of: shop, $0)
            }
            try await delivery.refresh()
            try await body(delivery, database)
        }
    }

    static func address(_ street: String, _ number: String = "1", postcode: String = "", city: String = DemoTown.name)
        throws -> Address
    {
        try Address(street: street, number: number, postcode: postcode, city: city)
    }

    @Test("Zones are read as they were written, corner by corner and hole by hole", arguments: TestEngine.all)
    func zonesRoundTrip(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (_, database) async throws in
            let zones = try await database.read { try ZoneRows.zones(Self.shop, $0) }
            #expect(zones.all.sorted { $0.id < $1.id } == DemoTown.zones.all.sorted { $0.id < $1.id })
            let events: [String] = try await database.all("SELECT payload FROM outbox")
            #expect(events == [#"{"count":3,"store":"\#(Self.shop)"}"#])
        }
    }

    @Test("Every street is found where it was put", arguments: TestEngine.all)
    func streetsRoundTrip(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (_, database) async throws in
            let index = StreetIndex(try await database.read { try StreetRows.entries(Self.shop, $0) })
            let before = StreetIndex(DemoTown.streets)
            #expect(try await database.first("SELECT COUNT(*) FROM streets", as: Int.self) == DemoTown.streets.count)
            for street in DemoTown.streets {
                let number = street.numbers.map { String($0.lowerBound) } ?? "1"
                let address = try Self.address(street.name, number, postcode: street.postcode, city: street.city)
                #expect(index.locate(address) == before.locate(address))
            }
        }
    }

    @Test("An address is in the zone of its place, and the house number decides", arguments: TestEngine.all)
    func reach(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (delivery, _) async throws in
            #expect(try delivery.reach(Self.address("via roma"), of: Self.scope).zone.name == "Centro")
            #expect(try delivery.reach(Self.address("Viale della Stazione"), of: Self.scope).zone.name == "Quartieri")
            #expect(try delivery.reach(Self.address("via roma"), of: Self.scope).place.street == "Via Roma")
        }
    }

    @Test("What cannot be reached says why", arguments: TestEngine.all)
    func refusals(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (delivery, _) async throws in
            func code(_ street: String, _ city: String = DemoTown.name) throws -> String? {
                do {
                    _ = try delivery.reach(Self.address(street, city: city), of: Self.scope)
                    return nil
                } catch let refusal as AppError {
                    #expect(refusal.kind == .invalid)
                    return refusal.code
                }
            }
            #expect(try code("Via che non esiste davvero") == "delivery.unknown-address")
            #expect(try code("🍕🍕🍕🍕") == "delivery.unknown-address")
            #expect(try code("Garibaldi") == "delivery.ambiguous-address")
            #expect(try code("Via Roma", "Milano") != nil)
        }
    }

    @Test("A place without zones is outside", arguments: TestEngine.all)
    func outside(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [Delivery.migrations]) { database in
            let delivery = try await Delivery(database: database)
            try await database.write {
                try Delivery.open(zones: Zones([]), streets: DemoTown.streets, of: Self.shop, $0)
            }
            try await delivery.refresh()
            #expect(throws: AppError.invalid("delivery.outside")) {
                _ = try delivery.reach(Self.address("Via Roma"), of: Self.scope)
            }
        }
    }

    @Test("What another process wrote is known after a reload", arguments: TestEngine.all)
    func reload(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (delivery, database) async throws in
            try await database.write { tx in _ = try tx.execute("DELETE FROM zones") }
            #expect(try delivery.reach(Self.address("Via Roma"), of: Self.scope).zone.name == "Centro")
            try await delivery.reload(Self.scope)
            #expect(throws: AppError.invalid("delivery.outside")) {
                _ = try delivery.reach(Self.address("Via Roma"), of: Self.scope)
            }
        }
    }

    @Test("A shop delivers where its own zones are, and a copy of them is its own", arguments: TestEngine.all)
    func shopsAreApart(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (delivery, database) async throws in
            let second = Identifier<Store>(high: 0x7000, low: 1 << 63 | 2)
            let address = try Self.address("Via Roma")
            #expect(throws: AppError.self) { _ = try delivery.reach(address, of: Identifier(second)) }
            #expect(throws: AppError.self) { _ = try delivery.reach(address, of: nil) }
            try await database.write { try Delivery.copy(from: Self.shop, to: second, $0) }
            try await delivery.reload(Identifier(second))
            let (own, copy) = (
                try delivery.reach(address, of: Self.scope), try delivery.reach(address, of: Identifier(second))
            )
            #expect(copy.zone.name == own.zone.name)
            #expect(copy.zone.id != own.zone.id)
            try await database.write { tx in
                _ = try tx.execute("DELETE FROM zones WHERE store_id = \(second)")
            }
            try await delivery.refresh()
            #expect(try delivery.reach(address, of: Self.scope).zone == own.zone)
            #expect(throws: AppError.invalid("delivery.outside")) {
                _ = try delivery.reach(address, of: Identifier(second))
            }
        }
    }
}
