import Foundation

/// What is wrong with a GeoJSON text.
public enum GeoJSONProblem: Error, Hashable, Sendable {
    /// More bytes than `GeoArea.mostBytes`.
    case tooLong
    /// Not JSON, or not of the shape of RFC 7946.
    case malformed
    /// A valid kind that is no area, such as a line.
    case unsupported(type: String)
    /// More than `GeoArea.mostPoints` points.
    case tooManyPoints
    /// A FeatureCollection of more than `ZoneFile.mostZones` features.
    case tooManyZones
    /// A position without two or three finite numbers, longitude before latitude, on the earth.
    case badPosition
    /// A ring whose last position is not its first, or with fewer than four.
    case openRing
    /// A ring that encloses nothing.
    case emptyRing
    /// Nothing at all.
    case empty
}

extension GeoArea {
    /// The most bytes of GeoJSON that are read.
    public static let mostBytes = 1_048_576

    /// Reads GeoJSON (RFC 7946): a Polygon or MultiPolygon, a Feature with one, or a FeatureCollection, whose areas are put together.
    ///
    /// Heights are ignored, and so is everything besides the geometry. The direction of rings does not matter (section 3.1.6 says
    /// not to refuse the other one).
    public init(geoJSON text: String) throws(GeoJSONProblem) {
        guard text.utf8.count <= Self.mostBytes else { throw .tooLong }
        let wire: WireGeoJSON
        do {
            wire = try JSONDecoder().decode(WireGeoJSON.self, from: Data(text.utf8))
        } catch let problem as GeoJSONProblem {
            throw problem
        } catch {
            throw .malformed
        }
        try self.init(wire: wire.polygons)
    }

    /// An area from the positions of its polygons' rings.
    init(wire: [[[[Double]]]]) throws(GeoJSONProblem) {
        guard !wire.isEmpty else { throw .empty }
        let points = wire.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
        guard points <= Self.mostPoints else { throw .tooManyPoints }
        var polygons: [GeoPolygon] = []
        for rings in wire { polygons.append(try Self.polygon(rings)) }
        self.init(polygons)
    }

    private static func polygon(_ wire: [[[Double]]]) throws(GeoJSONProblem) -> GeoPolygon {
        var rings: [GeoRing] = []
        for positions in wire {
            var points: [GeoPoint] = []
            for position in positions { points.append(try point(position)) }
            guard points.count >= 4, points.first == points.last else { throw .openRing }
            guard let ring = GeoRing(points) else { throw .emptyRing }
            rings.append(ring)
        }
        guard let outer = rings.first else { throw .empty }
        return GeoPolygon(outer, holes: Array(rings.dropFirst()))
    }

    private static func point(_ position: [Double]) throws(GeoJSONProblem) -> GeoPoint {
        guard (2...3).contains(position.count), let longitude = position.first,
            let point = GeoPoint(latitude: position[1], longitude: longitude)
        else { throw .badPosition }
        return point
    }
}

/// The polygons of a GeoJSON object, as rings of positions. Not recursive: a collection inside a collection is refused.
private struct WireGeoJSON: Decodable {
    let polygons: [[[[Double]]]]

    private enum CodingKeys: String, CodingKey { case type, geometry, features }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .type) {
        case "FeatureCollection":
            polygons = try container.decode([Feature].self, forKey: .features).flatMap(\.geometry.polygons)
        case "Feature":
            polygons = try container.decode(GeoGeometry.self, forKey: .geometry).polygons
        default:
            polygons = try GeoGeometry(from: decoder).polygons
        }
    }

    struct Feature: Decodable {
        let geometry: GeoGeometry
    }
}

/// The polygons of a geometry, as rings of positions. Decoding throws `GeoJSONProblem` for a kind that is no area.
struct GeoGeometry: Decodable {
    let polygons: [[[[Double]]]]

    private enum CodingKeys: String, CodingKey { case type, coordinates }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .type) {
        case "Polygon": polygons = [try container.decode([[[Double]]].self, forKey: .coordinates)]
        case "MultiPolygon": polygons = try container.decode([[[[Double]]]].self, forKey: .coordinates)
        case let type where Self.otherTypes.contains(type): throw GeoJSONProblem.unsupported(type: type)
        default: throw GeoJSONProblem.malformed
        }
    }

    private static let otherTypes: Set = [
        "Point", "MultiPoint", "LineString", "MultiLineString", "GeometryCollection",
    ]
}
