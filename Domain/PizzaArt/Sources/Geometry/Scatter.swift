/// Spreads pieces: each new one takes the best of a few random places, the one farthest from what lies there.
///
/// This is best-candidate sampling (Mitchell 1991), which looks like a hand that strews evenly: no rows, no heaps.
struct Scatter {
    /// A piece that lies.
    struct Spot {
        var point: Point
        var radius: Double
        var layer: Int
    }

    /// Where pieces may lie: a ring of a wedge.
    struct Region {
        var wedge: Wedge
        var inner: Double
        var outer: Double
        /// How near to a seam a piece may come.
        var margin: Double
    }

    private var spots: [Spot] = []

    /// How many places are tried for each piece.
    private static let candidates = 8

    /// Lays a piece and says where. Pieces of its own layer repel more than others, so that each layer is even.
    mutating func place(radius: Double, layer: Int, in region: Region, noise: inout SeededNoise) -> Point {
        var best = Point.centre
        var bestScore = -Double.infinity
        for _ in 0..<Self.candidates {
            let point = Self.candidate(in: region, noise: &noise)
            let depth = region.wedge.depth(of: point) - region.margin
            let score = depth < 0 ? depth : clearance(of: point, radius: radius, layer: layer)
            if score > bestScore {
                best = point
                bestScore = score
            }
        }
        spots.append(Spot(point: best, radius: radius, layer: layer))
        return best
    }

    /// Records a piece that lies where it was told to.
    mutating func occupy(_ point: Point, radius: Double, layer: Int) {
        spots.append(Spot(point: point, radius: radius, layer: layer))
    }

    private static func candidate(in region: Region, noise: inout SeededNoise) -> Point {
        let inner = region.inner * region.inner
        let squared = noise.between(inner, max(inner, region.outer * region.outer))
        let angle = region.wedge.start + region.wedge.sweep * noise.unit()
        return Point(angle: angle, distance: squared.squareRoot())
    }

    /// The least squared distance to any piece, measured in sums of radii.
    private func clearance(of point: Point, radius: Double, layer: Int) -> Double {
        var least = Double.greatestFiniteMagnitude
        for spot in spots {
            let reach = (spot.radius + radius) * (spot.layer == layer ? 1.9 : 1)
            let ratio = point.squaredDistance(to: spot.point) / (reach * reach)
            if ratio < least { least = ratio }
        }
        return least
    }
}
