import Kernel
import Shop

/// Where one shop delivers, as one value: its zones, and the streets that addresses are found by.
struct Reach: Sendable {
    /// Grows with every change of either.
    let version: Int64
    let zones: Zones
    let streets: StreetIndex

    /// Where the streets are, for a map.
    var places: [GeoPoint] { streets.places }

    /// A shop that delivers nowhere.
    static let nowhere = Reach(version: 0, zones: Zones([]), streets: StreetIndex([]))

    /// The zone an address is in, with the address in the words of the street table; throws as `Delivery.reach`.
    func find(_ address: Address) throws -> Delivery.Reached {
        switch streets.locate(address) {
        case .unknown: throw AppError(.invalid, "delivery.unknown-address", fields: [.init("street", "unknown-street")])
        case .ambiguous(let places):
            let names = places.compactMap { place in place.street.map { "\($0), \(place.city)" } }.joined(
                separator: "; ")
            throw AppError(
                .invalid, "delivery.ambiguous-address", ["streets": names],
                fields: [.init("street", "ambiguous-street", ["streets": names])])
        case .found(let place):
            guard let zone = zones.match(place.point) else { throw AppError.invalid("delivery.outside") }
            return Delivery.Reached(zone: zone, place: place)
        }
    }
}
