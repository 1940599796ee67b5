import Foundation
import Kernel

/// What a prediction is punished for.
public enum Loss: Sendable, Hashable, Codable {
    /// The square of the error: predicts the mean.
    case squared
    /// The surprise at a 0 or 1 (log loss): predicts log odds.
    case logistic
    /// The error, above and below in the ratio that makes a quantile best (Koenker and Bassett, 1978): predicts that quantile.
    case quantile(Double)

    func mean(_ predictions: [Double], _ targets: [Double]) -> Double {
        guard !targets.isEmpty else { return 0 }
        var sum = 0.0
        for (f, y) in zip(predictions, targets) {
            switch self {
            case .squared: sum += (f - y) * (f - y)
            case .logistic: sum += max(f, 0) - f * y + log1p(exp(-abs(f)))
            case .quantile(let part): sum += y > f ? part * (y - f) : (1 - part) * (f - y)
            }
        }
        return sum / Double(targets.count)
    }
}

/// A sum of small trees, each of which mends what those before it left (Friedman, "Greedy function approximation", 2001; histograms after Ke
/// and others, 2017).
///
/// Deterministic from its seed. Time: trees × rows × columns × depth.
public struct GradientBoosting: Sendable, Hashable, Codable {
    /// How it is grown.
    public struct Options: Sendable, Hashable, Codable {
        /// The most trees.
        public var trees = 400
        /// The part of its answer that a tree is believed.
        public var rate = 0.05
        /// The most ends of a tree.
        public var leaves = 15
        /// The fewest rows at an end.
        public var fewestRows = 20
        /// How much an end has to earn.
        public var ridge = 1.0
        /// The part of the rows that each tree sees.
        public var rowShare = 0.8
        /// The part of the columns that each tree sees.
        public var columnShare = 0.8
        /// After so many trees without a gain on what is kept back it stops.
        public var patience = 30
        /// Where chance begins.
        public var seed: UInt64 = 1

        /// What suits a few thousand rows.
        public init() {}
    }

    /// The prediction before the first tree.
    public let start: Double
    /// The trees; their values are added to the start.
    public let trees: [Tree]

    /// Grows trees for the rows of a matrix until a loss on kept-back rows grows no smaller, or to the number given. nil when there is no row, sizes
    /// differ or a target is not finite.
    public init?(
        _ matrix: FeatureMatrix, _ targets: [Double], loss: Loss, options: Options = Options(),
        keptBack: (matrix: FeatureMatrix, targets: [Double])? = nil
    ) {
        guard matrix.count == targets.count else { return nil }
        self.init(Binned(matrix), matrix, targets, loss: loss, options: options, keptBack: keptBack)
    }

    init?(
        _ binned: Binned, _ matrix: FeatureMatrix, _ targets: [Double], loss: Loss, options: Options,
        keptBack: (matrix: FeatureMatrix, targets: [Double])? = nil
    ) {
        guard !targets.isEmpty, targets.allSatisfy({ $0.isFinite }) else { return nil }
        let start = Self.start(targets, loss)
        var random = SeededGenerator(seed: options.seed)
        let grower = TreeGrower(
            binned,
            TreeGrower.Options(
                leaves: options.leaves, fewestRows: max(1, min(options.fewestRows, targets.count / 4)),
                ridge: options.ridge, columnShare: options.columnShare))
        var predictions = [Double](repeating: start, count: targets.count)
        var (slopes, curvatures) = (predictions, predictions)
        var kept = [Double](repeating: start, count: keptBack?.targets.count ?? 0)
        var trees: [Tree] = []
        var best = (trees: 0, loss: keptBack.map { loss.mean(kept, $0.targets) } ?? 0)
        let all = (0..<Int32(targets.count)).map { $0 }
        while trees.count < options.trees {
            Self.differentiate(loss, predictions, targets, &slopes, &curvatures)
            let sample = options.rowShare < 1 ? all.filter { _ in random.uniform() < options.rowShare } : all
            var (tree, ends) = grower.grow(sample, slopes: slopes, curvatures: curvatures, random: &random)
            if case .quantile(let part) = loss {
                for end in ends {
                    let rests = end.rows.map { targets[Int($0)] - predictions[Int($0)] }.sorted()
                    if !rests.isEmpty { tree.nodes[end.node].value = Self.quantile(rests, part) }
                }
            }
            for node in tree.nodes.indices where tree.nodes[node].feature < 0 {
                tree.nodes[node].value *= options.rate
            }
            // A tree that asks nothing has nothing more to add, unless the sample was unlucky.
            if tree.nodes.count == 1, options.rowShare >= 1 { break }
            trees.append(tree)
            if options.rowShare < 1 {
                Self.add(tree, matrix, to: &predictions)
            } else {
                for end in ends { for row in end.rows { predictions[Int(row)] += tree.nodes[end.node].value } }
            }
            if let keptBack {
                Self.add(tree, keptBack.matrix, to: &kept)
                let now = loss.mean(kept, keptBack.targets)
                if now < best.loss { best = (trees.count, now) }
                if trees.count - best.trees >= options.patience { break }
            }
        }
        self.start = start
        self.trees = keptBack == nil ? trees : Array(trees.prefix(best.trees))
    }

    private static func start(_ targets: [Double], _ loss: Loss) -> Double {
        switch loss {
        case .squared: return Sample(targets).mean
        case .logistic:
            let share = min(max(Sample(targets).mean, 1e-6), 1 - 1e-6)
            return log(share / (1 - share))
        case .quantile(let part): return quantile(targets.sorted(), part)
        }
    }

    static func quantile(_ sorted: [Double], _ part: Double) -> Double {
        let place = min(max(part, 0), 1) * Double(sorted.count - 1)
        let low = Int(place)
        let high = min(low + 1, sorted.count - 1)
        return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }

    private static func differentiate(
        _ loss: Loss, _ predictions: [Double], _ targets: [Double], _ slopes: inout [Double],
        _ curvatures: inout [Double]
    ) {
        for row in targets.indices {
            let (f, y) = (predictions[row], targets[row])
            switch loss {
            case .squared: (slopes[row], curvatures[row]) = (f - y, 1)
            case .logistic:
                let p = 1 / (1 + exp(-f))
                (slopes[row], curvatures[row]) = (p - y, max(p * (1 - p), 1e-6))
            case .quantile(let part): (slopes[row], curvatures[row]) = (y > f ? -part : 1 - part, 1)
            }
        }
    }

    private static func add(_ tree: Tree, _ matrix: FeatureMatrix, to predictions: inout [Double]) {
        matrix.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for row in 0..<matrix.count { predictions[row] += tree.value(base + row * matrix.width) }
        }
    }

    /// The predictions for the rows of a matrix of the same columns: the mean, the log odds or the quantile, as the loss says.
    public func predict(_ matrix: FeatureMatrix) -> [Double] {
        var predictions = [Double](repeating: start, count: matrix.count)
        for tree in trees { Self.add(tree, matrix, to: &predictions) }
        return predictions
    }
}

/// The mean of many deep trees, each grown on rows drawn with replacement and asking of few columns at a time (Breiman, "Random forests",
/// 2001). Of targets 0 and 1 it predicts the probability.
public struct Forest: Sendable, Hashable, Codable {
    /// The trees, which count alike.
    public let trees: [Tree]

    /// Grows trees for the rows of a matrix. nil when there is no row, sizes differ or a target is not finite.
    public init?(
        _ matrix: FeatureMatrix, _ targets: [Double], trees count: Int = 200, fewestRows: Int = 5,
        columnShare: Double = 0.3, seed: UInt64 = 1
    ) {
        guard matrix.count == targets.count else { return nil }
        self.init(
            Binned(matrix), targets, trees: count, fewestRows: fewestRows, columnShare: columnShare, seed: seed)
    }

    init?(
        _ binned: Binned, _ targets: [Double], trees count: Int, fewestRows: Int, columnShare: Double, seed: UInt64
    ) {
        guard !targets.isEmpty, count > 0, targets.allSatisfy({ $0.isFinite }) else { return nil }
        var random = SeededGenerator(seed: seed)
        let grower = TreeGrower(
            binned,
            TreeGrower.Options(
                leaves: 4096, fewestRows: max(fewestRows, 1), ridge: 1e-9, columnShare: columnShare, isAskedAnew: true))
        trees = (0..<count).map { _ in
            var times = [Double](repeating: 0, count: targets.count)
            for _ in targets.indices { times[random.index(below: targets.count)] += 1 }
            let sample = targets.indices.filter { times[$0] > 0 }.map { Int32(truncatingIfNeeded: $0) }
            let slopes = zip(targets, times).map { -$0 * $1 }
            return grower.grow(sample, slopes: slopes, curvatures: times, random: &random).tree
        }
    }

    /// The predictions for the rows of a matrix of the same columns.
    public func predict(_ matrix: FeatureMatrix) -> [Double] {
        var sums = [Double](repeating: 0, count: matrix.count)
        matrix.values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for tree in trees {
                for row in 0..<matrix.count { sums[row] += tree.value(base + row * matrix.width) }
            }
        }
        return sums.map { $0 / Double(trees.count) }
    }
}
