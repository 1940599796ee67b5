/// The theta method: the series without its season is the mean of a straight line and of one that exaggerates its bends twofold, which is
/// simple exponential smoothing with half the line's slope as drift.
///
/// Assimakopoulos and Nikolopoulos, "The theta model", 2000; the equivalence: Hyndman and Billah, 2003. It won the M3 competition.
public struct Theta: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "theta"
    private let level: Double
    private let slope: Double
    private let alpha: Double
    private let count: Int
    private let pattern: SeasonalPattern?

    /// Learns the smoothing by least squares; nil for fewer than four values.
    public static func fit(_ series: [Double], season: Int) -> Theta? {
        guard series.count >= 4 else { return nil }
        let isSeasonal = SeasonalPattern.isSeasonal(series, season: season)
        let pattern =
            isSeasonal
            ? SeasonalPattern(series, season: season, multiplicative: true)
                ?? SeasonalPattern(series, season: season, multiplicative: false) : nil
        let values = pattern?.removed(from: series) ?? series
        let count = Double(values.count)
        let middle = (count - 1) / 2
        let mean = values.reduce(0, +) / count
        let spread = count * (count * count - 1) / 12
        let slope = values.indices.reduce(0) { $0 + (Double($1) - middle) * (values[$1] - mean) } / spread
        func smooth(_ alpha: Double) -> (level: Double, squares: Double) {
            var level = values[0]
            var squares = 0.0
            for value in values.dropFirst() {
                let error = value - level
                squares += error * error
                level += alpha * error
            }
            return (level, squares)
        }
        // The sum of squares has one valley for all practical purposes; a grid and then a golden section find it.
        let grid = (1...49).map { Double($0) / 50 }.min { smooth($0).squares < smooth($1).squares } ?? 0.5
        var (low, high) = (max(grid - 0.02, 0.001), min(grid + 0.02, 0.999))
        for _ in 0..<20 {
            let (left, right) = (high - 0.618 * (high - low), low + 0.618 * (high - low))
            if smooth(left).squares < smooth(right).squares { high = right } else { low = left }
        }
        let alpha = (low + high) / 2
        return Theta(level: smooth(alpha).level, slope: slope, alpha: alpha, count: values.count, pattern: pattern)
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] {
        // The drift of the smoothed line is half of the slope, from where smoothing lags behind it.
        let decay = power(1 - alpha, count)
        let ahead = (0..<max(horizon, 0)).map { step in
            level + slope / 2 * (Double(step) + 1 / alpha - decay / alpha)
        }
        return pattern?.added(to: ahead) ?? ahead
    }

    private func power(_ base: Double, _ exponent: Int) -> Double {
        var (result, square, left) = (1.0, base, exponent)
        while left > 0 {
            if left & 1 == 1 { result *= square }
            square *= square
            left >>= 1
        }
        return result
    }
}
