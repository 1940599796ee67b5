/// The seasonal part of a series, found by classical decomposition: the ratio to (or distance from) a centred moving average of one season,
/// its median over the seasons, scaled so that it changes nothing on the average (Hyndman and Athanasopoulos, "Forecasting", 3rd ed., 3.4).
public struct SeasonalPattern: Sendable, Hashable, Codable {
    /// One factor, or one summand, for each place in the season, from the beginning of the series on.
    public let indices: [Double]
    /// Whether they multiply.
    public let isMultiplicative: Bool
    private let length: Int

    /// Finds it; nil when there are less than two seasons, or for a multiplicative one a number that is not positive.
    public init?(_ series: [Double], season: Int, multiplicative: Bool) {
        guard season > 1, series.count >= 2 * season, !multiplicative || series.allSatisfy({ $0 > 0 }) else {
            return nil
        }
        let trend = Self.movingAverage(series, season)
        var parts = [[Double]](repeating: [], count: season)
        for (place, level) in trend.enumerated() {
            guard let level else { continue }
            parts[place % season].append(multiplicative ? series[place] / level : series[place] - level)
        }
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        let medians = parts.map { values in
            let sorted = values.sorted()
            let middle = sorted.count / 2
            return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        }
        let mean = medians.reduce(0, +) / Double(season)
        guard mean.isFinite, !multiplicative || mean > 0 else { return nil }
        indices = medians.map { multiplicative ? max($0 / mean, 1e-6) : $0 - mean }
        isMultiplicative = multiplicative
        length = series.count
    }

    /// The series without the pattern.
    public func removed(from series: [Double]) -> [Double] {
        series.enumerated().map { place, value in
            let index = indices[place % indices.count]
            return isMultiplicative ? value / index : value - index
        }
    }

    /// Values that follow the series, with the pattern put on.
    public func added(to ahead: [Double]) -> [Double] {
        ahead.enumerated().map { step, value in
            let index = indices[(length + step) % indices.count]
            return isMultiplicative ? value * index : value + index
        }
    }

    /// Whether the series has a season at all: its autocorrelation at that lag is larger than chance would have it at 90 %, as in the
    /// benchmarks of the M4 competition.
    public static func isSeasonal(_ series: [Double], season: Int) -> Bool {
        guard season > 1, series.count >= 3 * season else { return false }
        let mean = series.reduce(0, +) / Double(series.count)
        let variance = series.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard variance > 0 else { return false }
        func correlation(_ lag: Int) -> Double {
            (lag..<series.count).reduce(0) { $0 + (series[$1] - mean) * (series[$1 - lag] - mean) } / variance
        }
        let squares = (1..<season).reduce(1.0) { $0 + 2 * correlation($1) * correlation($1) }
        return abs(correlation(season)) > 1.645 * (squares / Double(series.count)).squareRoot()
    }

    /// The mean of one season around each place; nil where it does not fit. An even season counts its two ends half.
    private static func movingAverage(_ series: [Double], _ season: Int) -> [Double?] {
        let half = season / 2
        var sums = [0.0]
        for value in series { sums.append((sums.last ?? 0) + value) }
        return series.indices.map { place in
            guard place >= half, place + half < series.count else { return nil }
            if season % 2 == 1 { return (sums[place + half + 1] - sums[place - half]) / Double(season) }
            let inner = sums[place + half] - sums[place - half + 1]
            return (inner + (series[place - half] + series[place + half]) / 2) / Double(season)
        }
    }
}
