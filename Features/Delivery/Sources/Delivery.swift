public import Database
public import Foundation
public import Kernel
public import Shop
public import Web

/// Where the shop delivers: zones as polygons, and the street table that finds an address without any network.
public struct Delivery: Sendable {
    private let database: Database
    private let zones: Current<Zones>
    private let streets: Current<StreetIndex>

    /// The tables of this feature.
    public static var migrations: FeatureMigrations {
        FeatureMigrations(feature: "delivery", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Reads zones and streets from a migrated database.
    public init(database: Database) async throws {
        self.database = database
        zones = Current(try await database.read { try ZoneRows.zones($0) })
        streets = Current(try await database.read { try ZoneRows.streets($0) })
    }

    /// Reads both anew: after a change in this process or in another.
    public func reload() async throws {
        zones.replace(try await database.read { try ZoneRows.zones($0) })
        streets.replace(try await database.read { try ZoneRows.streets($0) })
    }

    /// Draws zones and fills the street table of a database that has none, as a part of opening a shop. `reload` afterwards shows them.
    public static func open(zones: Zones, streets: [StreetEntry], _ tx: Transaction) throws {
        try tx.batch(zones.all.map(ZoneRows.insert) + streets.map(ZoneRows.insert))
        try tx.publish(ZonesChanged(count: zones.all.count))
    }

    /// The zone an address is in, with the address in the words of the street table.
    ///
    /// Throws `invalid`: `delivery.unknown-address`, `delivery.ambiguous-address` with the streets that may be meant,
    /// `delivery.outside`.
    public func reach(_ address: Address) throws -> Reached {
        switch streets.value.locate(address) {
        case .unknown: throw AppError(.invalid, "delivery.unknown-address", fields: [.init("street", "unknown-street")])
        case .ambiguous(let places):
            let names = places.compactMap { place in place.street.map { "\($0), \(place.city)" } }.joined(
                separator: "; ")
            throw AppError(
                .invalid, "delivery.ambiguous-address", ["streets": names],
                fields: [.init("street", "ambiguous-street", ["streets": names])])
        case .found(let place):
            guard let zone = zones.value.match(place.point) else { throw AppError.invalid("delivery.outside") }
            return Reached(zone: zone, place: place)
        }
    }

    /// An address that the shop delivers to.
    public struct Reached: Sendable {
        /// The zone.
        public let zone: DeliveryZone
        /// The place in the street table.
        public let place: LocatedPlace
    }

    /// Where the shop delivers, and the look-up of streets.
    public var routes: [Route] { ZoneRoutes(zones: zones, streets: streets).routes }
}

/// The zones or the streets changed.
public struct ZonesChanged: DomainEvent {
    public static let name = "delivery.zones-changed"
    /// How many zones there are now.
    public let count: Int
    public var topic: String { "zones" }
}
