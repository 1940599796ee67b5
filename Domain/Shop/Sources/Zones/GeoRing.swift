/// A closed line without its last point, which is the first again.
public struct GeoRing: Hashable, Sendable {
    /// The corners, at least three, not all on one line.
    public let points: [GeoPoint]

    /// Where a point lies.
    enum Side { case inside, boundary, outside }

    /// A ring through its corners; a last point equal to the first is dropped. Nil when they enclose nothing.
    public init?(_ points: [GeoPoint]) {
        var corners = points
        if corners.count > 1, corners.first == corners.last { corners.removeLast() }
        guard let a = corners.first, let b = corners.first(where: { $0 != a }) else { return nil }
        let encloses = corners.contains { c in
            (b.x - a.x) * (c.y - a.y) != (b.y - a.y) * (c.x - a.x)
        }
        guard encloses else { return nil }
        self.points = corners
    }

    /// By counting the edges that a ray to the east crosses (even-odd rule), exact in integers.
    ///
    /// A difference of longitudes is below 3.7e9 and one of latitudes below 1.9e9, so that their product fits 64 bits.
    func side(of p: GeoPoint) -> Side {
        guard var a = points.last else { return .outside }
        var inside = false
        for b in points {
            defer { a = b }
            if a == p { return .boundary }
            if (a.y > p.y) != (b.y > p.y) {
                let left = (b.x - a.x) * (p.y - a.y)
                let right = (p.x - a.x) * (b.y - a.y)
                if left == right { return .boundary }
                if b.y > a.y ? left > right : left < right { inside.toggle() }
            } else if a.y == p.y, b.y == p.y, min(a.x, b.x) <= p.x, p.x <= max(a.x, b.x) {
                return .boundary
            }
        }
        return inside ? .inside : .outside
    }
}
