import Kernel

/// Points in groups whose centres are as near as can be: Lloyd's iteration from beginnings drawn far apart (k-means++, Arthur and
/// Vassilvitskii, 2007), the best of several.
public struct KMeans: Sendable, Hashable, Codable {
    /// The centres, a row each, in the order of their groups' size, the largest first.
    public let centres: [[Double]]
    /// The group of each point.
    public let groups: [Int]
    /// The sum of the squared distances of points to their centres.
    public let inertia: Double

    /// What cannot be grouped.
    public enum Problem: Error, Equatable, Sendable {
        /// There are no points, or fewer than groups.
        case tooFewPoints
        /// A row is longer or shorter than the first, or empty.
        case ragged(row: Int)
        /// A number is not finite.
        case notFinite(row: Int)
    }

    /// Groups `points`, a row each. Deterministic from `seed`. Time: restarts × iterations × points × groups × columns.
    public init(_ points: [[Double]], groups count: Int, restarts: Int = 8, iterations: Int = 100, seed: UInt64 = 1)
        throws(Problem)
    {
        guard count > 0, points.count >= count else { throw .tooFewPoints }
        let width = points[0].count
        for (row, point) in points.enumerated() {
            guard point.count == width, width > 0 else { throw .ragged(row: row) }
            guard point.allSatisfy(\.isFinite) else { throw .notFinite(row: row) }
        }
        let flat = points.flatMap { $0 }
        var random = SeededGenerator(seed: seed)
        var best: (centres: [Double], groups: [Int], inertia: Double)?
        for _ in 0..<max(restarts, 1) {
            let start = Self.beginning(flat, width, count, &random)
            let found = Self.settle(flat, width, start, iterations)
            if found.inertia < best?.inertia ?? .infinity { best = found }
        }
        // Numbers so large that their squares are infinite leave no best; then everything is one distance apart.
        let found = best ?? (Array(flat.prefix(count * width)), points.indices.map { $0 % count }, .infinity)
        var sizes = [Int](repeating: 0, count: count)
        for group in found.groups { sizes[group] += 1 }
        let order = sizes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        var place = [Int](repeating: 0, count: count)
        for (new, old) in order.enumerated() { place[old] = new }
        centres = order.map { Array(found.centres[$0 * width..<($0 + 1) * width]) }
        groups = found.groups.map { place[$0] }
        inertia = found.inertia
    }

    /// The group of a new point; nil when it is not of the same length or not finite.
    public func group(of point: [Double]) -> Int? {
        guard point.count == centres[0].count, point.allSatisfy(\.isFinite) else { return nil }
        var (best, least) = (0, Double.infinity)
        for (group, centre) in centres.enumerated() {
            let distance = zip(point, centre).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            if distance < least { (best, least) = (group, distance) }
        }
        return best
    }

    private static func distance(_ flat: [Double], _ point: Int, _ centres: [Double], _ centre: Int, _ width: Int)
        -> Double
    {
        var sum = 0.0
        for column in 0..<width {
            let difference = flat[point * width + column] - centres[centre * width + column]
            sum += difference * difference
        }
        return sum
    }

    /// The first centre at random, each next one with a probability by the squared distance to those that are there.
    private static func beginning(
        _ flat: [Double], _ width: Int, _ count: Int, _ random: inout SeededGenerator
    ) -> [Double] {
        let points = flat.count / width
        let first = random.index(below: points)
        var centres = Array(flat[first * width..<(first + 1) * width])
        var nearest = [Double](repeating: .infinity, count: points)
        for centre in 1..<max(count, 1) {
            var sum = 0.0
            for point in 0..<points {
                nearest[point] = min(nearest[point], distance(flat, point, centres, centre - 1, width))
                sum += nearest[point]
            }
            var left = random.uniform() * sum
            var chosen = points - 1
            for point in 0..<points {
                left -= nearest[point]
                if left < 0 {
                    chosen = point
                    break
                }
            }
            centres += flat[chosen * width..<(chosen + 1) * width]
        }
        return centres
    }

    private static func settle(
        _ flat: [Double], _ width: Int, _ start: [Double], _ iterations: Int
    ) -> (centres: [Double], groups: [Int], inertia: Double) {
        let (points, count) = (flat.count / width, start.count / width)
        var centres = start
        var groups = [Int](repeating: -1, count: points)
        var inertia = Double.infinity
        for _ in 0..<max(iterations, 1) {
            var hasMoved = false
            inertia = 0
            var farthest = (point: 0, distance: -1.0)
            for point in 0..<points {
                var (best, least) = (0, Double.infinity)
                for centre in 0..<count {
                    let distance = distance(flat, point, centres, centre, width)
                    if distance < least { (best, least) = (centre, distance) }
                }
                if groups[point] != best {
                    groups[point] = best
                    hasMoved = true
                }
                inertia += least
                if least > farthest.distance { farthest = (point, least) }
            }
            if !hasMoved { break }
            var sums = [Double](repeating: 0, count: centres.count)
            var sizes = [Double](repeating: 0, count: count)
            for point in 0..<points {
                sizes[groups[point]] += 1
                for column in 0..<width { sums[groups[point] * width + column] += flat[point * width + column] }
            }
            for centre in 0..<count {
                for column in 0..<width {
                    // A group that lost all its points begins anew at the point that is farthest from its centre.
                    centres[centre * width + column] =
                        sizes[centre] > 0
                        ? sums[centre * width + column] / sizes[centre] : flat[farthest.point * width + column]
                }
            }
        }
        return (centres, groups, inertia)
    }
}

extension KMeans {
    /// How well points lie in their groups rather than in the next, from −1 to 1 (Rousseeuw, 1987): the mean of (b − a) / max(a, b), a the mean
    /// distance to one's own group, b to the nearest other. Of more than `most` points as many are taken, evenly. nil with a single group.
    public static func silhouette(_ points: [[Double]], _ groups: [Int], most: Int = 2000) -> Double? {
        guard points.count == groups.count, Set(groups).count > 1 else { return nil }
        let step = max(points.count / max(most, 1), 1)
        let chosen = Array(stride(from: 0, to: points.count, by: step))
        let count = (groups.max() ?? 0) + 1
        var sum = 0.0
        for point in chosen {
            var (sums, sizes) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
            for other in chosen where other != point {
                let square = zip(points[point], points[other]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                sums[groups[other]] += square.squareRoot()
                sizes[groups[other]] += 1
            }
            let own = groups[point]
            // Whoever is alone in a group counts nothing.
            guard sizes[own] > 0 else { continue }
            let a = sums[own] / sizes[own]
            let b = (0..<count).filter { $0 != own && sizes[$0] > 0 }.map { sums[$0] / sizes[$0] }.min() ?? a
            if max(a, b) > 0 { sum += (b - a) / max(a, b) }
        }
        return sum / Double(chosen.count)
    }
}
