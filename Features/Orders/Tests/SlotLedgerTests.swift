import Contracts
import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Orders

@Suite("The ledger of slots against a model")
struct SlotLedgerTests {
    static let start = Instant(seconds: 1_790_000_100)
    static let shop = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 1)
    static let capacity = Capacity(["oven": 8, "fryer": 4])

    struct Place: Hashable {
        let station: String
        let slot: Instant
    }

    private struct Load: RowDecodable {
        let place: Place
        let used: Int
        init(row: inout Row) throws {
            place = Place(station: try row.next(), slot: try row.next())
            used = try row.next()
        }
    }

    /// A row of `orders` for bookings to hang on; what it says does not matter here.
    static func insertOrder(_ id: Identifier<Order>, _ number: Int, _ tx: Transaction) throws {
        let bytes = Array(id.description.utf8)
        try tx.execute(
            """
            INSERT INTO orders (id, store_id, token_hash, cart_id, cart_version, quote_id, menu_version, mode, state,
                sequence, language, customer, phone, note, payment, payment_state, owed, total, currency, vat, business_day,
                promised_from, promised_to, kitchen_slot, placed_at, accept_by, updated_at)
            VALUES (\(id), \(shop), \(bytes), \(id), \(number), \(id), 1, 'pickup', 'placed', 1, 'it', '', '', '',
                'cash', 'paid', 0, 0, 'EUR', '{}', 20260605, \(start), \(start), \(start), \(start), \(start), \(start))
            """)
        try tx.execute("INSERT INTO order_numbers (order_id, store_id, number) VALUES (\(id), \(shop), \(number))")
    }

    /// One to three places, each at most once.
    static func wish(_ random: Entropy) -> [Booking] {
        var wish: [Place: Int] = [:]
        for _ in 0...(random.bits() % 3) {
            let place = Place(
                station: random.bits().isMultiple(of: 3) ? "fryer" : "oven",
                slot: start + .minutes(15 * Int64(random.bits() % 4)))
            wish[place] = Int(random.bits() % 6) + 1
        }
        return wish.map { Booking(station: $0.key.station, slot: $0.key.slot, units: $0.value) }
    }

    static func used(_ database: Database) async throws -> [Place: Int] {
        let rows: [Load] = try await database.all("SELECT station, slot, used FROM slot_loads WHERE used > 0")
        return Dictionary(rows.map { ($0.place, $0.used) }, uniquingKeysWith: +)
    }

    @Test("Any sequence of taking and giving back leaves what the model says", arguments: TestEngine.all, 1...4)
    func model(_ engine: TestEngine, _ seed: Int) async throws {
        let random = Entropy.seeded(UInt64(seed))
        try await withDatabase(engine, [Orders.migrations], entropy: .seeded(2)) { database in
            var model: [Place: Int] = [:]
            var held: [Identifier<Order>: [Booking]] = [:]
            var (taken, refused) = (0, 0)
            for step in 1...80 {
                let id: Identifier<Order> = random.identifier(at: Self.start)
                let wish = Self.wish(random)
                let fits = wish.allSatisfy {
                    (model[Place(station: $0.station, slot: $0.slot)] ?? 0) + $0.units
                        <= (Self.capacity.perSlot[$0.station] ?? 0)
                }
                do {
                    try await database.write { tx in
                        try Self.insertOrder(id, step, tx)
                        try SlotLedger.book(wish, capacity: Self.capacity, for: id, in: Self.shop, tx)
                    }
                    #expect(fits)
                    taken += 1
                    held[id] = wish
                    for booking in wish {
                        model[Place(station: booking.station, slot: booking.slot), default: 0] += booking.units
                    }
                } catch let error as DatabaseError {
                    #expect(SlotLedger.isFull(error), "\(error)")
                    #expect(!fits)
                    refused += 1
                }
                if random.bits().isMultiple(of: 3), let id = held.keys.sorted().first {
                    for booking in held.removeValue(forKey: id) ?? [] {
                        model[Place(station: booking.station, slot: booking.slot), default: 0] -= booking.units
                    }
                    for _ in 0..<2 { try await database.write { tx in try SlotLedger.release(id, in: Self.shop, tx) } }
                }
                #expect(try await Self.used(database) == model.filter { $0.value > 0 })
            }
            #expect(taken > 5 && refused > 5)
            let bookings: Int? = try await database.first("SELECT COUNT(*) FROM slot_bookings")
            #expect(bookings == held.values.reduce(0) { $0 + $1.count })
            let orders: Int? = try await database.first("SELECT COUNT(*) FROM orders")
            #expect(orders == taken)
        }
    }

    @Test("The slots of one shop are not another's", arguments: TestEngine.all)
    func shopsAreApart(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [Orders.migrations], entropy: .seeded(2)) { database in
            let other = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 2)
            let all = [Booking(station: "oven", slot: Self.start, units: 8)]
            let ids = (1...2).map { Identifier<Order>(high: 0x7000, low: 1 << 63 | $0) }
            try await database.write { tx in
                for (number, (id, shop)) in zip(ids, [Self.shop, other]).enumerated() {
                    try Self.insertOrder(id, number + 1, tx)
                    try SlotLedger.book(all, capacity: Self.capacity, for: id, in: shop, tx)
                }
            }
            for shop in [Self.shop, other] {
                let booked = try await database.read {
                    try SlotLedger.booked(in: shop, from: Self.start, to: Self.start + .minutes(1), $0)
                }
                #expect(booked.units("oven", Self.start) == 8)
            }
            // A shop gives back only what is its own.
            try await database.write { try SlotLedger.release(ids[0], in: other, $0) }
            #expect(try await database.first("SELECT CAST(SUM(used) AS BIGINT) FROM slot_loads") == 16)
            try await database.write { try SlotLedger.release(ids[0], in: Self.shop, $0) }
            #expect(try await database.first("SELECT CAST(SUM(used) AS BIGINT) FROM slot_loads") == 8)
        }
    }

    @Test("What a promise may rest on is looked at as far back as it can lie", arguments: TestEngine.all)
    func looksBack(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [Orders.migrations], entropy: .seeded(2)) { database in
            let zone = try #require(ShopZone("Europe/Rome"))
            let rules = PromiseRules(
                hours: OpeningHours(zone: zone, weekly: [:]), capacity: Self.capacity, preparation: 600)
            let store = Store(
                id: Identifier(Self.shop), version: 1, slug: "x", name: "", phone: "", address: "",
                point: DemoTown.shop, currency: .eur, rules: rules, travel: 0, acceptance: .minutes(10))
            let id = Identifier<Order>(high: 0x7000, low: 1 << 63 | 1)
            try await database.write { tx in
                try Self.insertOrder(id, 1, tx)
                try SlotLedger.book(
                    [Booking(station: "oven", slot: Self.start, units: 3)], capacity: Self.capacity, for: id,
                    in: Self.shop, tx)
            }
            // Ten hours of preparation and ten on the road.
            let booked = try await database.read {
                try SlotLedger.before(Self.start + .hours(20), travel: 600, store, $0)
            }
            #expect(booked.units("oven", Self.start) == 3)
        }
    }
}
