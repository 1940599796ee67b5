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

        /// A point for two numbers from 0 to 1, evenly spread over the area when they are.
        func point(_ u: Double, _ v: Double) -> Point {
            let squared = inner * inner + (outer * outer - inner * inner) * v
            return Point(turn: (wedge.start + wedge.sweep * u) / (2 * .pi), distance: max(0, squared).squareRoot())
        }
    }

    private var spots: [Spot] = []
    private var weights: [Double] = []

    /// How many places are tried for each piece.
    private static let candidates = 26

    /// Lays a piece and says where. Pieces of its own layer repel more than others, so that each layer is even.
    mutating func place(radius: Double, layer: Int, in region: Region, noise: inout SeededNoise) -> Point {
        measure(against: radius, layer: layer)
        var best = Point.centre
        var bestScore = -Double.infinity
        var (u, v) = (noise.unit(), noise.unit())
        for _ in 0..<Self.candidates {
            // The additive recurrence R2 (Roberts 2018): candidates that are themselves evenly spread miss no gap.
            u += 0.754_877_666_246_692_7
            v += 0.569_840_290_998_053_2
            if u >= 1 { u -= 1 }
            if v >= 1 { v -= 1 }
            let point = region.point(u, v)
            let depth = region.wedge.depth(of: point) - region.margin
            let score = depth < 0 ? depth : clearance(of: point, worthless: bestScore)
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

    /// What a squared distance to each spot counts for: one divided by the square of the radii together.
    private mutating func measure(against radius: Double, layer: Int) {
        weights.removeAll(keepingCapacity: true)
        for spot in spots {
            let reach = (spot.radius + radius) * (spot.layer == layer ? 1.9 : 1)
            weights.append(1 / max(reach * reach, 1e-9))
        }
    }

    /// The least squared distance to any piece, measured in sums of radii; cut short when it cannot be the best.
    private func clearance(of point: Point, worthless: Double) -> Double {
        var least = Double.greatestFiniteMagnitude
        for (spot, weight) in zip(spots, weights) {
            let ratio = point.squaredDistance(to: spot.point) * weight
            if ratio < least {
                least = ratio
                if ratio <= worthless { break }
            }
        }
        return least
    }
}
