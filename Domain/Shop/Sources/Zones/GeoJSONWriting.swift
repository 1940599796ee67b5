extension GeoArea {
    /// The area as a GeoJSON geometry (RFC 7946), a Polygon if it is one, else a MultiPolygon. Reads back equal.
    public var geoJSON: String {
        let parts = polygons.map { polygon in
            "[" + ([polygon.outer] + polygon.holes).map(\.geoJSON).joined(separator: ",") + "]"
        }
        guard parts.count == 1, let only = parts.first else {
            return #"{"type":"MultiPolygon","coordinates":[\#(parts.joined(separator: ","))]}"#
        }
        return #"{"type":"Polygon","coordinates":\#(only)}"#
    }
}

extension GeoPoint {
    /// The place as a GeoJSON position: longitude, latitude, in plain decimals.
    public var geoJSON: String { "[\(decimalLongitude),\(decimalLatitude)]" }

    /// Degrees north in plain decimals with a point.
    public var decimalLatitude: String { Self.decimal(latitudeE7) }
    /// Degrees east in plain decimals with a point.
    public var decimalLongitude: String { Self.decimal(longitudeE7) }

    private static func decimal(_ value: Int32) -> String {
        let (whole, part) = value.magnitude.quotientAndRemainder(dividingBy: 10_000_000)
        let sign = value < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        var digits = String(part)
        digits = String(repeating: "0", count: 7 - digits.utf8.count) + digits
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }
}

extension GeoRing {
    /// The ring with its first position again at the end.
    fileprivate var geoJSON: String {
        "[" + (points + points.prefix(1)).map(\.geoJSON).joined(separator: ",") + "]"
    }
}
