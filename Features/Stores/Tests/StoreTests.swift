import Database
import Kernel
import Resources
import Shop
import TestKit
import Testing
import Web

@testable import Stores

@Suite("The shop in the database")
struct StoreTests {
    static let friday = Instant(rfc3339: "2026-06-05T17:00:00Z")

    static func store(_ number: UInt64 = 7, slug: String = "borgo", host: String? = nil) throws -> Store {
        let zone = try #require(ShopZone("Europe/Rome"))
        return Store(
            id: Identifier(high: 0x7000, low: 1 << 63 | number), version: 1, slug: slug, host: host,
            name: "Da “Mamma” 'Rosa'", phone: "+39051000",
            email: "", address: "Piazza 3, 40999 Borgo", legal: "P. IVA 0", point: DemoTown.shop, currency: .eur,
            rules: DemoTown.rules(year: 2026, zone: zone), travel: 15, acceptance: .minutes(10))
    }

    static func open(
        _ engine: TestEngine, _ body: (Stores, Database, ManualClock) async throws -> Void
    ) async throws {
        let clock = ManualClock(try #require(friday))
        try await withDatabase(
            engine, [Resources.migrations, Stores.migrations], clock: clock.clock, entropy: .seeded(3)
        ) { database in
            let stores = try await Stores(database: database)
            #expect(stores.shops.value == .none)
            let store = try store()
            try await database.write { try Stores.open(store, $0) }
            try await stores.reload()
            try await body(stores, database, clock)
        }
    }

    @Test("A shop is read as it was written: hours past midnight, closed days, long nights", arguments: TestEngine.all)
    func roundTrip(_ engine: TestEngine) async throws {
        try await Self.open(engine) { stores, database, _ in
            let expected = try Self.store()
            #expect(stores.shops.value.all == [expected])
            #expect(expected.hours.exceptions.count == 9)
            let events: [String] = try await database.all("SELECT name FROM outbox ORDER BY id")
            #expect(events == ["stores.changed"])
        }
    }

    @Test("A shop with the id or the slug of another is refused and changes nothing", arguments: TestEngine.all)
    func twins(_ engine: TestEngine) async throws {
        try await Self.open(engine) { _, database, _ in
            let store = try Self.store()
            await #expect(throws: DatabaseError.self) { try await database.write { try Stores.open(store, $0) } }
            let twin = try Self.store(8)
            await #expect(throws: DatabaseError.unique(constraint: "stores.slug")) {
                try await database.write { try Stores.open(twin, $0) }
            }
            let counts: [Int] = try await database.all(
                "SELECT COUNT(*) FROM stores UNION ALL SELECT COUNT(*) FROM outbox")
            #expect(counts == [1, 1])
        }
    }

    @Test(
        "Several shops stand in their order, each at its address, and the first is meant where nothing is said",
        arguments: TestEngine.all)
    func several(_ engine: TestEngine) async throws {
        try await Self.open(engine) { stores, database, _ in
            let (first, second) = (try Self.store(), try Self.store(3, slug: "mare", host: "mare.test"))
            try await database.write { try Stores.open(second, $0) }
            try await stores.reload()
            #expect(stores.shops.value.all == [first, second])
            #expect(stores.shops.value[second.scope] == second)
            #expect(stores.shops.value[Identifier<Scope>(high: 1, low: 1)] == nil)
            #expect(
                stores.directory.value
                    == ScopeDirectory([(first.scope, "borgo", nil), (second.scope, "mare", "mare.test")]))
        }
    }

    @Test("A reading that was overtaken by a newer one does not put the old back")
    func overtaken() throws {
        let (old, other) = (try Self.store(), try Self.store(3, slug: "mare"))
        let new = Store(
            id: old.id, version: 2, slug: old.slug, name: "Nuovo", phone: old.phone, address: old.address,
            point: old.point, currency: old.currency, rules: old.rules, travel: old.travel,
            acceptance: old.acceptance)
        #expect(Shops([new]).replaced(by: [old, other]).all == [new, other])
        #expect(Shops([old]).replaced(by: [new]).all == [new])
        // One that was opened meanwhile is not lost.
        #expect(Shops([old, other]).replaced(by: [new]).all == [new, other])
    }

    @Test("A break in the table is a break of the hours, with its reason", arguments: TestEngine.all)
    func pause(_ engine: TestEngine) async throws {
        try await Self.open(engine) { stores, database, clock in
            let (store, now) = (try Self.store(), clock.clock.now())
            let until = now + .minutes(20)
            try await database.write { tx in
                try ResourceRows<Break>().insert(
                    Break(since: now, until: until, reason: "oven"), in: store.scope, by: .system, tx)
            }
            #expect(stores.shops.value.all.first?.hours.pauses == [])
            try await stores.reload()
            let hours = try #require(stores.shops.value.all.first?.hours)
            #expect(hours.pauses == [Pause(since: now, until: until, reason: "oven")])
            #expect(!hours.isOpen(at: now, .delivery))
            #expect(hours.isOpen(at: until, .delivery))
        }
    }

    @Test("Stretches of opening that end before they begin are found", arguments: TestEngine.all)
    func hoursInvariant(_ engine: TestEngine) async throws {
        try await Self.open(engine) { _, database, _ in
            let invariant = try #require(Stores.invariants.first { $0.name == "store-hours" })
            #expect(try await database.read { try invariant.violations($0, 20) } == [])
            let id = try Self.store().id
            try await database.write { tx in
                try tx.execute(
                    """
                    UPDATE store_hours SET closes = opens WHERE id =
                        (SELECT id FROM store_hours WHERE store_id = \(id) AND modes = 'pickup' ORDER BY opens LIMIT 1)
                    """
                )
            }
            #expect(try await database.read { try invariant.violations($0, 20) } == ["pickup"])
        }
    }

    @Test("A row that is no shop is said to be one that cannot be read, and nothing traps", arguments: TestEngine.all)
    func unreadable(_ engine: TestEngine) async throws {
        let breaks: [SQL] = [
            "UPDATE stores SET time_zone = 'Mars/Olympus'", "UPDATE stores SET currency = 'euro'",
            "UPDATE stores SET slot_minutes = 0", "UPDATE stores SET latitude_e7 = 9000000000",
        ]
        for sql in breaks {
            try await Self.open(engine) { stores, database, _ in
                try await database.write { tx in _ = try tx.execute(sql) }
                await #expect(throws: DatabaseError.self) { try await stores.reload() }
                #expect(stores.shops.value.all == [try Self.store()])
            }
        }
    }
}
