/// A polygon: what an outer ring encloses, less its holes.
public struct GeoPolygon: Hashable, Sendable {
    /// The outer ring.
    public let outer: GeoRing
    /// What is cut out.
    public let holes: [GeoRing]
    /// The smallest box around the outer ring.
    public let bounds: GeoBounds

    /// A polygon from its rings. Rings may cross themselves; the even-odd rule then says what is inside.
    public init(_ outer: GeoRing, holes: [GeoRing] = []) {
        self.outer = outer
        self.holes = holes
        bounds = GeoBounds(outer.points)
    }

    /// Whether a place is inside. The lines themselves, those of holes too, count as inside.
    public func contains(_ point: GeoPoint) -> Bool {
        guard bounds.contains(point), outer.side(of: point) != .outside else { return false }
        return !holes.contains { $0.side(of: point) == .inside }
    }
}

/// One or more polygons: where a zone is. An area that crosses the 180th meridian has to be cut there (RFC 7946 section 3.1.9).
public struct GeoArea: Hashable, Sendable {
    /// The most points an area read from outside may have.
    public static let mostPoints = 10_000

    /// The polygons; they may overlap.
    public let polygons: [GeoPolygon]

    /// An area of polygons.
    public init(_ polygons: [GeoPolygon]) { self.polygons = polygons }

    /// Whether a place is in one of the polygons; their lines count as inside.
    public func contains(_ point: GeoPoint) -> Bool { polygons.contains { $0.contains(point) } }

    /// The smallest box around all, for a map to show; nil without polygons.
    public var bounds: GeoBounds? {
        let corners = polygons.flatMap { [$0.bounds.southWest, $0.bounds.northEast] }
        return corners.isEmpty ? nil : GeoBounds(corners)
    }
}

/// A box along the meridians and parallels.
public struct GeoBounds: Hashable, Sendable {
    private let south: Int32
    private let west: Int32
    private let north: Int32
    private let east: Int32

    /// The smallest box around `points`; without points the place 0, 0.
    public init(_ points: [GeoPoint]) {
        south = points.map(\.latitudeE7).min() ?? 0
        west = points.map(\.longitudeE7).min() ?? 0
        north = points.map(\.latitudeE7).max() ?? 0
        east = points.map(\.longitudeE7).max() ?? 0
    }

    /// Its corner to the south and west.
    public var southWest: GeoPoint { GeoPoint(latitudeOf: south, longitudeOf: west) }
    /// Its corner to the north and east.
    public var northEast: GeoPoint { GeoPoint(latitudeOf: north, longitudeOf: east) }

    /// Whether a place is in the box or on its edge.
    public func contains(_ point: GeoPoint) -> Bool {
        south <= point.latitudeE7 && point.latitudeE7 <= north && west <= point.longitudeE7
            && point.longitudeE7 <= east
    }
}

extension GeoPoint {
    /// From coordinates that came out of points, and so are in range.
    fileprivate init(latitudeOf latitude: Int32, longitudeOf longitude: Int32) {
        latitudeE7 = latitude
        longitudeE7 = longitude
    }
}
