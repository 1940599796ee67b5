import Foundation
import Kernel

/// Groups that customers fall into by themselves, if they do: k-means on standardised features, as many groups as halves of the customers agree
/// on. Groups keep their numbers from run to run, and say by what they stand out.
///
/// A feature that is never negative and whose skewness exceeds 2 is taken as ln(1 + x). The number of groups is that with the best silhouette
/// (Rousseeuw, 1987) among those that are stable: groups found in two random halves, which both are then asked for all customers, have an adjusted
/// Rand index (Hubert and Arabie, 1985) of at least 0.6 in each of eight ways to halve (Ben-Hur, Elisseeff and Guyon, "A stability based method for
/// discovering structure in clustered data", 2002). If none is, there is one group.
///
/// A round cloud is one group (of two features and 3,000 rows 7 times of 8). One that is much longer than wide, as of features that go together, or
/// a single feature, may be cut across: halves agree on where, though nothing lies between.
public struct CustomerSegments: Sendable, Hashable, Codable {
    /// By what a group stands out.
    public struct Trait: Sendable, Hashable, Codable {
        /// The feature.
        public let name: String
        /// The group's mean less that of all, in standard deviations of all (of the logarithm where the feature is taken so).
        public let deviations: Double
    }

    /// One group.
    public struct Group: Sendable, Hashable, Codable {
        /// Its number, which it keeps.
        public let number: Int
        /// How many of the customers are in it.
        public let size: Int
        /// Its centre, in the units of the features.
        public let centre: [Double]
        /// The features in which it is more than half a standard deviation away from all, the farthest first.
        public let traits: [Trait]
        fileprivate let place: [Double]
    }

    /// The names of the features.
    public let names: [String]
    /// The groups by number. At least one; numbers have gaps where a former group is gone.
    public let groups: [Group]
    /// The number of each row's group.
    public let members: [Int]
    /// How well the rows lie in their groups, from −1 to 1; nil with a single group.
    public let silhouette: Double?
    private let scales: [Scale]
    private let unused: Int

    /// Finds the groups of `rows`, each with a number by each of `names`, trying 2 to `most`, and not more than one for ten rows. Deterministic
    /// from `seed`.
    ///
    /// A number that is missing or not finite counts as the mean; one too many is not looked at; a feature that does not vary says nothing. The
    /// largest group is 0, the next 1; with `former`, a group has the number of the former group that is nearest by the features both have, pairs
    /// nearest to each other first, and what is left over has numbers that were never used. Time: some seconds for 20,000 rows
    /// when many numbers are stable, else less.
    public init(
        names: [String], rows: [[Double]], most: Int = 8, seed: UInt64, former: CustomerSegments? = nil
    ) {
        self.names = names
        let scales = names.indices.map { column in
            Scale(rows.lazy.compactMap { column < $0.count && $0[column].isFinite ? $0[column] : nil })
        }
        self.scales = scales
        let points = rows.map { Self.place($0, scales) }
        let found = Self.search(points, most: most, seed: seed)
        let centres = found?.centres ?? [[Double](repeating: 0, count: names.count)]
        let nearest = points.map { Self.nearest($0, centres) }
        var sizes = [Int](repeating: 0, count: centres.count)
        for group in nearest { sizes[group] += 1 }
        let numbers = Self.number(centres, sizes, names, scales, former)
        groups = centres.indices.map { index in
            Group(
                number: numbers[index], size: sizes[index],
                centre: zip(centres[index], scales).map { $1.value($0) },
                traits: zip(names, centres[index]).map { Trait(name: $0, deviations: $1) }
                    .filter { abs($0.deviations) > 0.5 }
                    .sorted { (abs($1.deviations), $0.name) < (abs($0.deviations), $1.name) },
                place: centres[index])
        }.sorted { $0.number < $1.number }
        members = nearest.map { numbers[$0] }
        silhouette = found?.silhouette
        unused = max(former?.unused ?? 0, (numbers.max() ?? 0) &+ 1)
    }

    /// The number of the group whose centre is nearest to a row, read as those it was learned from.
    public func group(of row: [Double]) -> Int {
        let index = Self.nearest(Self.place(row, scales), groups.map(\.place))
        return groups.indices.contains(index) ? groups[index].number : 0
    }

    private static func place(_ row: [Double], _ scales: [Scale]) -> [Double] {
        scales.indices.map { $0 < row.count ? scales[$0].place(row[$0]) : 0 }
    }

    private static func nearest(_ point: [Double], _ centres: [[Double]]) -> Int {
        var (best, least) = (0, Double.infinity)
        for (index, centre) in centres.enumerated() {
            let distance = squaredDistance(point, centre)
            if distance < least { (best, least) = (index, distance) }
        }
        return best
    }

    private static func squaredDistance(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for index in 0..<min(a.count, b.count) { sum += (a[index] - b[index]) * (a[index] - b[index]) }
        return sum
    }
}

extension CustomerSegments {
    /// How a feature is read: in standard deviations from its mean, perhaps on a logarithmic scale.
    private struct Scale: Sendable, Hashable, Codable {
        let isLogarithmic: Bool
        let mean: Double
        /// 0 when the feature does not vary, or so wildly that its variance is no number.
        let deviation: Double

        init(_ values: some Sequence<Double>) {
            let values = Array(values)
            isLogarithmic = values.allSatisfy { $0 >= 0 } && Self.skewness(values) > 2
            let sample = Sample(isLogarithmic ? values.map { log1p($0) } : values)
            // Constant columns leave rounding behind.
            let isUseful = sample.deviation.isFinite && sample.deviation > 1e-12 * abs(sample.mean)
            mean = isUseful || sample.mean.isFinite ? sample.mean : 0
            deviation = isUseful ? sample.deviation : 0
        }

        /// Of the values divided by the largest, as their cubes may be no numbers. 0 when they do not vary.
        private static func skewness(_ values: [Double]) -> Double {
            guard let most = values.max(), most > 0 else { return 0 }
            let count = Double(values.count)
            let mean = values.reduce(0) { $0 + $1 / most } / count
            var (squares, cubes) = (0.0, 0.0)
            for value in values {
                let distance = value / most - mean
                squares += distance * distance
                cubes += distance * distance * distance
            }
            let variance = squares / count
            return variance > 1e-24 ? cubes / count / (variance * variance.squareRoot()) : 0
        }

        func place(_ value: Double) -> Double {
            guard value.isFinite, deviation > 0 else { return 0 }
            // What was never negative may be in a row to come.
            let place = ((isLogarithmic ? log1p(max(value, 0)) : value) - mean) / deviation
            return min(max(place, -1e6), 1e6)
        }

        func value(_ place: Double) -> Double {
            let value = mean + place * deviation
            return isLogarithmic ? expm1(value) : value
        }
    }

    /// The groups of the best stable number of them; nil when none is.
    private static func search(
        _ points: [[Double]], most: Int, seed: UInt64
    ) -> (centres: [[Double]], silhouette: Double)? {
        let largest = min(most, points.count / 10)
        guard largest > 1 else { return nil }
        var random = SeededGenerator(seed: seed)
        let halves = (0..<8).map { _ in
            let order = points.indices.shuffled(using: &random).map { points[$0] }
            let size = min(order.count / 2, 2000)
            return (Array(order[..<size]), Array(order[size..<2 * size]))
        }
        let looked = points.indices.shuffled(using: &random).prefix(1500)
        let shown = looked.map { points[$0] }
        var best: (centres: [[Double]], silhouette: Double)?
        for count in 2...largest {
            let isStable = halves.allSatisfy { half in
                guard let one = try? KMeans(half.0, groups: count, restarts: 4, seed: random.next()),
                    let other = try? KMeans(half.1, groups: count, restarts: 4, seed: random.next())
                else { return false }
                let said = points.map { (nearest($0, one.centres), nearest($0, other.centres)) }
                return KMeans.adjustedRandIndex(said.map(\.0), said.map(\.1)) ?? 0 >= 0.6
            }
            guard isStable,
                let found = try? KMeans(points, groups: count, seed: random.next()),
                Set(found.groups).count == count,
                let silhouette = KMeans.silhouette(shown, looked.map { found.groups[$0] }, most: shown.count),
                silhouette > best?.silhouette ?? 0
            else { continue }
            best = (found.centres, silhouette)
        }
        return best
    }

    /// The numbers of groups by those of the former that are nearest, else by size.
    private static func number(
        _ centres: [[Double]], _ sizes: [Int], _ names: [String], _ scales: [Scale], _ former: CustomerSegments?
    ) -> [Int] {
        let order = centres.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        var numbers = [Int?](repeating: nil, count: centres.count)
        // The columns of features by which both can be told.
        let shared = names.indices.compactMap { column in
            former?.names.firstIndex(of: names[column]).map { (now: column, then: $0) }
        }
        if let former, !shared.isEmpty {
            var pairs: [(group: Int, number: Int, distance: Double)] = []
            for group in order {
                let now = shared.map { centres[group][$0.now] }
                for known in former.groups {
                    let then = shared.map { column in
                        known.centre.indices.contains(column.then)
                            ? scales[column.now].place(known.centre[column.then]) : 0
                    }
                    pairs.append((group, known.number, squaredDistance(now, then)))
                }
            }
            for (_, pair) in pairs.enumerated().sorted(by: {
                ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
            }) where numbers[pair.group] == nil && !numbers.contains(pair.number) {
                numbers[pair.group] = pair.number
            }
        }
        var next = former.map { max($0.unused, 0) } ?? 0
        return order.reduce(into: numbers) { numbers, group in
            guard numbers[group] == nil else { return }
            numbers[group] = next
            next &+= 1
        }.map { $0 ?? 0 }
    }
}

extension KMeans {
    /// How much two groupings of the same points agree: 1 when they are the same whatever the numbers, 0 in the mean when one is chance, below
    /// 0 when they agree less than chance would (Hubert and Arabie, "Comparing partitions", 1985). nil when their lengths differ or are 0.
    public static func adjustedRandIndex(_ one: [Int], _ other: [Int]) -> Double? {
        guard one.count == other.count, !one.isEmpty else { return nil }
        struct Pair: Hashable { let one, other: Int }
        var (both, first, second): ([Pair: Double], [Int: Double], [Int: Double]) = ([:], [:], [:])
        for (left, right) in zip(one, other) {
            both[Pair(one: left, other: right), default: 0] += 1
            first[left, default: 0] += 1
            second[right, default: 0] += 1
        }
        // Whole numbers, so that the order of a dictionary does not matter.
        func pairs(_ counts: some Sequence<Double>) -> Double { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
        let together = pairs(both.values)
        let (ofOne, ofOther) = (pairs(first.values), pairs(second.values))
        let chance = ofOne * ofOther / max(pairs([Double(one.count)]), 1)
        let highest = (ofOne + ofOther) / 2
        return highest == chance ? 1 : (together - chance) / (highest - chance)
    }
}
