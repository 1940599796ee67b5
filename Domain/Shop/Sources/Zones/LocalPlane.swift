import Foundation

/// A flat map of a neighbourhood: metres east and north of its middle, by the equirectangular projection. Good for some tens of
/// kilometres, where it is off by less than a thousandth.
public struct LocalPlane: Sendable, Hashable {
    /// Where 0, 0 is.
    public let middle: GeoPoint
    /// Metres of a ten-millionth of a degree of longitude.
    public let metresEast: Double
    /// Metres of a ten-millionth of a degree of latitude.
    public let metresNorth: Double

    /// The plane around a place.
    public init(around middle: GeoPoint) {
        self.middle = middle
        let degree = Double.pi / 180 * 6_371_008.8
        metresNorth = degree / 1e7
        // At the poles a degree of longitude has no length; nobody delivers there, and nothing divides by zero.
        metresEast = degree / 1e7 * max(cos(middle.latitude * .pi / 180), 0.001)
    }

    /// Metres east of the middle.
    public func east(_ point: GeoPoint) -> Double { Double(point.x - middle.x) * metresEast }

    /// Metres north of the middle.
    public func north(_ point: GeoPoint) -> Double { Double(point.y - middle.y) * metresNorth }
}
