import Foundation
import Kernel
import ML
import Testing

@Suite("Trees and sums") struct TreesTests {
    /// Points of a square, and whether exactly one of the two numbers is above a half.
    static func chequered(_ count: Int, seed: UInt64) throws -> (FeatureMatrix, [Double]) {
        var random = SeededGenerator(seed: seed)
        let points = (0..<count).map { _ in [random.uniform(), random.uniform()] }
        let matrix = try #require(FeatureMatrix(width: 2, values: points.flatMap { $0 }))
        return (matrix, points.map { ($0[0] > 0.5) != ($0[1] > 0.5) ? 1 : 0 })
    }

    @Test("What no weighted sum can say, trees say")
    func chequered() throws {
        let (matrix, targets) = try Self.chequered(1000, seed: 1)
        let (unseen, truth) = try Self.chequered(500, seed: 2)
        func hits(_ predictions: [Double], _ bound: Double) -> Int {
            zip(predictions, truth).count { ($0 > bound) == ($1 == 1) }
        }
        let boosting = try #require(GradientBoosting(matrix, targets, loss: .logistic))
        #expect(hits(boosting.predict(unseen), 0) > 480)
        let forest = try #require(Forest(matrix, targets, columnShare: 1))
        #expect(hits(forest.predict(unseen), 0.5) > 480)
        let linear = try #require(LinearModel(matrix, targets, loss: .logistic))
        #expect(hits(linear.predict(unseen), 0) < 320)
        #expect(GradientBoosting(matrix, targets, loss: .logistic) == boosting)
        #expect(Forest(matrix, targets, columnShare: 1) == forest)
        let copy = try JSONDecoder().decode(GradientBoosting.self, from: JSONEncoder().encode(boosting))
        #expect(copy.predict(unseen) == boosting.predict(unseen))
    }

    @Test("One question, by hand: two groups of a number, and what is missing")
    func byHand() throws {
        let matrix = try #require(FeatureMatrix(width: 1, values: [1, 1, 1, 1, 3, 3, 3, 3, .nan, .nan]))
        var options = GradientBoosting.Options()
        (options.trees, options.rate, options.leaves, options.fewestRows) = (1, 1, 2, 2)
        (options.ridge, options.rowShare, options.columnShare) = (0, 1, 1)
        let targets: [Double] = [1, 1, 1, 1, 7, 7, 7, 7, 7, 7]
        let one = try #require(GradientBoosting(matrix, targets, loss: .squared, options: options))
        let asked = try #require(FeatureMatrix(width: 1, values: [0, 1.9, 2.1, 100, .nan]))
        #expect(zip(one.predict(asked), [1, 1, 7, 7, 7]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("A quantile is exceeded as often as it says", arguments: [0.1, 0.5, 0.9])
    func quantile(_ part: Double) throws {
        var random = SeededGenerator(seed: 4)
        let x = (0..<3000).map { _ in random.uniform() }
        let y = x.map { 10 * $0 + (1 + 4 * $0) * random.uniform() }
        let matrix = try #require(FeatureMatrix(width: 1, values: Array(x[..<2000])))
        let unseen = try #require(FeatureMatrix(width: 1, values: Array(x[2000...])))
        var options = GradientBoosting.Options()
        (options.trees, options.rate, options.columnShare) = (100, 0.1, 1)
        let model = try #require(GradientBoosting(matrix, Array(y[..<2000]), loss: .quantile(part), options: options))
        let below = zip(model.predict(unseen), y[2000...]).count { $1 <= $0 }
        #expect(abs(Double(below) / 1000 - part) < 0.05)
    }

    @Test("A weighted sum is that of least squares")
    func leastSquares() throws {
        // y = 2 + 3a − b, with a copy of a that must share its weight.
        let rows: [[Double]] = [[1, 1, 2], [2, 2, 1], [3, 3, 5], [4, 4, 0], [5, 5, 4]]
        let matrix = try #require(FeatureMatrix(width: 3, values: rows.flatMap { $0 }))
        let targets = rows.map { 2 + 3 * $0[0] - $0[2] }
        let model = try #require(LinearModel(matrix, targets, loss: .squared, ridge: 1e-9))
        #expect(zip(model.predict(matrix), targets).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(abs(model.weights[0] - model.weights[1]) < 1e-6)
        #expect(LinearModel(matrix, targets, loss: .quantile(0.5)) == nil)
    }

    @Test("What is nothing makes nothing, and hurts nothing")
    func nothing() throws {
        let matrix = try #require(FeatureMatrix(width: 1, values: [1, 2, 3]))
        #expect(FeatureMatrix(width: 0, values: []) == nil)
        #expect(FeatureMatrix(width: 2, values: [1, 2, 3]) == nil)
        #expect(GradientBoosting(matrix, [1, 2], loss: .squared) == nil)
        #expect(GradientBoosting(matrix, [1, 2, .nan], loss: .squared) == nil)
        #expect(Forest(matrix, [1, 2, .infinity]) == nil)
        let empty = try #require(FeatureMatrix(width: 1, values: []))
        #expect(GradientBoosting(empty, [], loss: .squared) == nil)
        let lost = try #require(FeatureMatrix(width: 1, values: [.nan, .nan, .nan]))
        let flat = try #require(GradientBoosting(lost, [1, 2, 3], loss: .squared))
        #expect(flat.predict(lost).allSatisfy { abs($0 - 2) < 1 })
        #expect(LinearModel(lost, [1, 2, 3], loss: .squared)?.predict(lost).allSatisfy { abs($0 - 2) < 1e-6 } == true)
    }
}
