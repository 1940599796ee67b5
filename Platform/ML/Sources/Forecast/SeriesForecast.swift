import Foundation

/// The future of one series: the mean of what comes, an interval that holds four fifths of it, and how it was come by.
///
/// Every way of forecasting is tried on the series' own past, from several origins, on what it had not seen. Those that do well are combined
/// with weights by their error; what does not beat the seasonal naive answer is not used. The interval is conformal: it is as wide as the
/// errors on that past were, of mixtures that were chosen without the part they are tried on.
public struct SeriesForecast: Sendable, Hashable, Codable {
    /// How a way did on the past.
    public struct Score: Sendable, Hashable, Codable {
        /// Its name, with the season where that is not the first.
        public let name: String
        /// The mean absolute error over all origins and steps.
        public let meanAbsoluteError: Double
        /// Its part of the answer, from 0 to 1.
        public let weight: Double
    }

    /// The mean of each step ahead.
    public private(set) var mean: [Double]
    /// Below this is a tenth of what may come.
    public private(set) var low: [Double]
    /// Above this is a tenth of what may come.
    public private(set) var high: [Double]
    /// The ways that were tried, best first; one without a past score when the series was too short to try any.
    public let scores: [Score]
    /// The seasonal naive answer's mean absolute error on the same past; nil when there was too little of it.
    public let baseline: Double?
    /// The truth less what was said at each origin, step after step, the last origin first: by the mixture that would have been chosen without
    /// that origin; 0 where the truth is not known. Series of one length and horizon have theirs at the same moments.
    public let pastErrors: [Double]

    /// Forecasts `horizon` steps. `seasons` are the lengths of the patterns, the shortest first, such as `[24, 168]` for hours; numbers that
    /// are not finite are filled with the last one before, and nothing is scored on them. `isNonNegative` cuts what cannot be below nothing, such as sales. A thorough search
    /// tries a forest and a network too, which takes some ten times as long.
    ///
    /// nil for a series without a finite number, a horizon that is not positive, or no season. Time: some ten fits of each way.
    public init?(
        _ series: [Double], seasons: [Int], horizon: Int, isNonNegative: Bool = false, isThorough: Bool = false
    ) {
        guard let filled = Self.clean(series) else { return nil }
        self.init(
            filled, known: series.map { $0.isFinite }, seasons: seasons, horizon: horizon, isNonNegative: isNonNegative,
            isThorough: isThorough)
    }

    private init?(
        _ series: [Double], known: [Bool], seasons: [Int], horizon: Int, isNonNegative: Bool, isThorough: Bool
    ) {
        guard !series.isEmpty, horizon > 0, let season = seasons.first, seasons.allSatisfy({ $0 > 0 }) else {
            return nil
        }
        // One day says little of how well a way does: where there is enough past, two seasons are tried, though fewer steps are asked for.
        let tried = series.count >= 12 * season ? max(horizon, min(2 * season, 28)) : horizon
        let origins = ForecastTrial.origins(series.count, horizon: tried, longest: seasons.max() ?? season)
        let ways = Self.ways(seasons, series, before: origins.last ?? series.count, isThorough)
        let trial = ForecastTrial(series, known, ways, origins, horizon: tried)
        let weights = trial.weights(baseline: Self.baseline(season))
        var total = [Double](repeating: 0, count: horizon)
        var sum = 0.0
        for (way, weight) in zip(ways, weights) where weight > 0 {
            guard let ahead = way.forecast(series, horizon), ahead.allSatisfy(\.isFinite) else { continue }
            for step in 0..<horizon { total[step] += weight * ahead[step] }
            sum += weight
        }
        let last = series[series.count - 1]
        let mean = sum > 0 ? total.map { $0 / sum } : [Double](repeating: last, count: horizon)
        let (below, above) = trial.margins(
            weights, baseline: Self.baseline(season), of: series, season: season)
        func bounded(_ values: [Double]) -> [Double] { isNonNegative ? values.map { max($0, 0) } : values }
        self.mean = bounded(mean)
        low = bounded(zip(mean, below).map { $0 + min($1, 0) })
        high = bounded(zip(mean, above).map { $0 + max($1, 0) })
        scores = trial.scores(ways, weights)
        baseline = trial.error(of: Self.baseline(season))
        pastErrors = trial.errors(weights, baseline: Self.baseline(season)).flatMap { $0.map { $0 ?? 0 } }
    }

    /// What the answer rests on.
    public enum Standing: String, Sendable, Hashable, Codable {
        /// There was too little past to try anything: nothing is known yet, and the answer is the simple one.
        case tooLittle
        /// Nothing did better than the simple answer, which this is.
        case simple
        /// Those ways that did better.
        case learned
    }

    /// What the answer rests on.
    public var standing: Standing {
        guard let baseline else { return scores.isEmpty ? .tooLittle : .learned }
        return scores.contains { $0.weight > 0 && $0.meanAbsoluteError < baseline } ? .learned : .simple
    }

    /// The same with other means; the interval is moved with them, and not below nothing if it was not.
    func moved(to means: [Double]) -> SeriesForecast {
        var copy = self
        copy.mean = means
        copy.low = zip(low, zip(mean, means)).map { $0 >= 0 ? max($0 + $1.1 - $1.0, 0) : $0 + $1.1 - $1.0 }
        copy.high = zip(high, zip(mean, means)).map { $0 + $1.1 - $1.0 }
        return copy
    }

    /// What a shop sells on the days ahead, with a week's pattern. On days when it was closed nothing is learned, and whole weeks without a known day are
    /// as if they had not been; on days ahead when it will be closed nothing is sold, and that is certain. What is known of days beforehand, such as holidays and the weather, is a row of numbers for
    /// each, past and ahead; where `DayEffects` help, they are taken out of the past and put into what is ahead.
    ///
    /// `sold` and `wasOpen` are the days so far, oldest first and as many of each, `willBeOpen` the days ahead. nil when it was never open, or
    /// no day is ahead, or there are rows but not one for each day.
    public static func daily(
        _ sold: [Double], wasOpen: [Bool], willBeOpen: [Bool], covariates: [[Double]] = [], isThorough: Bool = false
    ) -> SeriesForecast? {
        guard sold.count == wasOpen.count, covariates.isEmpty || covariates.count == sold.count + willBeOpen.count
        else { return nil }
        let effects = DayEffects(sold, wasOpen: wasOpen, covariates: Array(covariates.prefix(sold.count)))
        let factors = covariates.map { effects?.factor($0) ?? 1 }
        if effects != nil {
            var forecast = daily(
                zip(sold, factors).map { $0 / $1 }, wasOpen: wasOpen, willBeOpen: willBeOpen, isThorough: isThorough)
            for (step, factor) in factors.suffix(willBeOpen.count).enumerated() {
                forecast?.mean[step] *= factor
                forecast?.low[step] *= factor
                forecast?.high[step] *= factor
            }
            return forecast
        }
        // What is missing is what is usual on that day of the week, or on any day where there is none of it.
        let isKnown = zip(sold, wasOpen).map { $0.isFinite && $1 }
        func mean(_ days: [Int]) -> Double? {
            days.isEmpty ? nil : days.reduce(0) { $0 + sold[$1] } / Double(days.count)
        }
        let known = sold.indices.filter { isKnown[$0] }
        guard let usual = mean(known) else { return nil }
        let weekday = (0..<7).map { day in mean(known.suffix(84).filter { $0 % 7 == day }) ?? usual }
        let kept = Self.withoutUnknownWeeks(isKnown)
        var forecast = SeriesForecast(
            kept.map { isKnown[$0] ? sold[$0] : weekday[$0 % 7] }, known: kept.map { isKnown[$0] }, seasons: [7],
            horizon: willBeOpen.count, isNonNegative: true, isThorough: isThorough)
        for day in willBeOpen.indices where !willBeOpen[day] {
            forecast?.mean[day] = 0
            forecast?.low[day] = 0
            forecast?.high[day] = 0
        }
        return forecast
    }

    /// The days without as many whole weeks of each unknown run as there are, so that days keep their place in the week.
    private static func withoutUnknownWeeks(_ isKnown: [Bool]) -> [Int] {
        var kept: [Int] = []
        var run = 0
        for day in isKnown.indices {
            run = isKnown[day] ? 0 : run + 1
            kept.append(day)
            if run == 7 {
                kept.removeLast(7)
                run = 0
            }
        }
        return kept
    }

    /// The series with what is not finite filled in; nil when nothing is finite.
    static func clean(_ series: [Double]) -> [Double]? {
        guard let first = series.first(where: \.isFinite) else { return nil }
        var last = first
        return series.map { value in
            if value.isFinite { last = value }
            return last
        }
    }

    private static func baseline(_ season: Int) -> String { "\(SeasonalNaive.name) \(season)" }

    private static func ways(_ seasons: [Int], _ series: [Double], before origin: Int, _ isThorough: Bool) -> [Way] {
        func way<T: Forecaster>(_ type: T.Type, _ season: Int) -> Way {
            // Smoothing is what has done well on whatever was tried, here and in the M competitions: its errors may be a little more a matter of chance.
            Way(name: "\(T.name) \(season)", prior: type == ExponentialSmoothing.self ? 3 : 1) {
                type.fit($0, season: season)?.forecast($1)
            }
        }
        var ways: [Way] = []
        for season in seasons {
            ways += [
                way(SeasonalNaive.self, season), way(SeasonalMean.self, season), way(Theta.self, season),
                way(ExponentialSmoothing.self, season), way(RareSales.self, season), way(BoostedLags.self, season),
            ]
            if isThorough { ways += [way(ForestLags.self, season), way(RecurrentNetwork.self, season)] }
            // Orders are chosen once, on what comes before the first origin.
            if season <= 48, let orders = Arima.orders(of: Array(series[..<origin]), season: season) {
                ways.append(
                    Way(name: "\(Arima.name) \(season)") {
                        Arima.fit($0, season: season, orders: orders)?.forecast($1)
                    })
            }
        }
        // Where there are two seasons, the longer pattern is taken off first, which holds the shorter.
        if let longest = seasons.max(), seasons.count > 1 {
            ways.append(
                Way(name: "pattern of \(longest), then smoothing") { series, horizon in
                    guard let pattern = SeasonalPattern(series, season: longest, multiplicative: false),
                        let model = ExponentialSmoothing.fit(pattern.removed(from: series), season: 1)
                    else { return nil }
                    return pattern.added(to: model.forecast(horizon))
                })
            let known = Array(series[..<origin])
            if let shortest = seasons.min(),
                let pattern = SeasonalPattern(known, season: longest, multiplicative: false),
                let orders = Arima.orders(of: pattern.removed(from: known), season: shortest)
            {
                ways.append(
                    Way(name: "pattern of \(longest), then arima") { series, horizon in
                        guard let pattern = SeasonalPattern(series, season: longest, multiplicative: false),
                            let model = Arima.fit(pattern.removed(from: series), season: shortest, orders: orders)
                        else { return nil }
                        return pattern.added(to: model.forecast(horizon))
                    })
            }
        }
        return ways
    }
}
