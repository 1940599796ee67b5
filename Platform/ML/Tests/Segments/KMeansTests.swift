import Foundation
import Kernel
import ML
import Testing

@Suite("Groups of points") struct KMeansTests {
    /// Three heaps around far places, the first twice as large.
    static func heaps(_ seed: UInt64) -> [[Double]] {
        var random = SeededGenerator(seed: seed)
        return (0..<400).map { number in
            let centre: (Double, Double) = number % 4 < 2 ? (0, 0) : number % 4 == 2 ? (10, 0) : (0, 10)
            return [centre.0 + random.uniform() - 0.5, centre.1 + random.uniform() - 0.5]
        }
    }

    @Test("Heaps that lie apart are found, the largest first", arguments: 1...5)
    func heaps(_ seed: Int) throws {
        let points = Self.heaps(UInt64(seed))
        let found = try KMeans(points, groups: 3, seed: UInt64(seed))
        #expect(found.groups.count { $0 == 0 } == 200)
        #expect(Set(stride(from: 0, to: 400, by: 4).map { found.groups[$0] }) == [0])
        #expect(Set(stride(from: 2, to: 400, by: 4).map { found.groups[$0] }).count == 1)
        #expect(found.inertia < 400 * 0.2)
        #expect(try #require(KMeans.silhouette(points, found.groups)) > 0.9)
        #expect(found.group(of: [9, 1]) == found.groups[2])
        #expect(try KMeans(points, groups: 3, seed: UInt64(seed)) == found)
    }

    @Test("The result is the best there is on a case small enough to try everything")
    func exact() throws {
        let points: [[Double]] = [[0], [1], [2], [10], [11], [25], [27], [4]]
        var best = Double.infinity
        // Every way to put eight points into three groups.
        for code in 0..<6561 {
            let groups = (0..<8).map { (code / [1, 3, 9, 27, 81, 243, 729, 2187][$0]) % 3 }
            var inertia = 0.0
            for group in 0..<3 {
                let own = points.indices.filter { groups[$0] == group }.map { points[$0][0] }
                let mean = own.reduce(0, +) / Double(max(own.count, 1))
                inertia += own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            }
            best = min(best, inertia)
        }
        let found = try KMeans(points, groups: 3)
        #expect(abs(found.inertia - best) < 1e-9)
    }

    @Test("What cannot be grouped says why")
    func problems() throws {
        #expect(throws: KMeans.Problem.tooFewPoints) { try KMeans([], groups: 1) }
        #expect(throws: KMeans.Problem.tooFewPoints) { try KMeans([[1], [2]], groups: 3) }
        #expect(throws: KMeans.Problem.tooFewPoints) { try KMeans([[1]], groups: 0) }
        #expect(throws: KMeans.Problem.ragged(row: 1)) { try KMeans([[1, 2], [1]], groups: 1) }
        #expect(throws: KMeans.Problem.notFinite(row: 1)) { try KMeans([[1], [.nan]], groups: 1) }
        let same = try KMeans([[Double]](repeating: [3, 3], count: 10), groups: 2)
        #expect(same.inertia == 0)
        #expect(KMeans.silhouette([[1], [2]], [0, 0]) == nil)
        let huge = try KMeans([[1e300], [-1e300], [0]], groups: 2)
        #expect(huge.groups.count == 3)
        #expect(huge.group(of: [.nan]) == nil)
    }
}
