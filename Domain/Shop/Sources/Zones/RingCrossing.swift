extension GeoRing {
    /// A place where the line crosses or touches itself, so that it is not plain what is inside; nil when it never does. Exact in integers.
    ///
    /// Edges are compared only while their stretches of longitude overlap (a sweep from west to east): n log n for what people draw, n²
    /// at worst, which the number of corners bounds.
    public var crossing: GeoPoint? {
        let edges = Self.edges(of: points)
        let order = edges.indices.sorted { edges[$0].west < edges[$1].west }
        var open: [Int] = []
        for index in order {
            let edge = edges[index]
            open.removeAll { edges[$0].east < edge.west }
            for other in open {
                if let place = edge.meets(edges[other], Neighbours(index, other, of: edges.count)) { return place }
            }
            open.append(index)
        }
        return nil
    }

    /// Whether an edge of this ring crosses one of another; that they touch or run along one another is no crossing.
    func crosses(_ other: GeoRing) -> Bool {
        let others = Self.edges(of: other.points)
        for edge in Self.edges(of: points) {
            for their in others where their.west <= edge.east && edge.west <= their.east {
                if edge.properlyCrosses(their) { return true }
            }
        }
        return false
    }

    /// Twice the area in squares of ten-millionths of a degree, never negative. Edges that cross cancel one another.
    var doubledArea: Int128 {
        guard var a = points.last else { return 0 }
        var sum: Int128 = 0
        for b in points {
            sum += Int128(a.x) * Int128(b.y) - Int128(b.x) * Int128(a.y)
            a = b
        }
        return sum < 0 ? -sum : sum
    }

    /// The edges that have a length.
    private static func edges(of points: [GeoPoint]) -> [GeoEdge] {
        zip(points, points.dropFirst() + points.prefix(1)).filter { $0 != $1 }.map { GeoEdge(from: $0, to: $1) }
    }
}

/// How two edges of a ring follow one another.
private enum Neighbours {
    case apart
    /// The first ends where the second begins, or the other way round.
    case firstThenSecond, secondThenFirst

    init(_ first: Int, _ second: Int, of count: Int) {
        if (first + 1) % count == second {
            self = .firstThenSecond
        } else if (second + 1) % count == first {
            self = .secondThenFirst
        } else {
            self = .apart
        }
    }
}

/// A straight line between two places that differ.
struct GeoEdge {
    let from, to: GeoPoint

    var west: Int64 { min(from.x, to.x) }
    var east: Int64 { max(from.x, to.x) }

    /// On which side of the line a place is: 1 left, -1 right, 0 on it. A difference of longitudes is below 3.7e9 and one of latitudes
    /// below 1.9e9, so that each product fits 64 bits; their difference need not.
    func turn(to p: GeoPoint) -> Int {
        let left = (to.x - from.x) * (p.y - from.y)
        let right = (to.y - from.y) * (p.x - from.x)
        return left == right ? 0 : left > right ? 1 : -1
    }

    /// Whether a place that is on the line is on this piece of it.
    private func spans(_ p: GeoPoint) -> Bool {
        west <= p.x && p.x <= east && min(from.y, to.y) <= p.y && p.y <= max(from.y, to.y)
    }

    private func holds(_ p: GeoPoint) -> Bool { turn(to: p) == 0 && spans(p) }

    /// Where two edges of a ring meet although they should not.
    fileprivate func meets(_ other: GeoEdge, _ neighbours: Neighbours) -> GeoPoint? {
        switch neighbours {
        case .firstThenSecond: return holds(other.to) ? other.to : other.holds(from) ? from : nil
        case .secondThenFirst: return holds(other.from) ? other.from : other.holds(to) ? to : nil
        case .apart:
            for end in [other.from, other.to] where holds(end) { return end }
            for end in [from, to] where other.holds(end) { return end }
            return properlyCrosses(other) ? from : nil
        }
    }

    /// Whether the two have a point in common that ends neither.
    func properlyCrosses(_ other: GeoEdge) -> Bool {
        turn(to: other.from) * turn(to: other.to) < 0 && other.turn(to: from) * other.turn(to: to) < 0
    }
}
