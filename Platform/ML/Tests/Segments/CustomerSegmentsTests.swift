import Foundation
import Kernel
import ML
import Testing

@Suite("Groups that customers fall into") struct CustomerSegmentsTests {
    static let names = ["friday", "spend", "coupons"]

    /// 300 families who come on Fridays, 200 who spend much, 100 who come with coupons.
    static func clouds(_ seed: UInt64) -> (rows: [[Double]], kinds: [Int]) {
        var random = SeededGenerator(seed: seed)
        var rows: [[Double]] = []
        var kinds: [Int] = []
        for number in 0..<600 {
            let kind = number % 6 < 3 ? 0 : number % 6 < 5 ? 1 : 2
            let (friday, spend, coupons) = [(0.9, 20.0, 0.1), (0.1, 60, 0.1), (0.1, 20, 0.8)][kind]
            rows.append([
                friday + 0.05 * normal(&random), spend + 3 * normal(&random), coupons + 0.05 * normal(&random),
            ])
            kinds.append(kind)
        }
        return (rows, kinds)
    }

    static func normal(_ random: inout SeededGenerator) -> Double {
        (-2 * log(1 - random.uniform())).squareRoot() * cos(2 * .pi * random.uniform())
    }

    @Test("Three clouds are three groups, the largest 0", arguments: 1...4)
    func clouds(_ seed: Int) throws {
        let (rows, kinds) = Self.clouds(UInt64(seed))
        let found = CustomerSegments(names: Self.names, rows: rows, seed: UInt64(seed))
        #expect(found.groups.map(\.number) == [0, 1, 2])
        #expect(found.groups.map(\.size) == [300, 200, 100])
        #expect(found.members == kinds)
        #expect(try #require(found.silhouette) > 0.4)
        #expect(rows.map { found.group(of: $0) } == kinds)
        #expect(abs(found.groups[1].centre[1] - 60) < 1)
        #expect(found == CustomerSegments(names: Self.names, rows: rows, seed: UInt64(seed)))
    }

    @Test("A group says by what it stands out, the farthest first")
    func traits() throws {
        let (rows, _) = Self.clouds(1)
        let found = CustomerSegments(names: Self.names, rows: rows, seed: 1)
        let told = found.groups.map { $0.traits.map(\.name) }
        #expect(told == [["friday", "spend"], ["spend", "friday"], ["coupons", "friday", "spend"]])
        // Means of 0.5, 33.3 and 0.217, deviations of 0.4, 18.9 and 0.261 and a little noise.
        let expected = [[1, -0.707], [1.414, -1], [2.236, -1, -0.707]]
        for (group, deviations) in zip(found.groups, expected) {
            for (trait, deviation) in zip(group.traits, deviations) {
                #expect(abs(trait.deviations - deviation) < 0.04 * abs(deviation), "\(trait)")
            }
        }
    }

    @Test("One cloud of noise is one group", arguments: 1...10)
    func noise(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let names = seed % 2 == 0 ? Self.names : ["friday", "spend"]
        let rows = (0..<600).map { _ in names.map { _ in Self.normal(&random) } }
        let found = CustomerSegments(names: names, rows: rows, seed: UInt64(seed))
        #expect(found.groups.map(\.size) == [600])
        #expect(found.groups[0].traits.isEmpty)
        #expect(found.silhouette == nil)
        #expect(Set(found.members) == [0])
        #expect(found.group(of: [9, -9, 9]) == 0)
    }

    @Test("Groups keep their numbers when rows, sizes, units of other features or the seed change")
    func former() {
        let (rows, kinds) = Self.clouds(2)
        let first = CustomerSegments(names: Self.names, rows: rows, seed: 2)
        let turned = CustomerSegments(names: Self.names, rows: rows.reversed(), seed: 5, former: first)
        #expect(turned.members == first.members.reversed())
        // The smallest becomes the largest.
        let chosen = rows.indices.filter { kinds[$0] == 2 || $0 % 4 == 0 }
        let fewer = CustomerSegments(names: Self.names, rows: chosen.map { rows[$0] }, seed: 3, former: first)
        #expect(fewer.members == chosen.map { kinds[$0] })
        #expect(fewer.groups.map(\.number) == [0, 1, 2])
        #expect(fewer.groups[2].size > fewer.groups[1].size)
        // Features in another order, with one that is new.
        let wider = CustomerSegments(
            names: ["new", "spend", "friday"], rows: rows.map { [$0[2], $0[1], $0[0]] }, seed: 4, former: fewer)
        #expect(wider.members == kinds)
    }

    @Test("A group that is gone leaves a gap, and its number is not given to another")
    func gaps() {
        let (rows, kinds) = Self.clouds(3)
        let first = CustomerSegments(names: Self.names, rows: rows, seed: 3)
        let left = rows.indices.filter { kinds[$0] != 1 }
        let second = CustomerSegments(names: Self.names, rows: left.map { rows[$0] }, seed: 3, former: first)
        #expect(second.groups.map(\.number) == [0, 2])
        #expect(second.members == left.map { kinds[$0] })
        let third = CustomerSegments(names: Self.names, rows: rows, seed: 3, former: second)
        #expect(third.groups.map(\.number) == [0, 2, 3])
        #expect(third.members == kinds.map { $0 == 1 ? 3 : $0 })
        // Nothing in common: nothing is kept.
        let other = CustomerSegments(names: ["a", "b", "c"], rows: rows, seed: 3, former: third)
        #expect(other.groups.map(\.number) == [4, 5, 6])
    }

    @Test("A feature with a long tail is read on a logarithmic scale")
    func tail() {
        var random = SeededGenerator(seed: 8)
        let rows = (0..<600).map { number -> [Double] in
            let mean: Double = number % 2 == 0 ? 2 : 6
            return [exp(mean + 0.3 * Self.normal(&random))]
        }
        let found = CustomerSegments(names: ["spend"], rows: rows + [[20_000]], seed: 8)
        #expect(found.groups.map(\.size) == [301, 300])
        // The centre is that of the logarithms: e⁶ and the one far away.
        #expect(abs(found.groups[0].centre[0] / 408 - 1) < 0.05)
        #expect(found.group(of: [-5]) == found.group(of: [0]))
    }

    @Test("What is kept is what was found")
    func coding() throws {
        let (rows, kinds) = Self.clouds(4)
        let found = CustomerSegments(names: Self.names, rows: rows, seed: 4)
        let decoded = try JSONDecoder().decode(CustomerSegments.self, from: JSONEncoder().encode(found))
        #expect(decoded == found)
        #expect(rows.map { decoded.group(of: $0) } == kinds)
    }

    @Test("Missing numbers count as the mean, and columns that say nothing are not heard")
    func missing() {
        let (clouds, kinds) = Self.clouds(5)
        var rows = clouds.map { $0 + [7, 1e-3, 1e300] }
        rows[0] = [.nan, .infinity, -.infinity, .nan, .nan, .nan]
        rows[1] = []
        rows[2].append(5)
        let found = CustomerSegments(names: Self.names + ["seven", "small", "huge"], rows: rows, seed: 5)
        #expect(found.groups.count == 3)
        #expect(found.members.dropFirst(2) == kinds.dropFirst(2))
        #expect(found.members[0] == found.members[1])
        #expect(found.groups.allSatisfy { $0.centre.allSatisfy { $0.isFinite } })
        #expect(found.group(of: []) == found.members[0])
    }

    @Test("Nothing traps: no rows, no features, few rows, all the same, extremes")
    func hostile() {
        #expect(CustomerSegments(names: [], rows: [], seed: 1).groups.map(\.size) == [0])
        #expect(CustomerSegments(names: [], rows: [], seed: 1).group(of: [1]) == 0)
        #expect(CustomerSegments(names: ["a"], rows: [], seed: 1).group(of: []) == 0)
        #expect(CustomerSegments(names: [], rows: [[1], [2, 3]], seed: 1).members == [0, 0])
        #expect(CustomerSegments(names: ["a"], rows: [[1], [9]], seed: 1).members == [0, 0])
        let same = CustomerSegments(names: ["a", "b"], rows: [[Double]](repeating: [3, 0], count: 90), seed: 1)
        #expect(same.groups.map(\.size) == [90])
        let none = CustomerSegments(names: ["a"], rows: [[Double]](repeating: [.nan], count: 90), seed: 1)
        #expect(none.groups.map(\.size) == [90])
        let most = Double.greatestFiniteMagnitude
        let extremes: [Double] = [most, -most, 0, .leastNonzeroMagnitude]
        let ends = (0..<100).map { number -> [Double] in [extremes[number % 4], extremes[number % 3]] }
        let wild = CustomerSegments(names: ["a", "b"], rows: ends, most: .max, seed: 1)
        #expect(wild.members.count == 100)
        let (rows, _) = Self.clouds(6)
        for most in [Int.min, 0, 1] {
            #expect(CustomerSegments(names: Self.names, rows: rows, most: most, seed: 1).groups.count == 1)
        }
        #expect(CustomerSegments(names: Self.names, rows: rows, most: 2, seed: 1).groups.count <= 2)
        // The same name twice is two features.
        #expect(CustomerSegments(names: ["a", "a", "a"], rows: rows, seed: 1, former: same).groups.count == 3)
    }

    struct Agreement: Sendable {
        let one, other: [Int]
        let index: Double
    }

    /// By sklearn 1.9.1, `adjusted_rand_score`. The first by hand: 1 pair is together in both, of 2 and 1, and 1/3 of a pair would be by chance:
    /// (1 − 1/3) / (3/2 − 1/3).
    static let agreements = [
        Agreement(one: [0, 0, 1, 1], other: [0, 0, 1, 2], index: 4.0 / 7),
        Agreement(one: [0, 0, 1, 1], other: [0, 1, 0, 1], index: -0.5),
        Agreement(
            one: [0, 0, 0, 1, 1, 1, 2, 2, 2, 2], other: [1, 1, 0, 0, 0, 2, 2, 2, 2, 1], index: 0.20454545454545456),
        Agreement(one: [0, 0, 0, 0], other: [0, 1, 2, 3], index: 0),
        Agreement(one: [0, 0, 1, 1], other: [1, 1, 0, 0], index: 1), Agreement(one: [0], other: [4], index: 1),
        Agreement(one: [0, 0], other: [3, 3], index: 1),
    ]

    @Test("The adjusted Rand index is that of the definition", arguments: agreements)
    func adjustedRandIndex(_ agreement: Agreement) throws {
        let index = try #require(KMeans.adjustedRandIndex(agreement.one, agreement.other))
        #expect(abs(index - agreement.index) < 1e-15)
        #expect(KMeans.adjustedRandIndex(agreement.one, agreement.other + [1]) == nil)
        #expect(KMeans.adjustedRandIndex([], []) == nil)
    }
}
