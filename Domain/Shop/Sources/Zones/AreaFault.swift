/// Why an area is none that a shop can deliver to, although it is good GeoJSON.
public enum AreaFault: Error, Hashable, Sendable {
    /// More corners than `GeoArea.mostCorners`.
    case tooManyCorners
    /// A line crosses or touches itself here.
    case crossesItself(GeoPoint)
    /// It encloses less than `GeoArea.leastSquareMetres`, or its holes leave nothing of it.
    case leavesNothing
    /// A hole is not within its polygon.
    case holeOutside
    /// Two holes of a polygon overlap.
    case holesOverlap
    /// A corner is farther from the shop than `GeoArea.farthestMetres`.
    ///
    /// `swapped` says that with latitude and longitude exchanged it would be near.
    case tooFar(kilometres: Int, swapped: Bool)
}

extension GeoArea {
    /// The most corners that an area of a zone may have: what can still be looked at and dragged.
    public static let mostCorners = 2_000
    /// What a zone encloses at the least.
    public static let leastSquareMetres = 1_000.0
    /// How far from the shop a zone may reach.
    public static let farthestMetres = 100_000.0

    /// All corners of all rings.
    public var corners: [GeoPoint] { polygons.flatMap { $0.outer.points + $0.holes.flatMap(\.points) } }

    /// What it encloses, holes left out, in square metres, on a plane that is good for a few kilometres. Overlapping polygons count twice.
    public var squareMetres: Double {
        polygons.reduce(0) { sum, polygon in
            let middle = polygon.bounds.middle
            let net = polygon.holes.reduce(polygon.outer.doubledArea) { $0 - $1.doubledArea }
            let plane = LocalPlane(around: middle)
            return sum + Double(net) / 2 * plane.metresEast * plane.metresNorth
        }
    }

    /// What is wrong with its shape; nil when nothing is.
    public var shapeFault: AreaFault? {
        if corners.count > Self.mostCorners { return .tooManyCorners }
        for polygon in polygons {
            for ring in [polygon.outer] + polygon.holes {
                if let place = ring.crossing { return .crossesItself(place) }
            }
            if let fault = polygon.holeFault { return fault }
        }
        return squareMetres < Self.leastSquareMetres ? .leavesNothing : nil
    }

    /// Whether it is too far from the shop; nil when it is not.
    public func distanceFault(from shop: GeoPoint) -> AreaFault? {
        let farthest = corners.map { $0.distance(to: shop) }.max() ?? 0
        if farthest <= Self.farthestMetres { return nil }
        let swapped = corners.compactMap(\.swapped)
        let isNear =
            swapped.count == corners.count && swapped.allSatisfy { $0.distance(to: shop) <= Self.farthestMetres }
        return .tooFar(kilometres: Int((farthest / 1000).rounded()), swapped: isNear)
    }
}

extension GeoPolygon {
    fileprivate var holeFault: AreaFault? {
        for (index, hole) in holes.enumerated() {
            if hole.points.contains(where: { outer.side(of: $0) == .outside }) || hole.crosses(outer) {
                return .holeOutside
            }
            for other in holes[..<index] where hole.overlaps(other) { return .holesOverlap }
        }
        return holes.reduce(outer.doubledArea) { $0 - $1.doubledArea } <= 0 ? .leavesNothing : nil
    }
}

extension GeoRing {
    /// Whether two rings that do not cross themselves have an inside in common.
    fileprivate func overlaps(_ other: GeoRing) -> Bool {
        crosses(other) || points.contains { other.side(of: $0) == .inside }
            || other.points.contains { side(of: $0) == .inside } || Set(points) == Set(other.points)
    }
}

extension GeoPoint {
    /// The place with latitude and longitude exchanged, as somebody may have written it; nil when there is no such place.
    public var swapped: GeoPoint? { GeoPoint(latitudeE7: Int(longitudeE7), longitudeE7: Int(latitudeE7)) }
}

extension GeoBounds {
    /// The place in the middle of the box.
    public var middle: GeoPoint {
        let (a, b) = (southWest, northEast)
        return GeoPoint(
            latitudeE7: (Int(a.latitudeE7) + Int(b.latitudeE7)) / 2,
            longitudeE7: (Int(a.longitudeE7) + Int(b.longitudeE7)) / 2) ?? a
    }
}
