import Foundation

/// What one product sold in one period at one price.
public struct PriceObservation: Sendable, Hashable, Codable {
    /// Which product, or which product in which shop.
    public let product: Int
    /// When, in periods that are counted on.
    public let period: Int
    /// What it cost, more than 0.
    public let price: Double
    /// How much was sold, more than 0: a period without a sale says nothing of the price and is left out.
    public let quantity: Double
    /// What else may matter, the same of every observation: a promotion, a display, the prices of others, the weather.
    public let covariates: [Double]

    /// Takes the five.
    public init(product: Int, period: Int, price: Double, quantity: Double, covariates: [Double] = []) {
        self.product = product
        self.period = period
        self.price = price
        self.quantity = quantity
        self.covariates = covariates
    }
}

/// How sales answer to the price: the logarithm of the quantity is a line in the logarithm of the price, with a slope of each product's own,
/// and slopes of products are drawn from a common distribution, so that a product with few sales borrows from the others (Efron and Morris,
/// 1975; Laird and Ware, "Random-effects models for longitudinal data", 1982; fitted by expectation and maximisation).
///
/// Give it the products of one category, or all. What is left over by the line and lasts (a product in fashion, a season that returns) is
/// carried on where that was better on the last periods. Time: observations × columns² a round, at most two hundred rounds.
public struct Elasticity: Sendable, Codable {
    /// A number and the range that holds it with a probability of 80 %.
    public struct Estimate: Sendable, Hashable, Codable {
        /// The expected value.
        public let mean: Double
        /// Its standard deviation.
        public let deviation: Double

        /// Takes the two.
        public init(mean: Double, deviation: Double) {
            self.mean = mean
            self.deviation = deviation
        }

        /// Nine in ten are above.
        public var low: Double { mean - 1.2815515655446004 * deviation }
        /// Nine in ten are below.
        public var high: Double { mean + 1.2815515655446004 * deviation }
    }

    /// Of each product, by how many per cent its sales change when its price rises by one.
    public let slopes: [Int: Estimate]
    /// The same of a product of which nothing is known.
    public let typical: Estimate
    /// The root of the mean squared error of the logarithm of the quantity over the last two fifths of the periods, each learned before it: of the
    /// simple answer (each product's own mean), and of this. nil when there were too few periods to try.
    public let errors: Errors?
    /// Whether prices explain sales better than each product's own mean does.
    public let isUseful: Bool
    private let lines: [Int: [Double]]
    private let line: [Double]
    private let centres: [Double]
    private let rests: Rests

    /// How it did, and how the simple answer did.
    public struct Errors: Sendable, Hashable, Codable {
        /// Of each product's own mean.
        public let ownMean: Double
        /// Of the lines, with what they leave over.
        public let lines: Double
    }

    /// Learns from observations; those with a price or a quantity that is not positive and finite, or covariates that are not finite or more or fewer
    /// than the first's, are left out. nil when fewer than ten are left, or all have the same price.
    public init?(_ observations: [PriceObservation]) {
        let width = observations.first?.covariates.count ?? 0
        let good = observations.filter { one in
            one.price > 0 && one.price.isFinite && one.quantity > 0 && one.quantity.isFinite
                && one.covariates.count == width && one.covariates.allSatisfy { $0.isFinite }
        }.sorted { ($0.period, $0.product, $0.price) < ($1.period, $1.product, $1.price) }
        guard good.count >= 10, width <= 40, Set(good.map(\.price)).count > 1 else { return nil }
        let periods = Set(good.map(\.period)).sorted()
        var squares = [Double](repeating: 0, count: Rests.Kind.allCases.count + 1)
        var tried = 0
        // What the last two fifths would have been said of, each from what came before it.
        for (start, end) in [(periods.count * 3 / 5, periods.count * 4 / 5), (periods.count * 4 / 5, periods.count)] {
            guard start > 0, start < end else { continue }
            let (border, last) = (periods[start], periods[end - 1])
            let before = good.filter { $0.period < border }
            let after = good.filter { $0.period >= border && $0.period <= last }
            guard before.count >= 10, Set(before.map(\.price)).count > 1, let fit = Fit(before) else { continue }
            let means = Dictionary(grouping: before, by: \.product).mapValues { own in
                Sample(own.map { log($0.quantity) }).mean
            }
            let mean = Sample(before.map { log($0.quantity) }).mean
            let rests = Rests.Kind.allCases.map { Rests($0, before, fit) }
            tried += after.count
            for one in after {
                let came = log(one.quantity)
                squares[0] += pow((means[one.product] ?? mean) - came, 2)
                for (index, rests) in rests.enumerated() {
                    squares[index + 1] += pow(fit.log(of: one) + rests.value(one.product, one.period) - came, 2)
                }
            }
        }
        // What is left over is carried on only where that was clearly better.
        var chosen = Rests.Kind.none
        if tried > 0, let best = Rests.Kind.allCases.indices.min(by: { squares[$0 + 1] < squares[$1 + 1] }),
            squares[best + 1] < 0.9 * squares[1]
        {
            chosen = Rests.Kind.allCases[best]
        }
        let place = (Rests.Kind.allCases.firstIndex(of: chosen) ?? 0) + 1
        errors =
            tried > 0
            ? Errors(
                ownMean: (squares[0] / Double(tried)).squareRoot(), lines: (squares[place] / Double(tried)).squareRoot()
            )
            : nil
        guard let fit = Fit(good) else { return nil }
        isUseful = errors.map { $0.lines < $0.ownMean } ?? false
        slopes = fit.slopes
        typical = fit.typical
        lines = fit.lines
        line = fit.line
        centres = fit.centres
        rests = Rests(chosen, good, fit)
    }

    /// The quantity that is expected (its median) of a product at a price in a period; a product that is not known sells like a typical one. nil when the
    /// price is not positive or there are more or fewer covariates than it has learned from.
    public func quantity(product: Int, period: Int, price: Double, covariates: [Double] = []) -> Double? {
        guard price > 0, price.isFinite, covariates.count == line.count - 2, covariates.allSatisfy({ $0.isFinite })
        else {
            return nil
        }
        let x = Fit.columns(price, covariates, centres)
        let own = zip(lines[product] ?? line, x).reduce(0.0) { $0 + $1.0 * $1.1 }
        return exp(own + rests.value(product, period))
    }

    /// The slope of a product; that of a typical one when it is not known.
    public func slope(_ product: Int) -> Estimate { slopes[product] ?? typical }
}

extension Elasticity {
    /// The lines, by product, and what they are drawn from.
    struct Fit {
        let slopes: [Int: Estimate]
        let typical: Estimate
        let lines: [Int: [Double]]
        let line: [Double]
        let centres: [Double]

        static func columns(_ price: Double, _ covariates: [Double], _ centres: [Double]) -> [Double] {
            [1] + zip([Foundation.log(price)] + covariates, centres).map { $0 - $1 }
        }

        func log(of one: PriceObservation) -> Double {
            zip(lines[one.product] ?? line, Self.columns(one.price, one.covariates, centres)).reduce(0.0) {
                $0 + $1.0 * $1.1
            }
        }

        init?(_ observations: [PriceObservation]) {
            let width = 2 + (observations.first?.covariates.count ?? 0)
            let centres = (0..<width - 1).map { column in
                Sample(observations.map { column == 0 ? Foundation.log($0.price) : $0.covariates[column - 1] }).mean
            }
            let groups = Dictionary(grouping: observations, by: \.product).sorted { $0.key < $1.key }
            // Sums of products, by group: all that the rounds need.
            var grams: [[Double]] = []
            var rights: [[Double]] = []
            var squares: [Double] = []
            for (_, own) in groups {
                var (gram, right, square) = (
                    [Double](repeating: 0, count: width * width), [Double](repeating: 0, count: width), 0.0
                )
                for one in own {
                    let (x, y) = (Self.columns(one.price, one.covariates, centres), Foundation.log(one.quantity))
                    for i in 0..<width {
                        right[i] += x[i] * y
                        for j in 0..<width { gram[i * width + j] += x[i] * x[j] }
                    }
                    square += y * y
                }
                grams.append(gram)
                rights.append(right)
                squares.append(square)
            }
            let count = Double(observations.count)
            let y = Sample(observations.map { Foundation.log($0.quantity) })
            var line = [y.mean] + Array(repeating: 0.0, count: width - 1)
            var noise = max(y.variance, 1e-12)
            // Levels differ as widely as they like; slopes from each other by about one at first.
            var spread = [Double](repeating: 0, count: width * width)
            for i in 0..<width { spread[i * width + i] = i == 0 ? max(4 * y.variance, 1e-6) : 1 }
            var means = groups.map { _ in line }
            var covariances = groups.map { _ in spread }
            for _ in 0..<200 {
                guard let precision = Self.inverse(spread, width) else { return nil }
                for group in groups.indices {
                    var own = precision
                    for index in own.indices { own[index] += grams[group][index] / noise }
                    let right = (0..<width).map { i in
                        rights[group][i] / noise + (0..<width).reduce(0.0) { $0 + precision[i * width + $1] * line[$1] }
                    }
                    guard let covariance = Self.inverse(own, width) else { return nil }
                    covariances[group] = covariance
                    means[group] = (0..<width).map { i in
                        (0..<width).reduce(0.0) { $0 + covariance[i * width + $1] * right[$1] }
                    }
                }
                let size = Double(groups.count)
                let before = (line, noise)
                line = (0..<width).map { i in means.reduce(0.0) { $0 + $1[i] } / size }
                var rest = 0.0
                var next = [Double](repeating: 0, count: width * width)
                for group in groups.indices {
                    let (mean, covariance) = (means[group], covariances[group])
                    for i in 0..<width {
                        rest -= 2 * rights[group][i] * mean[i]
                        for j in 0..<width {
                            let both = mean[i] * mean[j] + covariance[i * width + j]
                            rest += grams[group][i * width + j] * both
                            next[i * width + j] += (mean[i] - line[i]) * (mean[j] - line[j]) + covariance[i * width + j]
                        }
                    }
                    rest += squares[group]
                }
                noise = max(rest / count, 1e-12)
                // A weak belief, worth two products, keeps the spread of slopes from vanishing or running away where products are few.
                for i in 0..<width {
                    for j in 0..<width {
                        let belief = i == j ? (i == 0 ? max(y.variance, 1e-6) : 0.1) : 0
                        spread[i * width + j] = (next[i * width + j] + 2 * belief) / (size + 2)
                    }
                }
                let moved = zip(line, before.0).reduce(abs(noise - before.1)) { max($0, abs($1.0 - $1.1)) }
                if moved < 1e-9 { break }
            }
            guard line.allSatisfy({ $0.isFinite }), noise.isFinite else { return nil }
            let size = Double(groups.count)
            lines = Dictionary(uniqueKeysWithValues: zip(groups.map(\.key), means))
            slopes = Dictionary(
                uniqueKeysWithValues: zip(groups.map(\.key), zip(means, covariances)).map { product, found in
                    (product, Estimate(mean: found.0[1], deviation: max(found.1[width + 1], 0).squareRoot()))
                })
            typical = Estimate(mean: line[1], deviation: (spread[width + 1] * (1 + 1 / size)).squareRoot())
            self.line = line
            self.centres = centres
        }

        private static func inverse(_ values: [Double], _ count: Int) -> [Double]? {
            var values = values
            for i in 0..<count { values[i * count + i] *= 1 + 1e-12 }
            guard var inverse = PositiveMatrix(count: count, values: values).inverse() else { return nil }
            for i in 0..<count { for j in 0..<i { inverse[i * count + j] = inverse[j * count + i] } }
            return inverse
        }
    }

    /// What the lines leave over, and how it is carried on.
    struct Rests: Sendable, Codable {
        enum Kind: String, CaseIterable, Sendable, Codable {
            case none, level, season, levelAndSeason
        }

        private let levels: [Int: Double]
        private let season: [Int: Double]

        init(_ kind: Kind, _ observations: [PriceObservation], _ fit: Fit) {
            var (levels, season): ([Int: Double], [Int: Double]) = ([:], [:])
            let rests = observations.map { log($0.quantity) - fit.log(of: $0) }
            if kind == .season || kind == .levelAndSeason {
                // What all products have in common in a period of the year, drawn to nothing where few were there.
                var sums: [Int: (sum: Double, count: Double)] = [:]
                for (one, rest) in zip(observations, rests) {
                    sums[Self.season(one.period), default: (0, 0)].sum += rest
                    sums[Self.season(one.period), default: (0, 0)].count += 1
                }
                season = sums.mapValues { $0.sum / ($0.count + 10) }
            }
            if kind == .level || kind == .levelAndSeason {
                // The last of them count most: half after six.
                for (product, own) in Dictionary(grouping: zip(observations, rests), by: \.0.product) {
                    var (sum, weight) = (0.0, 2.0)
                    for (age, (one, rest)) in own.reversed().enumerated() {
                        let share = exp2(-Double(age) / 6)
                        sum += share * (rest - (season[Self.season(one.period)] ?? 0))
                        weight += share
                    }
                    levels[product] = sum / weight
                }
            }
            self.levels = levels
            self.season = season
        }

        func value(_ product: Int, _ period: Int) -> Double {
            (levels[product] ?? 0) + (season[Self.season(period)] ?? 0)
        }

        /// The week of the year, when periods are weeks.
        private static func season(_ period: Int) -> Int { ((period % 52) + 52) % 52 }
    }
}
