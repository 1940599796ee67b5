import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Stores

@Suite("The shop in the database")
struct StoreTests {
    static let friday = Instant(rfc3339: "2026-06-05T17:00:00Z")

    static func store() throws -> Store {
        let zone = try #require(ShopZone("Europe/Rome"))
        return Store(
            id: Identifier(high: 0x7000, low: 1 << 63 | 7), version: 1, name: "Da “Mamma” 'Rosa'", phone: "+39051000",
            email: "", address: "Piazza 3, 40999 Borgo", legal: "P. IVA 0", point: DemoTown.shop, currency: .eur,
            rules: DemoTown.rules(year: 2026, zone: zone), travel: 15, acceptance: .minutes(10))
    }

    static func open(
        _ engine: TestEngine, _ body: (Stores, Database, ManualClock) async throws -> Void
    ) async throws {
        let clock = ManualClock(try #require(friday))
        try await withDatabase(engine, [Stores.migrations], clock: clock.clock, entropy: .seeded(3)) { database in
            let stores = try await Stores(database: database, clock: clock.clock)
            #expect(stores.current.value == nil)
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
            #expect(stores.current.value == expected)
            #expect(expected.hours.exceptions.count == 9)
            let events: [String] = try await database.all("SELECT name FROM outbox ORDER BY id")
            #expect(events == ["stores.changed"])
        }
    }

    @Test("A second shop is refused and changes nothing", arguments: TestEngine.all)
    func onlyOne(_ engine: TestEngine) async throws {
        try await Self.open(engine) { _, database, _ in
            let store = try Self.store()
            await #expect(throws: AppError.conflict("stores.exists")) {
                try await database.write { try Stores.open(store, $0) }
            }
            let counts: [Int] = try await database.all(
                "SELECT COUNT(*) FROM stores UNION ALL SELECT COUNT(*) FROM outbox")
            #expect(counts == [1, 1])
        }
    }

    @Test("A break in the table is a break of the hours, with its reason", arguments: TestEngine.all)
    func pause(_ engine: TestEngine) async throws {
        try await Self.open(engine) { stores, database, clock in
            let (store, now) = (try Self.store(), clock.clock.now())
            let until = now + .minutes(20)
            try await database.write { tx in
                let id = tx.entropy.identifier(at: tx.now, for: Pause.self)
                try tx.execute(
                    """
                    INSERT INTO store_pauses (id, store_id, since, until, reason)
                    VALUES (\(id), \(store.id), \(now), \(until), \("oven"))
                    """)
            }
            #expect(stores.current.value?.hours.pauses == [])
            try await stores.reload()
            let hours = try #require(stores.current.value?.hours)
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
                    "INSERT INTO store_hours (store_id, mode, weekday, opens, closes) VALUES (\(id), 'pickup', 2, 700, 700)"
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
                #expect(stores.current.value == (try Self.store()))
            }
        }
    }
}
