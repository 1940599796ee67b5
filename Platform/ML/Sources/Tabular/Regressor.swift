import Foundation

/// Predicts a number from a row, with a range that holds the truth as often as it says.
///
/// A linear model, two kinds of boosting and a forest are tried on rows they have not seen, and weighed; where their blend does not beat the
/// mean, the mean and the quantiles of what was are the answer. The range is that of boosted quantiles, widened or narrowed by how they did on
/// rows they had not seen (Romano, Patterson and Candès, "Conformalized quantile regression", 2019).
public struct Regressor: Sendable, Codable {
    /// How one way did on rows that it had not seen.
    public struct Score: Sendable, Hashable, Codable {
        /// Its name; "mean" is the simple answer.
        public let name: String
        /// Its errors.
        public let quality: ErrorQuality
    }

    /// What is predicted of one row.
    public struct Prediction: Sendable, Hashable, Codable {
        /// The expected value.
        public let mean: Double
        /// With the stated confidence it is not less.
        public let low: Double
        /// With the stated confidence it is not more.
        public let high: Double
    }

    /// How each way did; empty when there was too little to try.
    public let scores: [Score]
    /// Whether it knows more than the mean.
    public let isUseful: Bool
    /// The probability that the truth is within the range.
    public let confidence: Double
    private let mean: Double
    private let plain: ClosedRange<Double>
    private let encoder: FeatureEncoder?
    private let blend: Blend?
    private let lower: GradientBoosting?
    private let upper: GradientBoosting?
    private let margin: Double
    /// Of rows that were not seen, how far above the mean they came, in widths of their range: 201 quantiles.
    private let places: [Double]

    /// Fewer rows than this teach nothing.
    public static let fewestRows = 40

    /// Learns from rows and their numbers; rows whose number is not finite are left out. nil when none is left, the sizes differ or the confidence
    /// is not between 0 and 1.
    public init?(_ table: FeatureTable, _ numbers: [Double], confidence: Double = 0.8, seed: UInt64 = 1) {
        guard table.count == numbers.count, confidence > 0, confidence < 1 else { return nil }
        let known = numbers.indices.filter { numbers[$0].isFinite }
        guard !known.isEmpty else { return nil }
        let (table, target) =
            known.count < numbers.count ? (table.rows(known), known.map { numbers[$0] }) : (table, numbers)
        self.confidence = confidence
        let tail = (1 - confidence) / 2
        let sorted = target.sorted()
        let own = Sample(target).mean
        mean = own
        plain = GradientBoosting.quantile(sorted, tail)...GradientBoosting.quantile(sorted, 1 - tail)
        let folds = Folds(rows: target.count, seed: seed)
        guard target.count >= Self.fewestRows, sorted.first != sorted.last,
            let contest = Contest(table, encoding: [target], target, loss: .squared, folds: folds, seed: seed),
            let fitted = FeatureEncoder.fit(table, targets: [target]),
            let range = Self.range(table, target, tail, folds, fitted.matrix, seed: seed)
        else {
            (scores, isUseful, encoder, blend, lower, upper, margin) = ([], false, nil, nil, nil, nil, 0)
            let width = max(plain.upperBound - plain.lowerBound, 1e-9)
            places = (0...200).map { (GradientBoosting.quantile(sorted, Double($0) / 200) - own) / width }
            return
        }
        let came = folds.tried.map { target[$0] }
        scores = ([("mean", came.map { _ in own })] + contest.predictions).compactMap { name, values in
            ErrorQuality(values, came).map { Score(name: name, quality: $0) }
        }
        isUseful = (scores.last?.quality.explained ?? 0) > 0.005
        encoder = fitted.encoder
        blend = contest.blend
        (lower, upper, margin) = (range.lower, range.upper, range.margin)
        let blended = contest.predictions.last?.values ?? []
        let unseen = zip(zip(came, isUseful ? blended : came.map { _ in own }), folds.tried).map { pair, row in
            (pair.0 - pair.1) / max(range.high[row] - range.low[row] + 2 * range.margin, 1e-9)
        }.sorted()
        places = (0...200).map { GradientBoosting.quantile(unseen, Double($0) / 200) }
    }

    /// The two quantiles' models, and how far the range has to be moved outward so that it holds what it says.
    private static func range(
        _ table: FeatureTable, _ target: [Double], _ tail: Double, _ folds: Folds, _ matrix: FeatureMatrix, seed: UInt64
    ) -> Range? {
        var (lows, highs) = (target, target)
        var trees = [0, 0]
        var options = Contest.options(.largeTrees, rows: target.count, seed: seed)
        options.rate = 0.1
        options.trees = 300
        options.fewestRows = max(options.fewestRows, min(50, target.count / 10))
        for fold in 0..<folds.count {
            let own = folds.fold.indices.filter { folds.fold[$0] == fold }
            let others = folds.fold.indices.filter { folds.fold[$0] != fold }
            let (seen, unseen) = (others.map { target[$0] }, own.map { target[$0] })
            guard let (encoder, matrix) = FeatureEncoder.fit(table.rows(others), targets: [seen]),
                let kept = encoder.transform(table.rows(own))
            else { return nil }
            let binned = Binned(matrix)
            var ends: [[Double]] = []
            for (side, part) in [tail, 1 - tail].enumerated() {
                guard
                    let model = GradientBoosting(
                        binned, matrix, seen, loss: .quantile(part), options: options, keptBack: (kept, unseen))
                else { return nil }
                trees[side] += model.trees.count
                ends.append(model.predict(kept))
            }
            for (place, row) in own.enumerated() { (lows[row], highs[row]) = (ends[0][place], ends[1][place]) }
        }
        let misses = folds.tried.map { max(lows[$0] - target[$0], target[$0] - highs[$0]) }.sorted()
        let binned = Binned(matrix)
        var models: [GradientBoosting] = []
        for (side, part) in [tail, 1 - tail].enumerated() {
            options.trees = max(trees[side] / folds.count, 1)
            guard let model = GradientBoosting(binned, matrix, target, loss: .quantile(part), options: options) else {
                return nil
            }
            models.append(model)
        }
        let wanted = (1 - 2 * tail) * (1 + 1 / Double(misses.count))
        return Range(
            lower: models[0], upper: models[1], margin: GradientBoosting.quantile(misses, wanted), low: lows,
            high: highs)
    }

    private struct Range {
        let lower: GradientBoosting
        let upper: GradientBoosting
        let margin: Double
        /// The ends for rows that were not seen, by row.
        let low: [Double]
        let high: [Double]
    }

    /// The predictions for rows of the same columns; nil when a column is missing or of another kind than when it learned.
    public func predict(_ table: FeatureTable) -> [Prediction]? {
        guard isUseful, let encoder, let blend, let lower, let upper else {
            return (0..<table.count).map { _ in Prediction(mean: mean, low: plain.lowerBound, high: plain.upperBound) }
        }
        guard let matrix = encoder.transform(table) else { return nil }
        let (means, lows, highs) = (blend.predict(matrix, .squared), lower.predict(matrix), upper.predict(matrix))
        return means.indices.map { row in
            let (low, high) = (lows[row] - margin, highs[row] + margin)
            return Prediction(mean: means[row], low: min(low, high, means[row]), high: max(low, high, means[row]))
        }
    }

    /// The number that is not exceeded with a probability where a prediction was made, from how unseen rows lay in their ranges.
    public func quantile(_ part: Double, of prediction: Prediction) -> Double {
        prediction.mean + GradientBoosting.quantile(places, part) * max(prediction.high - prediction.low, 1e-9)
    }
}
