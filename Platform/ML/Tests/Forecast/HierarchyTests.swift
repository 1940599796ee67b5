import Foundation
import ML
import Testing

@Suite("Series that add up") struct HierarchyTests {
    private static let said: [Double] = [100, 55, 40, 20, 30, 25, 22]
    private static let errors: [[Double]] = [
        [4, 2, 1, 1, 0.5, 0.5, 1], [-3, -1, -2, 0, -1, -1, -0.5], [5, 3, 1, 2, 2, 0, 1.5],
        [-6, -4, -3, -2, -1.5, -1, -1],
        [1, 0, 2, -1, 1, 1, 0.5],
    ]
    private let hierarchy = Hierarchy(categories: [0, 0, 1, 1])

    private func isNear(_ answer: [Double]?, _ expected: [Double]) -> Bool {
        answer?.count == expected.count && zip(answer ?? [], expected).allSatisfy { abs($0 - $1) < 1e-6 }
    }

    // The expected numbers are those of S (Sᵀ W⁻¹ S)⁻¹ Sᵀ W⁻¹ ŷ, computed with numpy's inverse.
    @Test("Each way gives what its formula gives")
    func formula() throws {
        let hierarchy = try #require(hierarchy)
        #expect(hierarchy.sums == [[0, 1, 2, 3], [0, 1], [2, 3]])
        #expect(hierarchy.reconcile(Self.said, .bottomUp) == [97, 50, 47, 20, 30, 25, 22])
        #expect(
            isNear(
                hierarchy.reconcile(Self.said, .leastSquares),
                [98.14285714, 54.57142857, 43.57142857, 22.28571429, 32.28571429, 23.28571429, 20.28571429]))
        #expect(
            isNear(
                hierarchy.reconcile(Self.said, .leastTrace(errors: Self.errors)),
                [100.93647643, 53.77127414, 47.16520229, 21.17300733, 32.5982668, 25.36926188, 21.79594041]))
        // Of too few errors nothing can be told.
        #expect(
            hierarchy.reconcile(Self.said, .leastTrace(errors: [])) == hierarchy.reconcile(Self.said, .leastSquares))
    }

    @Test("What adds up already is left alone, whatever the errors")
    func coherent() throws {
        let whole: [Double] = [97, 50, 47, 20, 30, 25, 22]
        for method in [Hierarchy.Method.bottomUp, .leastSquares, .leastTrace(errors: Self.errors)] {
            #expect(isNear(hierarchy?.reconcile(whole, method), whole))
        }
    }

    @Test("Nothing is sold less than not at all")
    func nonNegative() throws {
        let said: [Double] = [10, 5, 5, 0.5, 30, 3, 2]
        let free = try #require(hierarchy?.reconcile(said, .leastSquares))
        #expect(free[3] < 0)
        let cut = try #require(hierarchy?.reconcile(said, .leastSquares, isNonNegative: true))
        #expect(cut[3] == 0)
        #expect(abs(cut[1] - cut[3] - cut[4]) < 1e-9)
        #expect(abs(cut[0] - cut[1] - cut[2]) < 1e-9)
    }

    @Test("What is no hierarchy is refused")
    func bad() throws {
        #expect(Hierarchy(bottom: 0, sums: []) == nil)
        #expect(Hierarchy(bottom: 2, sums: [[0, 2]]) == nil)
        #expect(Hierarchy(bottom: 2, sums: [[0, 0]]) == nil)
        #expect(Hierarchy(categories: []) == nil)
        #expect(Hierarchy(categories: [0, -1]) == nil)
        #expect(Hierarchy(categories: [Int.max]) == nil)
        let hierarchy = try #require(hierarchy)
        #expect(hierarchy.reconcile([1, 2], .leastSquares) == nil)
        #expect(hierarchy.reconcile([.nan, 55, 40, 20, 30, 25, 22], .leastSquares) == nil)
        #expect(hierarchy.reconcile(Self.said, .leastTrace(errors: [[1], [2], [3]])) == nil)
        // Errors that are always 0, and two sums that are the same.
        #expect(
            hierarchy.reconcile(
                Self.said, .leastTrace(errors: Array(repeating: Array(repeating: 0, count: 7), count: 9))) != nil)
        let twice = try #require(Hierarchy(bottom: 2, sums: [[0, 1], [0, 1]]))
        let answer = try #require(twice.reconcile([10, 10, 4, 4], .leastSquares))
        #expect(abs(answer[0] - 9.6) < 1e-6 && answer[0] == answer[1])
        // A category without a product sells nothing.
        #expect(Hierarchy(categories: [1])?.reconcile([5, 3, 4, 6], .bottomUp) == [6, 0, 6, 6])
    }

    @Test("Forecasts of weeks add up, day by day, intervals and all")
    func forecasts() throws {
        let leaves = (1...3).map { SeriesForecastTests.days(140, seed: UInt64($0)) }
        let total = leaves[0].indices.map { day in leaves.reduce(0) { $0 + $1[day] } }
        let forecasts = try ([total] + leaves).map {
            try #require(SeriesForecast($0, seasons: [7], horizon: 14, isNonNegative: true))
        }
        #expect(forecasts[0].pastErrors.count == 8 * 14)
        let errors = forecasts[0].pastErrors.indices.map { row in forecasts.map { $0.pastErrors[row] } }
        let hierarchy = try #require(Hierarchy(categories: [0, 0, 0]))
        // The total stands twice, once as the only category.
        let made = try #require(
            hierarchy.reconcile([forecasts[0]] + forecasts, .leastTrace(errors: errors.map { [$0[0]] + $0 })))
        for step in 0..<14 {
            #expect(abs(made[0].mean[step] - made[2].mean[step] - made[3].mean[step] - made[4].mean[step]) < 1e-6)
            #expect(made.allSatisfy { $0.low[step] <= $0.mean[step] && $0.mean[step] <= $0.high[step] })
        }
        #expect(made[0].mean != forecasts[0].mean)
        #expect(hierarchy.reconcile(forecasts, .bottomUp) == nil)
    }
}
