import Foundation

/// Rows to learn from a series what comes so and so many steps after a moment like this: from the same place in the seasons before, from how the last
/// season compares with the one before it, and from how far ahead it is asked. What is learned is the ratio to the recent level, so that a level which
/// moves does no harm (as the winners of the M5 competition did; Makridakis and others, 2022).
private struct LagTable: Sendable, Hashable, Codable {
    private static let rows = 700
    private static let width = 7
    private let tail: [Double]
    private let season: Int
    private let level: Double

    /// The rows and targets of a series, and what is needed to ask about what follows it; nil for a series of less than eight seasons or sixty values,
    /// or without a positive level, or a season of more than 60 steps.
    static func make(_ series: [Double], season: Int) -> (table: LagTable, matrix: FeatureMatrix, targets: [Double])? {
        let season = max(season, 1)
        guard season <= 60, series.count >= max(8 * season, 60), series.allSatisfy({ $0.isFinite }) else { return nil }
        let (back, ahead) = (4 * season, min(4 * season, 28))
        guard let last = level(series, at: series.count, season) else { return nil }
        // As many pairs of a moment and a distance as there may be, evenly spread.
        let origins = back...(series.count - 1)
        let pairs = origins.count * ahead
        let step = max(pairs / rows, 1)
        var values: [Double] = []
        var targets: [Double] = []
        for pair in stride(from: 0, to: pairs, by: step | 1) {
            let (origin, distance) = (origins.lowerBound + pair / ahead, pair % ahead + 1)
            guard origin + distance <= series.count, let level = level(series, at: origin, season) else { continue }
            values += features(series, origin, distance, season, level)
            targets.append(series[origin + distance - 1] / level)
        }
        guard let matrix = FeatureMatrix(width: width, values: values) else { return nil }
        return (LagTable(tail: Array(series.suffix(back)), season: season, level: last), matrix, targets)
    }

    /// The next `horizon` values by a model of the ratios.
    func forecast(_ horizon: Int, _ predict: (FeatureMatrix) -> [Double]) -> [Double] {
        let values = (1...max(horizon, 1)).flatMap { Self.features(tail, tail.count, $0, season, level) }
        guard horizon > 0, let matrix = FeatureMatrix(width: Self.width, values: values) else { return [] }
        return predict(matrix).map { $0 * level }
    }

    /// The mean of the four seasons before a place; nil unless it is positive.
    private static func level(_ series: [Double], at origin: Int, _ season: Int) -> Double? {
        let sum = series[max(0, origin - 4 * season)..<origin].reduce(0, +)
        let mean = sum / Double(min(4 * season, origin))
        return mean > 1e-9 && mean.isFinite ? mean : nil
    }

    private static func features(
        _ series: [Double], _ origin: Int, _ distance: Int, _ season: Int, _ level: Double
    ) -> [Double] {
        // The same place in the season, one to four seasons before the moment that is asked for and not after the origin.
        let first = origin + distance - 1 - season * ((distance + season - 1) / season)
        let same = (0..<4).compactMap { back in
            first - back * season >= 0 ? series[first - back * season] / level : nil
        }
        func mean(_ range: Range<Int>) -> Double {
            range.isEmpty ? 1 : series[range].reduce(0, +) / Double(range.count) / level
        }
        return [
            Double(distance), Double((origin + distance) % season), same.first ?? 1,
            same.reduce(0, +) / Double(max(same.count, 1)), mean(max(0, origin - season)..<origin),
            mean(max(0, origin - 2 * season)..<max(0, origin - season)), series[origin - 1] / level,
        ]
    }
}

/// Boosted trees on the ratios of the same place in the seasons before to the recent level.
public struct BoostedLags: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "boosted lags"
    private let table: LagTable
    private let model: GradientBoosting

    /// Learns; nil for a series of less than eight seasons or sixty values, or without a positive level, or a season of more than 60 steps.
    public static func fit(_ series: [Double], season: Int) -> BoostedLags? {
        var options = GradientBoosting.Options()
        (options.trees, options.rate, options.leaves, options.columnShare, options.ridge) = (60, 0.08, 6, 1, 5)
        guard let (table, matrix, targets) = LagTable.make(series, season: season),
            let model = GradientBoosting(matrix, targets, loss: .squared, options: options)
        else { return nil }
        return BoostedLags(table: table, model: model)
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] { table.forecast(horizon, model.predict) }
}

/// A random forest on the same ratios; steadier than boosting where there is little to learn from.
public struct ForestLags: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "forest lags"
    private let table: LagTable
    private let model: Forest

    /// Learns; nil for the same series as with boosted trees.
    public static func fit(_ series: [Double], season: Int) -> ForestLags? {
        guard let (table, matrix, targets) = LagTable.make(series, season: season),
            let model = Forest(matrix, targets, trees: 60, fewestRows: 8, columnShare: 0.5)
        else { return nil }
        return ForestLags(table: table, model: model)
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] { table.forecast(horizon, model.predict) }
}
