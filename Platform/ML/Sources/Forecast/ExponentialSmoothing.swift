import Foundation

/// Exponential smoothing in its state-space form with additive errors: none, a straight or a damped trend; none, an additive or a
/// multiplicative season. The nine are fitted by least squares and the one with the lowest AICc is kept.
///
/// Hyndman, Koehler, Snyder and Grose, "A state space framework for automatic forecasting using exponential smoothing methods", 2002.
public struct ExponentialSmoothing: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "exponential smoothing"

    /// How the level moves.
    public enum Trend: String, Sendable, Hashable, Codable, CaseIterable { case none, straight, damped }
    /// How the season enters.
    public enum Season: String, Sendable, Hashable, Codable, CaseIterable { case none, additive, multiplicative }

    /// The trend that was chosen.
    public let trend: Trend
    /// The season that was chosen.
    public let season: Season
    private var level: Double
    private var growth: Double
    private var indices: [Double]
    private var place = 0
    private let alpha: Double
    private let beta: Double
    private let gamma: Double
    private let phi: Double

    /// Fits all that the series allows and keeps the best; nil for fewer than eight values.
    public static func fit(_ series: [Double], season: Int) -> ExponentialSmoothing? {
        guard series.count >= 8 else { return nil }
        var best: (model: ExponentialSmoothing, criterion: Double)?
        for kind in Season.allCases {
            let pattern: SeasonalPattern?
            if kind == .none {
                pattern = nil
            } else {
                guard season <= 48, series.count >= 3 * season,
                    let found = SeasonalPattern(series, season: season, multiplicative: kind == .multiplicative)
                else { continue }
                pattern = found
            }
            for trend in Trend.allCases {
                let candidate = fit(series, trend, kind, pattern)
                if candidate.criterion < best?.criterion ?? .infinity { best = candidate }
            }
        }
        return best?.model
    }

    private static func fit(
        _ series: [Double], _ trend: Trend, _ season: Season, _ pattern: SeasonalPattern?
    ) -> (model: ExponentialSmoothing, criterion: Double) {
        let flat = pattern?.removed(from: series) ?? series
        let first = Array(flat.prefix(max(min(flat.count, 10), 2)))
        let mean = first.reduce(0, +) / Double(first.count)
        let middle = Double(first.count - 1) / 2
        let spread = first.indices.reduce(0) { $0 + (Double($1) - middle) * (Double($1) - middle) }
        let slope = first.indices.reduce(0) { $0 + (Double($1) - middle) * (first[$1] - mean) } / spread
        func make(_ point: [Double]) -> ExponentialSmoothing {
            func part(_ index: Int) -> Double { index < point.count ? 1 / (1 + exp(-point[index])) : 0 }
            let alpha = min(max(part(0), 1e-4), 0.9999)
            let beta = trend == .none ? 0 : part(1) * alpha
            let gamma = season == .none ? 0 : part(trend == .none ? 1 : 2) * (1 - alpha)
            let phi = trend == .damped ? 0.8 + 0.18 * part(point.count - 1) : 1
            return ExponentialSmoothing(
                trend: trend, season: season, level: trend == .none ? mean : mean - slope * (middle + 1),
                growth: trend == .none ? 0 : slope, indices: pattern?.indices ?? [], alpha: alpha, beta: beta,
                gamma: gamma,
                phi: phi)
        }
        let count = 1 + (trend == .none ? 0 : 1) + (season == .none ? 0 : 1) + (trend == .damped ? 1 : 0)
        var search = NelderMead()
        search.evaluations = 60 * count
        search.tolerance = 1e-6
        search.step = 1
        let start = [-1.0] + [Double](repeating: -2, count: count - 1)
        let found = search.minimise(from: start) { point in
            var model = make(point)
            return model.run(series)
        }
        var model = make(found.point)
        let squares = max(model.run(series), 1e-300)
        let (n, k) = (
            Double(series.count), Double(count + 1 + (trend == .none ? 0 : 1) + max(model.indices.count - 1, 0))
        )
        let correction = n - k - 1 > 0 ? 2 * k * (k + 1) / (n - k - 1) : .infinity
        return (model, n * log(squares / n) + 2 * k + correction)
    }

    /// Goes through the series from where it stands; gives the sum of the squared errors of one step.
    private mutating func run(_ series: [Double]) -> Double {
        var squares = 0.0
        for value in series {
            let base = level + phi * growth
            let error: Double
            switch season {
            case .none:
                error = value - base
                level = base + alpha * error
                growth = phi * growth + beta * error
            case .additive:
                error = value - base - indices[place]
                level = base + alpha * error
                growth = phi * growth + beta * error
                indices[place] += gamma * error
                place = place + 1 == indices.count ? 0 : place + 1
            case .multiplicative:
                let index = indices[place]
                error = value - base * index
                guard index > 1e-9, base > 1e-9 else { return .infinity }
                level = base + alpha * error / index
                growth = phi * growth + beta * error / index
                indices[place] += gamma * error / base
                place = place + 1 == indices.count ? 0 : place + 1
            }
            squares += error * error
        }
        return squares
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] {
        var (base, factor) = (level, 1.0)
        return (0..<max(horizon, 0)).map { step in
            factor *= phi
            base += factor * growth
            switch season {
            case .none: return base
            case .additive: return base + indices[(place + step) % indices.count]
            case .multiplicative: return base * indices[(place + step) % indices.count]
            }
        }
    }
}
