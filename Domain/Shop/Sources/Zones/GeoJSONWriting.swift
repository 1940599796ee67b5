import Kernel

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
    public var geoJSON: String { "[\(Self.decimal(longitudeE7)),\(Self.decimal(latitudeE7))]" }

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

extension Zones {
    /// All zones as a GeoJSON FeatureCollection with `id`, `name`, `fee`, `minimum` (cents) and `minutes` of each, for a map.
    ///
    /// Safe inside a script element too: every `<` is written as an escape.
    public var geoJSON: String {
        let features = all.map { zone in
            let properties =
                #"{"name":\#(jsonText(zone.name)),"fee":\#(zone.fee.cents),"minimum":\#(zone.minimum.cents),"#
                + #""minutes":\#(zone.extraMinutes)}"#
            return
                #"{"type":"Feature","id":"\#(zone.id)","properties":\#(properties),"geometry":\#(zone.area.geoJSON)}"#
        }
        return #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#
    }
}

/// Text as a JSON string (RFC 8259 section 7), with `<`, `>` and `&` escaped as well.
func jsonText(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": json += "\\" + String(scalar)
        case "\u{0}"..."\u{1F}", "<", ">", "&", "\u{2028}", "\u{2029}":
            let digits = String(scalar.value, radix: 16)
            json += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default: json.unicodeScalars.append(scalar)
        }
    }
    return json + "\""
}
