import Foundation

/// A weighted sum of numbers, each first brought to mean 0 and deviation 1; what is missing is the mean, and that it is missing is a number of
/// its own. Weights are held small by a ridge (Hoerl and Kennard, 1970), so columns that say the same share their weight.
public struct LinearModel: Sendable, Hashable, Codable {
    private let means: [Double]
    private let scales: [Double]
    private let missing: [Int]
    /// The sum's weights: of the columns, then of what is missing, then the constant.
    public let weights: [Double]

    /// Fits to the targets, which for `.logistic` are from 0 to 1. nil when there is no row, sizes differ, a target is not finite, or the loss is a
    /// quantile's. Time: rows × columns², a few times for log odds (iteratively reweighted least squares; Nelder and Wedderburn, 1972).
    public init?(_ matrix: FeatureMatrix, _ targets: [Double], loss: Loss, ridge: Double = 1) {
        guard matrix.count == targets.count, !targets.isEmpty, targets.allSatisfy({ $0.isFinite }), ridge > 0 else {
            return nil
        }
        if case .quantile = loss { return nil }
        let samples = (0..<matrix.width).map { column in
            Sample((0..<matrix.count).lazy.map { matrix.values[$0 * matrix.width + column] })
        }
        means = samples.map(\.mean)
        scales = samples.map { $0.deviation > 0 ? 1 / $0.deviation : 0 }
        missing = samples.indices.filter { samples[$0].count < matrix.count && samples[$0].count > 0 }
        let width = matrix.width + missing.count + 1
        let rows = Self.standardise(matrix, means, scales, missing)
        var weights = [Double](repeating: 0, count: width)
        let isLogistic = loss == .logistic
        if isLogistic {
            let share = min(max(Sample(targets).mean, 1e-6), 1 - 1e-6)
            weights[width - 1] = log(share / (1 - share))
        }
        for _ in 0..<(isLogistic ? 25 : 1) {
            var gram = [Double](repeating: 0, count: width * width)
            var right = [Double](repeating: 0, count: width)
            rows.withUnsafeBufferPointer { rows in
                gram.withUnsafeMutableBufferPointer { gram in
                    for row in targets.indices {
                        let x = row * width
                        var f = 0.0
                        for i in 0..<width { f += rows[x + i] * weights[i] }
                        let p = isLogistic ? 1 / (1 + exp(-f)) : f
                        let curvature = isLogistic ? max(p * (1 - p), 1e-9) : 1
                        for i in 0..<width where rows[x + i] != 0 {
                            let own = rows[x + i]
                            right[i] += own * (targets[row] - p)
                            let scaled = own * curvature
                            for j in 0...i { gram[i * width + j] += scaled * rows[x + j] }
                        }
                    }
                }
            }
            for i in 0..<width - 1 {
                gram[i * width + i] += ridge
                right[i] -= ridge * weights[i]
            }
            gram[width * width - 1] += 1e-9
            guard let step = PositiveMatrix(count: width, values: gram).solve(right) else { return nil }
            for i in 0..<width { weights[i] += step[i] }
            if step.allSatisfy({ abs($0) < 1e-8 }) { break }
        }
        guard weights.allSatisfy({ $0.isFinite }) else { return nil }
        self.weights = weights
    }

    private static func standardise(
        _ matrix: FeatureMatrix, _ means: [Double], _ scales: [Double], _ missing: [Int]
    ) -> [Double] {
        var rows: [Double] = []
        rows.reserveCapacity(matrix.count * (matrix.width + missing.count + 1))
        for row in 0..<matrix.count {
            for column in 0..<matrix.width {
                let value = matrix.values[row * matrix.width + column]
                rows.append(value.isNaN ? 0 : (value - means[column]) * scales[column])
            }
            for column in missing { rows.append(matrix.values[row * matrix.width + column].isNaN ? 1 : 0) }
            rows.append(1)
        }
        return rows
    }

    /// The sums for the rows of a matrix of the same columns: the mean, or the log odds.
    public func predict(_ matrix: FeatureMatrix) -> [Double] {
        let width = weights.count
        let rows = Self.standardise(matrix, means, scales, missing)
        return (0..<matrix.count).map { row in
            (0..<width).reduce(0.0) { $0 + rows[row * width + $1] * weights[$1] }
        }
    }
}
