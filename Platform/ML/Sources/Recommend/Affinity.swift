/// What goes with what: each item is predicted from all others that the same user took, by ridge regression without a diagonal.
///
/// EASE: Steck, "Embarrassingly shallow autoencoders for sparse data", 2019. Time: items³; items that hardly anybody took are left out, so
/// that there are at most `mostItems`.
public struct Affinity: Sendable, Codable {
    /// The most items that are learned of.
    public static let mostItems = 1500

    private let place: [Int: Int]
    private let items: [Int]
    private let weights: [Float]

    /// Learns from who took what. `ridge` is how much an affinity has to earn; larger is more careful. nil when there are fewer than two items.
    public init?(_ taken: [[Int]], ridge: Double) {
        var counts: [Int: Int] = [:]
        for list in taken { for item in Set(list) { counts[item, default: 0] += 1 } }
        let kept = counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(Self.mostItems).map(\.key)
            .sorted()
        guard kept.count > 1, ridge > 0, ridge.isFinite else { return nil }
        let place = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
        let n = kept.count
        var gram = [Double](repeating: 0, count: n * n)
        for list in taken {
            let own = Set(list).compactMap { place[$0] }
            for i in own { for j in own { gram[i * n + j] += 1 } }
        }
        for i in 0..<n { gram[i * n + i] += ridge }
        guard let inverse = PositiveMatrix(count: n, values: gram).inverse() else { return nil }
        weights = (0..<n * n).map { index in
            let (i, j) = (index / n, index % n)
            return i == j ? 0 : Float(-inverse[min(i, j) * n + max(i, j)] / inverse[j * n + j])
        }
        self.place = place
        items = kept
    }

    /// How well each known item goes with those that were taken, by item; nothing when none of them is known.
    public func scores(_ taken: [Int]) -> [Int: Double] {
        let own = Set(taken).compactMap { place[$0] }.sorted()
        guard !own.isEmpty else { return [:] }
        let n = items.count
        var sums = [Float](repeating: 0, count: n)
        for i in own { for j in 0..<n { sums[j] += weights[i * n + j] } }
        return Dictionary(uniqueKeysWithValues: zip(items, sums.map(Double.init)))
    }

    /// The same as an array of `count` numbers, for items that are numbered from 0; what was not kept has 0.
    func rows(_ taken: [Int], count: Int) -> [Float] {
        let n = items.count
        var sums = [Float](repeating: 0, count: n)
        weights.withUnsafeBufferPointer { weights in
            sums.withUnsafeMutableBufferPointer { sums in
                for item in taken {
                    guard let i = place[item] else { continue }
                    for j in 0..<n { sums[j] += weights[i * n + j] }
                }
            }
        }
        var rows = [Float](repeating: 0, count: count)
        for (item, sum) in zip(items, sums) where item < count { rows[item] = sum }
        return rows
    }
}
