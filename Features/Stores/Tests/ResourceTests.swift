import Database
import Foundation
import Kernel
import Resources
import Shop
import TestKit
import Testing
import Web

@testable import Stores

@Suite("What an owner edits of the shop")
struct ResourceTests {
    static let owner = Principal(kind: .staff, id: "1", name: "Mama", grants: .none)

    @Test("The descriptions agree with the tables and the sentences", arguments: TestEngine.all)
    func described(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let folder = try #require(Stores.sentences)
            let catalogue = try Catalogue(folders: [folder, Resources.sentences])
            let faults = try await database.read { tx in
                try stores.resources.flatMap { try $0.faults(catalogue, Set(Stores.permissions), tx) }
            }
            #expect(faults == [])
        }
    }

    /// Changes something in a transaction, reads the shop anew and gives it.
    static func change(
        _ stores: Stores, _ database: Database,
        _ body: @escaping @Sendable (Identifier<Scope>, Transaction) throws -> Void
    ) async throws -> Store {
        let scope = try StoreTests.store().scope
        try await database.write { try body(scope, $0) }
        try await stores.reload()
        return try #require(stores.shops.value[scope])
    }

    @Test(
        "A stretch that ends after midnight is of the evening it began, and every process hears of it",
        arguments: TestEngine.all)
    func stretch(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let shop = try await Self.change(stores, database) { scope, tx in
                var new = OpeningStretch()
                new.days = [2]
                new.modes = [.pickup]
                (new.opens, new.closes) = (WallTime("18:00") ?? .midnight, WallTime("01:30") ?? .midnight)
                let saved = try ResourceRows<OpeningStretch>().insert(new, in: scope, by: Self.owner, tx)
                #expect(saved.closes == WallTime("25:30"))
            }
            #expect(shop.version == 2)
            #expect(shop.hours.weekly[.pickup]?[2] == [ServiceSpan("18:00", "25:30")].compactMap { $0 })
            #expect(shop.hours.weekly[.delivery]?[2] == [])
            let events: [String] = try await database.all("SELECT payload FROM outbox ORDER BY id")
            #expect(events.count == 2)
            #expect(events.last?.contains("\"version\":2") == true)
        }
    }

    @Test("Stretches of the same days and modes do not overlap; those of others may", arguments: TestEngine.all)
    func overlap(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let rows = ResourceRows<OpeningStretch>()
            func add(_ days: Set<Int>, _ modes: Set<ServiceMode>, _ opens: String, _ closes: String) async throws {
                let new = OpeningStretch(
                    modes: modes, days: days, opens: WallTime(opens) ?? .midnight, closes: WallTime(closes) ?? .midnight
                )
                _ = try await Self.change(stores, database) { scope, tx in
                    try rows.insert(new, in: scope, by: Self.owner, tx)
                }
            }
            await #expect(throws: AppError(.conflict, "resources.conflict", fields: [.init("opens", "overlaps")])) {
                try await add([5], [.pickup], "22:00", "25:00")
            }
            try await add([2], [.pickup], "22:00", "25:00")
            try await add([2], [.delivery], "22:00", "25:00")
            try await add([2], [.pickup], "18:00", "22:00")
        }
    }

    @Test("A night reaches into the next morning, and Sunday's into Monday", arguments: TestEngine.all)
    func overlapOfNights(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let rows = ResourceRows<OpeningStretch>()
            func add(_ days: Set<Int>, _ opens: String, _ closes: String) async throws {
                let new = OpeningStretch(
                    modes: [.pickup], days: days, opens: WallTime(opens) ?? .midnight,
                    closes: WallTime(closes) ?? .midnight)
                _ = try await Self.change(stores, database) { scope, tx in
                    for old in try rows.all(in: scope, tx) {
                        _ = try rows.delete(old.id, seen: .any, in: scope, by: Self.owner, tx)
                    }
                    try rows.insert(
                        OpeningStretch(
                            modes: [.pickup], days: [4, 7], opens: WallTime("23:30") ?? .midnight,
                            closes: WallTime("27:00") ?? .midnight), in: scope, by: Self.owner, tx)
                    try rows.insert(new, in: scope, by: Self.owner, tx)
                }
            }
            let overlaps = AppError(.conflict, "resources.conflict", fields: [.init("opens", "overlaps")])
            await #expect(throws: overlaps) { try await add([5], "00:00", "02:00") }
            await #expect(throws: overlaps) { try await add([1], "02:59", "04:00") }
            await #expect(throws: overlaps) { try await add([4], "00:00", "24:00") }
            try await add([5, 1], "03:00", "12:00")
            try await add([3], "20:00", "23:59")
            // What is longer than a day would be read back as what is shorter by a day.
            await #expect(throws: AppError.invalid([.init("closes", "not-a-stretch")])) {
                try await add([2], "05:00", "30:00")
            }
        }
    }

    @Test("Hours of a special day do not overlap", arguments: TestEngine.all)
    func specialOverlap(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            func hours(_ opens: String, _ closes: String, _ modes: Set<ServiceMode>) -> SpecialDay.Hours {
                SpecialDay.Hours(
                    modes: modes, opens: WallTime(opens) ?? .midnight, closes: WallTime(closes) ?? .midnight)
            }
            func add(_ hours: SpecialDay.Hours...) async throws {
                _ = try await Self.change(stores, database) { scope, tx in
                    var day = SpecialDay()
                    (day.day, day.hours) = (CivilDate(daysSinceEpoch: 25_000), hours)
                    try ResourceRows<SpecialDay>().insert(day, in: scope, by: Self.owner, tx)
                }
            }
            await #expect(throws: AppError.invalid([.init("hours.1.opens", "overlaps")])) {
                try await add(hours("18:00", "22:00", [.pickup]), hours("21:00", "23:00", [.pickup, .delivery]))
            }
            await #expect(throws: AppError.invalid([.init("hours.0.closes", "not-a-stretch")])) {
                try await add(hours("10:00", "34:15", [.pickup]))
            }
            try await add(hours("18:00", "22:00", [.pickup]), hours("21:00", "23:00", [.delivery]))
        }
    }

    @Test("Breaks that are over for days are not carried along; the list still has them", arguments: TestEngine.all)
    func oldBreaks(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, clock in
            let now = clock.clock.now()
            let shop = try await Self.change(stores, database) { scope, tx in
                for days in [400, 3, 1] {
                    let since = now - .days(Int64(days))
                    try ResourceRows<Break>().insert(
                        Break(since: since, until: since + .minutes(20)), in: scope, by: Self.owner, tx)
                }
                #expect(try ResourceRows<Break>().all(in: scope, tx).count == 3)
            }
            #expect(shop.hours.pauses.map(\.since) == [now - .days(1)])
        }
    }

    @Test("A station keeps the name by which products know it", arguments: TestEngine.all)
    func stationName(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let rows = ResourceRows<Station>()
            await #expect(throws: AppError.invalid([.init("station", "fixed")])) {
                _ = try await Self.change(stores, database) { scope, tx in
                    var oven = try #require(try rows.all(in: scope, tx).first { $0.name == "oven" })
                    oven.name = "forno"
                    try rows.update(oven, seen: .any, in: scope, by: Self.owner, tx)
                }
            }
            let shop = try await Self.change(stores, database) { scope, tx in
                var oven = try #require(try rows.all(in: scope, tx).first { $0.name == "oven" })
                oven.units = 99
                try rows.update(oven, seen: .any, in: scope, by: Self.owner, tx)
            }
            #expect(shop.rules.capacity.perSlot["oven"] == 99)
        }
    }

    @Test("A day without hours is closed, one with hours replaces the week", arguments: TestEngine.all)
    func special(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let day = try #require(CivilDate("2026-08-15"))
            let closed = try await Self.change(stores, database) { scope, tx in
                var new = SpecialDay()
                new.day = day
                new.label = LocalizedText(it: "Ferragosto")
                try ResourceRows<SpecialDay>().insert(new, in: scope, by: Self.owner, tx)
            }
            #expect(closed.hours.spans(on: day, .pickup) == [])
            #expect(closed.hours.exceptions[day]?.label(.it) == "Ferragosto")
            let open = try await Self.change(stores, database) { scope, tx in
                let rows = ResourceRows<SpecialDay>()
                var row = try #require(try rows.all(in: scope, tx).first { $0.day == day })
                row.hours = [SpecialDay.Hours(modes: [.pickup], opens: .midnight, closes: .midnight)]
                row.hours[0].opens = WallTime("19:00") ?? .midnight
                try rows.update(row, seen: .version(1), in: scope, by: Self.owner, tx)
            }
            #expect(open.hours.spans(on: day, .pickup) == [ServiceSpan("19:00", "24:00")].compactMap { $0 })
            #expect(open.hours.spans(on: day, .delivery) == [])
        }
    }

    @Test(
        "Editing the shop itself keeps what the form does not ask for, and breaks in between do not get in the way",
        arguments: TestEngine.all)
    func profile(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, clock in
            let now = clock.clock.now()
            let rows = ResourceRows<ShopProfile>()
            let shop = try await Self.change(stores, database) { scope, tx in
                var profile = try #require(try rows.find(Identifier(scope), in: scope, tx))
                #expect(profile.version == 1)
                try ResourceRows<Break>().insert(
                    Break(since: now, until: now + .minutes(5)), in: scope, by: Self.owner, tx)
                profile.name = "Da Rosa"
                profile.slot = 20
                try rows.update(profile, seen: .version(1), in: scope, by: Self.owner, tx)
            }
            #expect(shop.name == "Da Rosa")
            #expect(shop.slug == "borgo")
            #expect(shop.rules.grid.minutes == 20)
            #expect(shop.version == 3)
            await #expect(throws: AppError.invalid([.init("slot_minutes", "not-a-grid")])) {
                _ = try await Self.change(stores, database) { scope, tx in
                    var profile = try #require(try rows.find(Identifier(scope), in: scope, tx))
                    profile.slot = 25
                    try rows.update(profile, seen: .any, in: scope, by: Self.owner, tx)
                }
            }
        }
    }

    @Test("A station is named once in a shop", arguments: TestEngine.all)
    func stations(_ engine: TestEngine) async throws {
        try await StoreTests.open(engine) { stores, database, _ in
            let shop = try await Self.change(stores, database) { scope, tx in
                try ResourceRows<Station>().insert(Station(name: "grill", units: 3), in: scope, by: Self.owner, tx)
            }
            #expect(shop.rules.capacity.perSlot["grill"] == 3)
            await #expect(throws: DatabaseError.unique(constraint: "store_stations.store_id, store_stations.station")) {
                _ = try await Self.change(stores, database) { scope, tx in
                    try ResourceRows<Station>().insert(Station(name: "grill", units: 4), in: scope, by: Self.owner, tx)
                }
            }
        }
    }
}
