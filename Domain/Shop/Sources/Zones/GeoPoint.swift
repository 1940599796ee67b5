import Foundation

/// A place on the earth (WGS 84), held in ten-millionths of a degree, about a centimetre: comparisons and the test whether a point is in
/// an area are then exact.
public struct GeoPoint: Hashable, Sendable {
    /// Degrees north times ten million.
    public let latitudeE7: Int32
    /// Degrees east times ten million.
    public let longitudeE7: Int32

    /// A place by degrees north and east; nil when a number is not finite or outside ±90 and ±180.
    public init?(latitude: Double, longitude: Double) {
        guard latitude.isFinite, longitude.isFinite, abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        latitudeE7 = Int32((latitude * 1e7).rounded())
        longitudeE7 = Int32((longitude * 1e7).rounded())
    }

    /// A place as a row holds it; nil when outside ±90 and ±180 degrees.
    public init?(latitudeE7: Int, longitudeE7: Int) {
        guard (-900_000_000...900_000_000).contains(latitudeE7),
            (-1_800_000_000...1_800_000_000).contains(longitudeE7)
        else { return nil }
        self.latitudeE7 = Int32(latitudeE7)
        self.longitudeE7 = Int32(longitudeE7)
    }

    /// Degrees north.
    public var latitude: Double { Double(latitudeE7) / 1e7 }
    /// Degrees east.
    public var longitude: Double { Double(longitudeE7) / 1e7 }

    /// Metres to another place along the great circle, by the haversine formula (R. W. Sinnott, "Virtues of the Haversine", 1984)
    /// on a sphere of the mean radius 6,371,008.8 m (IUGG). Within 0.5 % of the ellipsoid.
    public func distance(to other: GeoPoint) -> Double {
        let radian = Double.pi / 180
        let north = sin((other.latitude - latitude) * radian / 2)
        let east = sin((other.longitude - longitude) * radian / 2)
        let half = north * north + cos(latitude * radian) * cos(other.latitude * radian) * east * east
        return 2 * 6_371_008.8 * asin(min(1, half.squareRoot()))
    }

    // Wide enough that the difference of two coordinates times another difference fits.
    var x: Int64 { Int64(longitudeE7) }
    var y: Int64 { Int64(latitudeE7) }
}

extension GeoPoint: Codable {
    private enum CodingKeys: String, CodingKey { case latitude, longitude }

    /// Reads degrees as `latitude` and `longitude`; a place that is not on the earth is a `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard
            let point = GeoPoint(
                latitude: try container.decode(Double.self, forKey: .latitude),
                longitude: try container.decode(Double.self, forKey: .longitude))
        else {
            throw DecodingError.dataCorruptedError(forKey: .latitude, in: container, debugDescription: "not a place")
        }
        self = point
    }

    /// Writes degrees as `latitude` and `longitude`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(latitude, forKey: .latitude)
        try container.encode(longitude, forKey: .longitude)
    }
}
