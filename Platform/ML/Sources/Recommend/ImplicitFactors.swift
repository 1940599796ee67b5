import Foundation
import Kernel

/// Tastes as points: a thing suits somebody as far as their points lie in the same direction. Found by least squares in turns, taking a thing
/// often being more certain than once (Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets", 2008).
///
/// Time of a turn: events × factors² + (users + things) × factors³.
struct ImplicitFactors: Sendable, Codable {
    static let factors = 32
    private static let certainty: Float = 3
    private static let ridge: Float = 8
    private let count: Int
    private let items: [Float]
    private let gram: [Float]

    init?(_ users: [History], count n: Int, turns: Int = 7, seed: UInt64) {
        let f = Self.factors
        guard n > f, users.count > f else { return nil }
        var random = SeededGenerator(seed: seed)
        var items = (0..<n * f).map { _ in Float(random.uniform() - 0.5) * 0.2 }
        let byUser = users.map { user in (user.items, user.counts.map { 1 + Self.certainty * logf(1 + $0) }) }
        var byItem = [([Int], [Float])](repeating: ([], []), count: n)
        for (user, (places, weights)) in byUser.enumerated() {
            for (place, weight) in zip(places, weights) {
                byItem[place].0.append(user)
                byItem[place].1.append(weight)
            }
        }
        var people = [Float](repeating: 0, count: users.count * f)
        for _ in 0..<turns {
            Self.turn(byUser, from: items, to: &people)
            Self.turn(byItem, from: people, to: &items)
        }
        guard items.allSatisfy({ $0.isFinite }) else { return nil }
        count = n
        self.items = items
        gram = Self.gram(items)
    }

    private static func gram(_ points: [Float]) -> [Float] {
        let f = factors
        var gram = [Float](repeating: 0, count: f * f)
        points.withUnsafeBufferPointer { points in
            gram.withUnsafeMutableBufferPointer { gram in
                for start in stride(from: 0, to: points.count, by: f) {
                    for i in 0..<f {
                        let own = points[start + i]
                        for j in 0..<f { gram[i * f + j] += own * points[start + j] }
                    }
                }
            }
        }
        return gram
    }

    private static func turn(_ taken: [([Int], [Float])], from points: [Float], to solved: inout [Float]) {
        let (f, gram) = (factors, gram(points))
        var (matrix, right) = (gram, [Float](repeating: 0, count: f))
        points.withUnsafeBufferPointer { points in
            solved.withUnsafeMutableBufferPointer { solved in
                for (row, (places, weights)) in taken.enumerated() {
                    solve(places, weights, points, gram, &matrix, &right)
                    for i in 0..<f { solved[row * f + i] = right[i] }
                }
            }
        }
    }

    /// The point of somebody who took these things with these certainties, left in `right`.
    private static func solve(
        _ places: [Int], _ weights: [Float], _ points: UnsafeBufferPointer<Float>, _ gram: [Float],
        _ matrix: inout [Float], _ right: inout [Float]
    ) {
        let f = factors
        matrix.withUnsafeMutableBufferPointer { a in
            right.withUnsafeMutableBufferPointer { b in
                for index in 0..<f * f { a[index] = gram[index] }
                for i in 0..<f {
                    a[i * f + i] += ridge
                    b[i] = 0
                }
                for (place, weight) in zip(places, weights) {
                    let start = place * f
                    for i in 0..<f {
                        let own = points[start + i]
                        b[i] += weight * own
                        let scaled = (weight - 1) * own
                        for j in 0..<f { a[i * f + j] += scaled * points[start + j] }
                    }
                }
                // Cholesky's factor in place, then both triangles.
                for j in 0..<f {
                    for k in 0..<j {
                        let own = a[j * f + k]
                        for i in j..<f { a[i * f + j] -= a[i * f + k] * own }
                    }
                    let root = max(a[j * f + j], 1e-9).squareRoot()
                    for i in j..<f { a[i * f + j] /= root }
                }
                for i in 0..<f {
                    for k in 0..<i { b[i] -= a[i * f + k] * b[k] }
                    b[i] /= a[i * f + i]
                }
                for i in stride(from: f - 1, through: 0, by: -1) {
                    for k in (i + 1)..<max(f, i + 1) { b[i] -= a[k * f + i] * b[k] }
                    b[i] /= a[i * f + i]
                }
            }
        }
    }

    func scores(_ history: History) -> [Float] {
        let f = Self.factors
        var (matrix, point) = (gram, [Float](repeating: 0, count: f))
        let weights = history.counts.map { 1 + Self.certainty * logf(1 + $0) }
        var sums = [Float](repeating: 0, count: count)
        items.withUnsafeBufferPointer { items in
            Self.solve(history.items, weights, items, gram, &matrix, &point)
            for item in 0..<count { for i in 0..<f { sums[item] += items[item * f + i] * point[i] } }
        }
        return sums
    }
}
