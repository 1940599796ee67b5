import Foundation

/// A way of forecasting under its name.
struct Way: Sendable {
    let name: String
    /// How much more it counts than others that did as well.
    var prior = 1.0
    let forecast: @Sendable ([Double], Int) -> [Double]?
}

/// Every way on the series' own past.
struct ForecastTrial {
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
        names.firstIndex(of: name).flatMap { answers[$0] }.map { error($0) }.flatMap { $0.isFinite ? $0 : nil }
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
        }.filter { $0.meanAbsoluteError.isFinite }.sorted { $0.meanAbsoluteError < $1.meanAbsoluteError }
    }
}
