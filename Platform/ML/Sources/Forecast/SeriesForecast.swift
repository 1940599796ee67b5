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
        let origins = Trial.origins(series.count, horizon: tried, longest: seasons.max() ?? season)
        let ways = Self.ways(seasons, series, before: origins.last ?? series.count, isThorough)
        let trial = Trial(series, known, ways, origins, horizon: tried)
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

/// A way of forecasting under its name.
struct Way: Sendable {
    let name: String
    /// How much more it counts than others that did as well.
    var prior = 1.0
    let forecast: @Sendable ([Double], Int) -> [Double]?
}

/// Every way on the series' own past.
private struct Trial {
    /// For each way, for each origin, what it said; nil where it could say nothing anywhere.
    private let answers: [[[Double]]?]
    /// What came after each origin; nil where it is not known.
    private let truths: [[Double?]]
    private let names: [String]
    private let priors: [Double]
    private let horizon: Int

    /// Up to eight origins, half a horizon and at least five steps apart, the last first, each with two seasons and as much again as is forecast before it.
    static func origins(_ count: Int, horizon: Int, longest: Int) -> [Int] {
        let step = max(horizon / 2, 5)
        let least = max(2 * longest, horizon, 8)
        return (0..<8).map { count - horizon - $0 * step }.filter { $0 >= least }
    }

    init(_ series: [Double], _ known: [Bool], _ ways: [Way], _ origins: [Int], horizon: Int) {
        truths = origins.map { ($0..<$0 + horizon).map { known[$0] ? series[$0] : nil } }
        answers = ways.map { way in
            var said: [[Double]] = []
            for origin in origins {
                guard let answer = way.forecast(Array(series[..<origin]), horizon), answer.allSatisfy(\.isFinite) else {
                    return nil
                }
                said.append(answer)
            }
            return origins.isEmpty ? nil : said
        }
        names = ways.map(\.name)
        priors = ways.map(\.prior)
        self.horizon = horizon
    }

    /// The mean error of what was said, but for one origin if that is left out.
    private func error(_ said: [[Double]], without left: Int? = nil) -> Double {
        var (sum, count) = (0.0, 0)
        for (origin, (answer, truth)) in zip(said, truths).enumerated() where origin != left {
            for step in truth.indices {
                guard let came = truth[step] else { continue }
                sum += abs(answer[step] - came)
                count += 1
            }
        }
        return count > 0 ? sum / Double(count) : .infinity
    }

    func error(of name: String) -> Double? {
        names.firstIndex(of: name).flatMap { answers[$0] }.map { error($0) }
    }

    /// The part of each way in the answer: its prior times the eighth power of the inverse of its error, of those within a half of the best; the baseline
    /// alone where nothing beats it.
    func weights(baseline: String, without left: Int? = nil) -> [Double] {
        let errors = answers.map { $0.map { error($0, without: left) } ?? .infinity }
        guard let best = errors.min(), best.isFinite else {
            let simple = names.map { $0 == baseline ? 1.0 : 0 }
            return simple
        }
        let simple = names.firstIndex(of: baseline).map { errors[$0] } ?? .infinity
        if simple <= best { return names.map { $0 == baseline ? 1 : 0 } }
        // Steep enough that a way which stands out is hardly diluted, and yet no single way decides.
        let raw = zip(errors, priors).map { $0 <= best * 1.5 ? $1 * pow(best / max($0, 1e-300), 8) : 0 }
        guard best > 0 else { return errors.map { $0 == best ? 1 : 0 } }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }

    private func mixture(_ weights: [Double]) -> [[Double]] {
        truths.indices.map { origin in
            (0..<horizon).map { step in
                zip(answers, weights).reduce(0) { sum, part in
                    part.1 > 0 ? sum + part.1 * (part.0?[origin][step] ?? 0) : sum
                }
            }
        }
    }

    /// The truth less what was said, for each origin by the mixture that would have been chosen without it: what was chosen because it did well there says
    /// little of how well it does elsewhere.
    func errors(_ weights: [Double], baseline: String) -> [[Double?]] {
        truths.indices.map { origin in
            let own = truths.count > 1 ? self.weights(baseline: baseline, without: origin) : weights
            return zip(truths[origin], mixture(own)[origin]).map { came, said in came.map { $0 - said } }
        }
    }

    /// How far below and above the mean a tenth of the truth lay, step by step, from the errors of the mixture at this step and its neighbours.
    func margins(
        _ weights: [Double], baseline: String, of series: [Double], season: Int
    ) -> (below: [Double], above: [Double]) {
        let missed = errors(weights, baseline: baseline)
        guard missed.contains(where: { $0.contains { $0 != nil } }) else {
            // Nothing was tried: the spread of the seasonal differences stands for it, as if they were normal.
            let lag = season < series.count ? season : 1
            let differences = zip(series.dropFirst(lag), series).map { $0 - $1 }
            let margin = 1.2816 * Sample(differences).deviation
            return ([Double](repeating: -margin, count: horizon), [Double](repeating: margin, count: horizon))
        }
        let (below, above) = Self.margins(missed, horizon)
        let widened = missed.count > 1 ? Self.widening(missed, horizon) : 1
        return (below.map { $0 * widened }, above.map { $0 * widened })
    }

    /// By how much intervals have to be wider so that those made of all origins but one hold four fifths of what came at that one: errors of one
    /// origin resemble each other more than those of another. At least 1, at most 2.
    private static func widening(_ missed: [[Double?]], _ horizon: Int) -> Double {
        var needed: [Double] = []
        for origin in missed.indices {
            let (below, above) = margins(missed.enumerated().filter { $0.offset != origin }.map(\.element), horizon)
            for (step, error) in missed[origin].enumerated() {
                guard let error else { continue }
                let margin = error < 0 ? min(below[step], 0) : max(above[step], 0)
                needed.append(error == 0 ? 0 : margin == 0 ? .infinity : error / margin)
            }
        }
        needed.sort()
        return min(max(quantile(needed, 0.8), 1), 2)
    }

    /// The margins of each step, from errors at it and near it, or from all where none of those is known. Either side is at least a quarter of both: that all of
    /// a few errors lay on one side is chance.
    private static func margins(_ missed: [[Double?]], _ horizon: Int) -> (below: [Double], above: [Double]) {
        let reach = max(horizon / 6, 2)
        let all = missed.flatMap { $0.compactMap { $0 } }
        var (below, above): ([Double], [Double]) = ([], [])
        for step in 0..<horizon {
            var errors: [Double] = []
            for origin in missed {
                for error in origin[max(0, step - reach)...min(horizon - 1, step + reach)] {
                    if let error { errors.append(error) }
                }
            }
            if errors.isEmpty { errors = all }
            errors.sort()
            guard !errors.isEmpty else {
                return ([Double](repeating: 0, count: horizon), [Double](repeating: 0, count: horizon))
            }
            let (low, high) = (min(quantile(errors, 0.1), 0), max(quantile(errors, 0.9), 0))
            let least = (high - low) / 4
            below.append(min(low, -least))
            above.append(max(high, least))
        }
        return (below, above)
    }

    /// The quantile of a conformal interval: its rank is counted in one number more than there are (Vovk, Gammerman and Shafer, 2005).
    private static func quantile(_ sorted: [Double], _ part: Double) -> Double {
        let rank = part < 0.5 ? floor(part * Double(sorted.count + 1)) : ceil(part * Double(sorted.count + 1))
        return sorted[min(max(Int(rank) - 1, 0), sorted.count - 1)]
    }

    func scores(_ ways: [Way], _ weights: [Double]) -> [SeriesForecast.Score] {
        ways.indices.compactMap { index in
            answers[index].map {
                SeriesForecast.Score(name: ways[index].name, meanAbsoluteError: error($0), weight: weights[index])
            }
        }.sorted { $0.meanAbsoluteError < $1.meanAbsoluteError }
    }
}
