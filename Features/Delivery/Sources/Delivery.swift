public import Contracts
public import Database
public import FeatureKit
public import Foundation
public import Kernel
public import Resources
public import Shop
public import Web

/// Where each shop delivers: zones as polygons, and the street table that finds an address without any network.
public struct Delivery: Feature, JoinsOpenings {
    /// `delivery`.
    public static let name = "delivery"
    /// Drawing zones and changing streets.
    public static let permissions: [Permission] = [.manageDelivery]

    private let database: Database
    private let store: @Sendable (Identifier<Scope>?) -> Store?
    private let reaches: CurrentByScope<Reach>

    /// The tables of this feature.
    public static var migrations: FeatureMigrations? {
        FeatureMigrations(feature: "delivery", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Reads the zones and streets of every shop from a migrated database. `store` says where each shop is: no zone may be drawn far from it.
    public init(
        database: Database, store: @escaping @Sendable (Identifier<Scope>?) -> Store? = { _ in nil }
    ) async throws {
        self.database = database
        self.store = store
        reaches = CurrentByScope(try await database.read { try ZoneRows.load($0) }, empty: .nowhere)
    }

    /// A new shop in the same town has the zones and the streets of its model.
    public var openings: [ShopOpening] { [ShopOpening(ofPlace: true, Self.copy(from:to:_:))] }

    /// Reads zones and streets anew when they changed, here or in another process.
    public var reactions: [Reaction] {
        [Reaction(to: ZonesChanged.self) { event, _ in try await reload(Identifier(event.store)) }]
    }

    /// Reads zones and streets of every shop anew.
    public func refresh() async throws {
        let read = try await database.read { try ZoneRows.load($0) }
        reaches.replace(all: read, unless: { $0.version > $1.version })
    }

    /// Reads those of one shop anew. What is held and newer stays.
    public func reload(_ scope: Identifier<Scope>) async throws {
        let read = try await database.read { try ZoneRows.load(Identifier(scope), $0) }
        reaches.replace(read, of: scope, unless: { $0.version > read.version })
    }

    /// A condition that holds while a shop's zones and streets are what is in memory now, for whoever must not act on older terms.
    public func asRead(_ scope: Identifier<Scope>) -> SQL {
        "COALESCE((SELECT version FROM zone_versions WHERE store_id = \(scope)), 0) = \(reaches[scope].version)"
    }

    /// Draws the zones and fills the street table of a shop that has none, as a part of opening it. `reload` afterwards shows them.
    public static func open(
        zones: Zones, streets: [StreetEntry], of store: Identifier<Store>, _ tx: Transaction
    ) throws {
        try tx.batch(
            zones.all.map { ZoneRows.insert($0, of: store) }
                + streets.map { StreetRows.insert($0, id: tx.entropy.identifier(at: tx.now), of: store) })
        try changed(store, tx)
    }

    /// Gives a new shop the zones and streets of another.
    public static func copy(from: Identifier<Store>, to: Identifier<Store>, _ tx: Transaction) throws {
        // Zones and streets as they are at one moment.
        try ReachVersion.hold(from, tx)
        let zones = try ZoneRows.zones(from, tx).all.map { zone in
            DeliveryZone(
                id: tx.entropy.identifier(at: tx.now), name: zone.name, area: zone.area, fee: zone.fee,
                minimum: zone.minimum, freeFrom: zone.freeFrom, extraMinutes: zone.extraMinutes,
                priority: zone.priority)
        }
        try open(zones: Zones(zones), streets: try StreetRows.entries(from, tx), of: to, tx)
    }

    /// Raises the version of a shop's reach and tells every process.
    static func changed(_ store: Identifier<Store>, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO zone_versions (store_id, version) VALUES (\(store), 1)
            ON CONFLICT (store_id) DO UPDATE SET version = zone_versions.version + 1
            """)
        let count: Int? = try tx.first("SELECT COUNT(*) FROM zones WHERE store_id = \(store)")
        try tx.publish(ZonesChanged(store: store, count: count ?? 0), scope: Identifier(store))
    }

    /// The zone of a shop that an address is in, with the address in the words of its street table.
    ///
    /// Throws `invalid`: `delivery.unknown-address`, `delivery.ambiguous-address` with the streets that may be meant,
    /// `delivery.outside`.
    public func reach(_ address: Address, of scope: Identifier<Scope>?) throws -> Reached {
        try reaches[scope].find(address)
    }

    /// An address that the shop delivers to.
    public struct Reached: Sendable {
        /// The zone.
        public let zone: DeliveryZone
        /// The place in the street table.
        public let place: LocatedPlace
    }

    /// Where the shop delivers, the look-up of streets, and the ways to bring both in and out.
    public var routes: [Route] {
        let zones = ZoneImportRoutes(
            database: database, rows: ResourceRows(ZoneRow.described(store)), store: store,
            streets: { reaches[$0].places }, changed: reread)
        return ZoneRoutes(reaches: reaches).routes + zones.routes
            + StreetImportRoutes(database: database, store: store, changed: reread).routes
    }

    /// Zones and streets as the owner edits them.
    public var resources: [any ServedResource] {
        let group = NavigationGroup("delivery.group", order: 650)
        return [
            MountedResource(
                ZoneRow.described(store), on: database, order: 710, group: group,
                surroundings: ResourceSurroundings(
                    section: .deliveryOffice,
                    list: { call in
                        ZoneOverview(
                            call: call, zones: drawn(call), shop: store(call.scope)?.point,
                            streets: reaches[call.scope].places
                        ).html
                    },
                    form: { form, call in
                        ZoneEditor(
                            call: call, form: form, zones: drawn(call), shop: store(call.scope)?.point,
                            streets: reaches[call.scope].places
                        ).html
                    }),
                zone: { store($0)?.zone ?? .utc }, changed: reread),
            MountedResource(
                StreetRow.described(store), on: database, order: 720, group: group,
                surroundings: ResourceSurroundings(section: .deliveryOffice, list: { StreetOverview($0).html }),
                zone: { store($0)?.zone ?? .utc }, changed: reread),
        ]
    }

    private func drawn(_ call: Call) -> [ZoneMap.Zone] { reaches[call.scope].zones.all.map { ZoneMap.Zone($0) } }

    private var reread: @Sendable (Identifier<Scope>?) async throws -> Void {
        { scope in if let scope { try await reload(scope) } }
    }
}

/// The zones or the streets of a shop changed.
public struct ZonesChanged: DomainEvent {
    public static let name = "delivery.zones-changed"
    /// Which shop.
    public let store: Identifier<Store>
    /// How many zones there are now.
    public let count: Int
    public var topic: String { "zones/\(store)" }
}
