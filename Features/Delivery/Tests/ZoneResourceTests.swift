import Database
import Kernel
import Resources
import Shop
import TestKit
import Testing
import Web

@testable import Delivery

@Suite("Zones and streets that the owner edits")
struct ZoneResourceTests {
    static let shop = DeliveryTests.shop
    static let scope = DeliveryTests.scope
    static let owner = Principal(
        kind: .staff, id: "7", name: "Ada", grants: Grants(everywhere: [.manageDelivery]), formKey: [1])

    /// Where the demo's pizzeria is.
    static let store: @Sendable (Identifier<Scope>?) -> Store? = { scope in
        guard let scope, let zone = ShopZone("Europe/Rome") else { return nil }
        return Store(
            id: Identifier(scope), version: 1, slug: "borgo", name: "PizzaMama", phone: "1", address: "",
            point: DemoTown.shop, currency: .eur, rules: DemoTown.rules(year: 2026, zone: zone), travel: 15,
            acceptance: .minutes(10))
    }

    static func open(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        try await withDatabase(engine, [Resources.migrations, Delivery.migrations], entropy: .seeded(5)) { database in
            try await database.write {
                try Delivery.open(zones: DemoTown.zones, streets: DemoTown.streets, of: shop, $0)
            }
            try await body(database)
        }
    }

    static func area(_ text: String) throws -> GeoArea { try GeoArea(drawn: text) }
    static let near = #"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.5],[11.32,44.52],[11.3,44.5]]]}"#
    static let swapped = #"{"type":"Polygon","coordinates":[[[44.5,11.3],[44.5,11.32],[44.52,11.32],[44.5,11.3]]]}"#

    static let zones = ResourceRows(ZoneRow.described(store))

    @Test(
        "Zones are the rows that deliveries are made by, and each change raises the version", arguments: TestEngine.all)
    func edits(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (database) async throws in
            let rows = try await database.read { try Self.zones.all(in: Self.scope, $0) }
            #expect(rows.map(\.name).sorted() == ["Campagna", "Centro", "Quartieri"])
            var centre = try #require(rows.first { $0.name == "Centro" })
            #expect(centre.area == DemoTown.zones.all.first?.area)
            centre.fee = Money(cents: 175)
            centre.area = try Self.area(Self.near)
            let changed = centre
            let saved = try await database.write {
                try Self.zones.update(changed, seen: .version(1), in: Self.scope, by: Self.owner, $0)
            }
            #expect(saved.version == 2)
            var new = ZoneRow()
            new.name = "Nuova"
            new.area = centre.area
            let added = new
            try await database.write { try Self.zones.insert(added, in: Self.scope, by: Self.owner, $0) }
            let (zones, version) = try await database.read { tx in
                (try ZoneRows.zones(Self.shop, tx), try ReachVersion.now(Self.shop, tx))
            }
            #expect(version == 3)
            #expect(zones.all.first { $0.name == "Centro" }?.fee == Money(cents: 175))
            #expect(zones.all.first { $0.name == "Centro" }?.area == centre.area)
            #expect(zones.all.first { $0.name == "Nuova" }?.fee == Money(cents: 0))
            let events: [String] = try await database.all("SELECT payload FROM outbox ORDER BY id")
            #expect(events.map { $0.prefix(10) } == ["{\"count\":3", "{\"count\":3", "{\"count\":4"])
            let kinds: [String] = try await database.all("SELECT kind FROM resource_history ORDER BY id")
            #expect(kinds == ["update", "insert"])
        }
    }

    @Test("A zone far from the shop is refused, and nothing is left of it", arguments: TestEngine.all)
    func far(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (database) async throws in
            var row = ZoneRow()
            row.name = "Lontano"
            row.area = try Self.area(Self.swapped)
            let wrong = row
            do {
                try await database.write { try Self.zones.insert(wrong, in: Self.scope, by: Self.owner, $0) }
                Issue.record("taken")
            } catch let refusal as AppError {
                #expect(refusal.fields.map(\.path) == ["area"])
                #expect(refusal.fields.map(\.code) == ["area-swapped"])
                #expect(refusal.fields.first?.arguments["kilometres"].flatMap { Int($0) } ?? 0 > 4000)
            }
            let left: [Int] = try await database.all(
                "SELECT (SELECT COUNT(*) FROM zones) UNION ALL SELECT (SELECT COUNT(*) FROM resource_history)")
            #expect(left == [3, 0])
            #expect(try await database.read { try ReachVersion.now(Self.shop, $0) } == 1)
        }
    }

    @Test("What a file of zones would do is said zone by zone", arguments: TestEngine.all)
    func zoneFile(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (database) async throws in
            let file = ZoneFileText.collection([
                ("Centro", Self.near, "\"fee_cents\":99"), ("QUARTIERI", Self.near, ""), ("Nuova", Self.near, ""),
            ])
            let rows = try await database.read { try Self.zones.all(in: Self.scope, $0) }
            let plan = ZoneImport(try ZoneFile(geoJSON: file), over: rows, shop: DemoTown.shop)
            #expect(plan.lines.map(\.effect) == [.change, .change, .add])
            #expect(plan.isApplicable)
            try await database.write { try plan.apply(Self.zones, in: Self.scope, by: Self.owner, $0) }
            let zones = try await database.read { try ZoneRows.zones(Self.shop, $0) }
            #expect(zones.all.map(\.name).sorted() == ["Campagna", "Centro", "Nuova", "Quartieri"])
            #expect(zones.all.first { $0.name == "Centro" }?.fee == Money(cents: 99))
            #expect(zones.all.first { $0.name == "Quartieri" }?.fee == Money(cents: 250))
            let sentences = [try #require(Delivery.sentences), Resources.sentences]
            let words = try Catalogue(folders: sentences)[.it]
            let found = plan.lines.map { ZoneImportReport.sentence(of: $0, words) }
            #expect(found[0].hasSuffix("Consegna: 1,50\u{A0}€ → 0,99\u{A0}€"), "\(found[0])")
            #expect(!found[1].contains(":"), "\(found[1])")
            #expect(found[2].contains("Consegna: 0,00\u{A0}€; Ordine minimo: 0,00\u{A0}€; Gratis da: —"), "\(found[2])")
            let same = ZoneImport(
                try ZoneFile(geoJSON: zones.geoJSON),
                over: try await database.read { try Self.zones.all(in: Self.scope, $0) },
                shop: DemoTown.shop)
            #expect(same.lines.map(\.effect) == [.keep, .keep, .keep, .keep])
            #expect(!same.isApplicable)
        }
    }

    @Test("A file with anything wrong changes nothing")
    func wrongZones() throws {
        let bow =
            #"{"type":"Polygon","coordinates":[[[11.3,44.5],[11.32,44.52],[11.32,44.5],[11.3,44.52],[11.3,44.5]]]}"#
        let file = ZoneFileText.collection([
            ("A", Self.near, ""), ("a", Self.near, ""), ("", Self.near, ""), ("B", Self.swapped, ""), ("C", bow, ""),
            ("D", Self.near, "\"extra_minutes\":601"), ("F", Self.near, "\"fee_cents\":\"250\""),
            ("G", Self.near, "\"minimum_cents\":1500.5"), ("H", Self.near, "\"fee_cents\":null"),
            ("I", Self.near, "\"free_from_cents\":null"), ("E", #"{"type":"Point","coordinates":[11,44]}"#, ""),
        ])
        let plan = ZoneImport(try ZoneFile(geoJSON: file), over: [], shop: DemoTown.shop)
        #expect(
            plan.lines.map { $0.refusal?.code } == [
                nil, "zone-twice", "zone-no-name", "area-swapped", "area-crosses", "zone-term", "zone-term",
                "zone-term",
                "zone-term", nil, "area-unsupported",
            ])
        #expect(!plan.isApplicable)
    }

    @Test("A table of streets is replaced as a whole, and what it replaced is kept", arguments: TestEngine.all)
    func streets(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (database) async throws in
            let before = try await database.read { try StreetRows.all(Self.shop, $0) }
            let moved = StreetEntry(
                before[0].entry.name, postcode: before[0].entry.postcode, city: before[0].entry.city,
                numbers: before[0].entry.numbers, side: before[0].entry.side, point: DemoTown.shop)
            let new = StreetEntry("Via Nuova", postcode: "1", city: "B", point: DemoTown.shop)
            let wanted = [moved, new] + before.dropFirst(3).map(\.entry)
            let changes = StreetChanges(from: before.map { ($0.id, $0.entry) }, to: wanted)
            try await database.write { try StreetRows.apply(changes, of: Self.shop, $0) }
            let after = try await database.read { try StreetRows.all(Self.shop, $0) }
            #expect(Set(after.map(\.entry)) == Set(wanted))
            #expect(after.count == wanted.count)
            // Rows that stay are the same rows.
            let kept = Dictionary(uniqueKeysWithValues: before.map { ($0.entry, $0.id) })
            #expect(after.allSatisfy { $0.entry == new || $0.entry == moved || kept[$0.entry] == $0.id })
            let versions: [Int] = try await database.all("SELECT version FROM streets ORDER BY version DESC LIMIT 2")
            #expect(versions == [2, 1])
        }
    }

    @Test("Of two that apply what they looked at, the second is told to look again", arguments: TestEngine.all)
    func claim(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (database) async throws in
            let other = Identifier<Store>(high: 3, low: 3)
            try await database.write { try ReachVersion.claim(0, of: other, $0) }
            try await database.write { tx in
                try ReachVersion.claim(1, of: Self.shop, tx)
                try Delivery.changed(Self.shop, tx)
            }
            await #expect(throws: AppError.conflict("delivery.changed-since")) {
                try await database.write { try ReachVersion.claim(1, of: Self.shop, $0) }
            }
        }
    }

    @Test("A file waits for the person who sent it, in their shop alone", arguments: TestEngine.all)
    func waiting(_ engine: TestEngine) async throws {
        try await Self.open(engine) { (database) async throws in
            let ids = try await database.write { tx in
                try ["a", "b"].map {
                    try DeliveryImport.keep(.streets, file: $0, content: $0, of: Self.shop, by: Self.owner, tx)
                }
            }
            await #expect(throws: AppError.notFound("delivery.no-import")) {
                try await database.read { try DeliveryImport.waiting(ids[0], .streets, of: Self.shop, $0) }
            }
            let found = try await database.read { try DeliveryImport.waiting(ids[1], .streets, of: Self.shop, $0) }
            #expect(found.content == "b")
            for (kind, store) in [(DeliveryImport.Kind.zones, Self.shop), (.streets, Identifier(high: 3, low: 3))] {
                await #expect(throws: AppError.self) {
                    try await database.read { try DeliveryImport.waiting(ids[1], kind, of: store, $0) }
                }
            }
            try await database.write {
                try DeliveryImport.record(
                    ids[1], before: "old", added: 1, changed: 2, removed: 3, of: Self.shop, by: Self.owner, $0)
            }
            let (applied, old) = try await database.read { tx in
                (
                    try DeliveryImport.applied(.streets, of: Self.shop, tx),
                    try DeliveryImport.before(ids[1], of: Self.shop, tx)
                )
            }
            #expect(applied.map { [$0.added, $0.changed, $0.removed] } == [[1, 2, 3]])
            #expect(old == "old")
            await #expect(throws: AppError.self) {
                try await database.read { try DeliveryImport.waiting(ids[1], .streets, of: Self.shop, $0) }
            }
        }
    }
}

/// A FeatureCollection by names, geometries and further members of the properties.
enum ZoneFileText {
    static func collection(_ zones: [(name: String, geometry: String, more: String)]) -> String {
        let features = zones.map { zone in
            let more = zone.more.isEmpty ? "" : ",\(zone.more)"
            return #"{"type":"Feature","properties":{"name":"\#(zone.name)"\#(more)},"geometry":\#(zone.geometry)}"#
        }
        return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }
}
