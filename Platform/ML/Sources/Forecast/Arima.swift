import Foundation

/// Autoregression, differences and moving averages, with a seasonal part of each (Box and Jenkins, 1970): ARIMA(p,d,q)(P,D,Q).
///
/// Orders are chosen step by step by the corrected Akaike criterion (Hyndman and Khandakar, "Automatic time series forecasting", 2008): seasonal
/// differences by the strength of the season, others by the test of Kwiatkowski and others (1992). Parameters are those of least squares given the
/// first values, found by Levenberg's and Marquardt's method over partial autocorrelations, so that every model is stationary and invertible
/// (Monahan, 1984).
public struct Arima: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "arima"

    /// How many terms of each kind.
    public struct Orders: Sendable, Hashable, Codable {
        /// Autoregressive terms.
        public var p = 0
        /// Differences.
        public var d = 0
        /// Moving-average terms.
        public var q = 0
        /// Seasonal autoregressive terms.
        public var seasonalP = 0
        /// Seasonal differences.
        public var seasonalD = 0
        /// Seasonal moving-average terms.
        public var seasonalQ = 0
        /// Whether the differences have a mean of their own: a drift.
        public var hasConstant = true

        /// A mean, and chance.
        public init() {}

        var count: Int { p + q + seasonalP + seasonalQ + (hasConstant ? 1 : 0) }
    }

    /// The orders that were used.
    public let orders: Orders
    private let season: Int
    private let ar: [Term]
    private let ma: [Term]
    private let constant: Double
    /// The last values of the series and of the differences, and the last errors: as many as are looked back at.
    private let tail: [Double]
    private let differences: [Double]
    private let errors: [Double]

    struct Term: Sendable, Hashable, Codable {
        let lag: Int
        let weight: Double
    }

    /// Chooses orders and fits; nil for fewer than sixteen values, or ones that are all the same.
    public static func fit(_ series: [Double], season: Int) -> Arima? {
        orders(of: series, season: season).flatMap { fit(series, season: season, orders: $0) }
    }

    /// Fits a model of given orders; nil when the series is too short for it.
    public static func fit(_ series: [Double], season: Int, orders: Orders) -> Arima? {
        let values = differenced(series, orders, season)
        guard values.count >= max(12, 2 * orders.count + 2), let fit = ArimaFit(values, orders, season) else {
            return nil
        }
        return Arima(series, values, fit, season)
    }

    private init(_ series: [Double], _ values: [Double], _ fit: ArimaFit, _ season: Int) {
        orders = fit.orders
        self.season = season
        (ar, ma) = (fit.ar, fit.ma)
        constant = fit.constant
        let back = max(ar.last?.lag ?? 0, ma.last?.lag ?? 0)
        tail = Array(series.suffix(orders.d + season * orders.seasonalD + 1))
        differences = Array(values.suffix(back))
        errors = Array(fit.errors.suffix(back))
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] {
        var values = differences.map { $0 - constant }
        var errors = errors
        let known = values.count
        for _ in 0..<max(horizon, 0) {
            var next = 0.0
            for term in ar where term.lag <= values.count { next += term.weight * values[values.count - term.lag] }
            for term in ma where term.lag <= errors.count { next += term.weight * errors[errors.count - term.lag] }
            values.append(next)
            errors.append(0)
        }
        var ahead = values[known...].map { $0 + constant }
        // Sums undo the differences, the last taken first: a plain difference of what is left after the seasonal ones.
        var levels = [tail]
        for _ in 0..<orders.seasonalD { levels.append(Self.difference(levels[levels.count - 1], season)) }
        for step in 0..<orders.d + orders.seasonalD {
            let isPlain = step < orders.d
            let lag = isPlain ? 1 : season
            var base = levels[isPlain ? orders.seasonalD : orders.d + orders.seasonalD - 1 - step]
            if isPlain { for _ in 0..<(orders.d - 1 - step) { base = Self.difference(base, 1) } }
            let before = base.count
            for value in ahead { base.append(value + base[base.count - lag]) }
            ahead = Array(base[before...])
        }
        return ahead
    }

    private static func difference(_ values: [Double], _ lag: Int) -> [Double] {
        zip(values.dropFirst(lag), values).map { $0 - $1 }
    }

    private static func differenced(_ series: [Double], _ orders: Orders, _ season: Int) -> [Double] {
        var values = series
        for _ in 0..<orders.seasonalD { values = difference(values, season) }
        for _ in 0..<orders.d { values = difference(values, 1) }
        return values
    }

    /// The orders that suit a series; nil when it is too short or does not move.
    public static func orders(of series: [Double], season: Int) -> Orders? {
        guard series.count >= 16, series.allSatisfy({ $0.isFinite }), series.contains(where: { $0 != series[0] }) else {
            return nil
        }
        var orders = Orders()
        let isSeasonal = season > 1 && series.count >= 3 * season + 8
        if isSeasonal, seasonalStrength(series, season) > 0.64 { orders.seasonalD = 1 }
        while orders.d < 2 - orders.seasonalD, isMoving(differenced(series, orders, season)) { orders.d += 1 }
        orders.hasConstant = orders.d + orders.seasonalD < 2
        let values = differenced(series, orders, season)
        guard values.count >= 16 else { return orders }
        return search(values, orders, season, isSeasonal)
    }

    private static func search(_ values: [Double], _ start: Orders, _ season: Int, _ isSeasonal: Bool) -> Orders {
        var tried: [Orders: Double] = [:]
        var best = (orders: start, value: Double.infinity)
        let from = min(isSeasonal ? season + 3 : 3, values.count / 3)
        func attempt(_ orders: Orders) -> Bool {
            guard (0...4).contains(orders.p), (0...4).contains(orders.q), orders.p + orders.q <= 5,
                (0...(isSeasonal ? 1 : 0)).contains(orders.seasonalP),
                (0...(isSeasonal ? 1 : 0)).contains(orders.seasonalQ),
                tried[orders] == nil, tried.count < 40, values.count >= 2 * orders.count + 12
            else { return false }
            let value = ArimaFit(values, orders, season)?.criterion(from: from) ?? .infinity
            tried[orders] = value
            guard value < best.value else { return false }
            best = (orders, value)
            return true
        }
        let seasonal = isSeasonal ? 1 : 0
        for (p, q, bigP, bigQ) in [(2, 2, seasonal, seasonal), (0, 0, 0, 0), (1, 0, seasonal, 0), (0, 1, 0, seasonal)] {
            var orders = start
            (orders.p, orders.q, orders.seasonalP, orders.seasonalQ) = (p, q, bigP, bigQ)
            _ = attempt(orders)
        }
        var hasMoved = true
        while hasMoved {
            hasMoved = false
            let now = best.orders
            for (dp, dq, dbp, dbq) in [
                (0, 0, -1, 0), (0, 0, 1, 0), (0, 0, 0, -1), (0, 0, 0, 1), (-1, 0, 0, 0), (1, 0, 0, 0), (0, -1, 0, 0),
                (0, 1, 0, 0),
                (1, 1, 0, 0), (-1, -1, 0, 0), (1, -1, 0, 0), (-1, 1, 0, 0),
            ] {
                var orders = now
                orders.p += dp
                orders.q += dq
                orders.seasonalP += dbp
                orders.seasonalQ += dbq
                if attempt(orders) {
                    hasMoved = true
                    break
                }
            }
            if !hasMoved, start.hasConstant {
                var orders = now
                orders.hasConstant.toggle()
                hasMoved = attempt(orders)
            }
        }
        return best.orders
    }

    /// How much of what is not trend is season, from 0 to 1 (Wang, Smith and Hyndman, 2006).
    private static func seasonalStrength(_ series: [Double], _ season: Int) -> Double {
        guard let pattern = SeasonalPattern(series, season: season, multiplicative: false) else { return 0 }
        let removed = pattern.removed(from: series)
        let half = season / 2
        // What is left after the season: less its own moving mean.
        var sums = [0.0]
        for value in removed { sums.append(sums[sums.count - 1] + value) }
        var (rest, both) = (Sample(), Sample())
        for place in half..<(series.count - half) {
            let trend = (sums[place + half + 1] - sums[place - half]) / Double(2 * half + 1)
            rest.add(removed[place] - trend)
            both.add(series[place] - trend)
        }
        return both.variance > 0 ? max(0, 1 - rest.variance / both.variance) : 0
    }

    /// Whether the level moves: the test for a level that stays is refused at 5 %.
    private static func isMoving(_ values: [Double]) -> Bool {
        let n = values.count
        guard n >= 12 else { return false }
        let mean = Sample(values).mean
        let rests = values.map { $0 - mean }
        var (sum, squares) = (0.0, 0.0)
        for rest in rests {
            sum += rest
            squares += sum * sum
        }
        let lags = Int(4 * pow(Double(n) / 100, 0.25))
        var variance = rests.reduce(0) { $0 + $1 * $1 } / Double(n)
        for lag in stride(from: 1, through: lags, by: 1) {
            let together = (lag..<n).reduce(0.0) { $0 + rests[$1] * rests[$1 - lag] } / Double(n)
            variance += 2 * (1 - Double(lag) / Double(lags + 1)) * together
        }
        guard variance > 1e-12 * (mean * mean + 1) else { return false }
        return squares / (Double(n) * Double(n) * variance) > 0.463
    }
}

/// Least squares for one choice of orders.
private struct ArimaFit {
    let orders: Arima.Orders
    private(set) var ar: [Arima.Term] = []
    private(set) var ma: [Arima.Term] = []
    private(set) var constant = 0.0
    private(set) var errors: [Double] = []
    private let season: Int

    init?(_ values: [Double], _ orders: Arima.Orders, _ season: Int) {
        self.orders = orders
        self.season = season
        let sample = Sample(values)
        guard sample.deviation > 0 || orders.count <= 1 else { return nil }
        let unit = max(sample.deviation, 1e-300)
        let scaled = values.map { ($0 - (orders.hasConstant ? sample.mean : 0)) / unit }
        var point = [Double](repeating: 0, count: orders.count)
        for index in 0..<orders.count - (orders.hasConstant ? 1 : 0) { point[index] = index % 2 == 0 ? 0.1 : 0.05 }
        var errors = [Double](repeating: 0, count: values.count)
        var lowest = evaluate(point, scaled, &errors)
        guard lowest.isFinite else { return nil }
        var damping = 1e-2
        let count = orders.count
        var slopes = [[Double]](repeating: errors, count: count)
        var trial = errors
        for _ in 0..<15 where count > 0 {
            for index in 0..<count {
                var other = point
                other[index] += 1e-5
                _ = evaluate(other, scaled, &slopes[index])
                for place in slopes[index].indices {
                    slopes[index][place] = (slopes[index][place] - errors[place]) * 1e5
                }
            }
            var gram = [Double](repeating: 0, count: count * count)
            var right = [Double](repeating: 0, count: count)
            for i in 0..<count {
                for j in 0...i { gram[i * count + j] = Self.dot(slopes[i], slopes[j]) }
                right[i] = -Self.dot(slopes[i], errors)
            }
            var gain = 0.0
            for _ in 0..<6 {
                var damped = gram
                for i in 0..<count { damped[i * count + i] += damping * (gram[i * count + i] + 1e-9) }
                guard let step = PositiveMatrix(count: count, values: damped).solve(right) else {
                    damping *= 10
                    continue
                }
                let next = zip(point, step).map { min(max($0 + $1, -3.5), 3.5) }
                let value = evaluate(next, scaled, &trial)
                if value < lowest {
                    gain = lowest - value
                    (point, lowest) = (next, value)
                    swap(&errors, &trial)
                    damping = max(damping / 5, 1e-7)
                    break
                }
                damping *= 5
            }
            if gain < 1e-6 * lowest { break }
        }
        let (ar, ma) = terms(point)
        self.ar = ar
        self.ma = ma
        constant = orders.hasConstant ? sample.mean + unit * (point.last ?? 0) : 0
        self.errors = errors.map { $0 * unit }
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in for i in 0..<min(a.count, b.count) { sum += a[i] * b[i] } }
        }
        return sum
    }

    /// The corrected criterion over the errors from a place on, the same for all orders.
    func criterion(from: Int) -> Double {
        let used = Double(errors.count - from)
        let k = Double(orders.count + 1)
        guard used > k + 2 else { return .infinity }
        let variance = errors[from...].reduce(0.0) { $0 + $1 * $1 } / used
        guard variance > 0 else { return .infinity }
        return used * log(variance) + 2 * k + 2 * k * (k + 1) / (used - k - 1)
    }

    /// Partial autocorrelations, each the hyperbolic tangent of a parameter, made coefficients (Durbin and Levinson).
    private static func coefficients(_ parameters: ArraySlice<Double>) -> [Double] {
        var coefficients: [Double] = []
        for parameter in parameters {
            let partial = tanh(parameter)
            coefficients =
                coefficients.indices.map { coefficients[$0] - partial * coefficients[coefficients.count - 1 - $0] } + [
                    partial
                ]
        }
        return coefficients
    }

    /// The products of the plain and the seasonal polynomials, by lag.
    private func terms(_ point: [Double]) -> (ar: [Arima.Term], ma: [Arima.Term]) {
        func product(_ plain: [Double], _ seasonal: [Double]) -> [Arima.Term] {
            var weights: [Int: Double] = [:]
            for i in 0...plain.count {
                for j in 0...seasonal.count where i + j > 0 {
                    let (a, b) = (i == 0 ? -1 : plain[i - 1], j == 0 ? -1 : seasonal[j - 1])
                    weights[i + j * season, default: 0] -= a * b
                }
            }
            return weights.sorted { $0.key < $1.key }.map { Arima.Term(lag: $0.key, weight: $0.value) }
        }
        var rest = point[...]
        func take(_ count: Int) -> [Double] {
            defer { rest = rest.dropFirst(count) }
            return Self.coefficients(rest.prefix(count))
        }
        let (p, q, bigP, bigQ) = (take(orders.p), take(orders.q), take(orders.seasonalP), take(orders.seasonalQ))
        // The moving average's polynomial is that of an autoregression with the signs turned.
        return (product(p, bigP), product(q, bigQ).map { Arima.Term(lag: $0.lag, weight: -$0.weight) })
    }

    /// The errors at a point, those before the beginning being nothing; gives their sum of squares.
    private func evaluate(_ point: [Double], _ values: [Double], _ errors: inout [Double]) -> Double {
        let (ar, ma) = terms(point)
        let constant = orders.hasConstant ? point.last ?? 0 : 0
        var squares = 0.0
        let first = ar.last?.lag ?? 0
        errors.withUnsafeMutableBufferPointer { errors in
            values.withUnsafeBufferPointer { values in
                for t in values.indices {
                    guard t >= first else {
                        errors[t] = 0
                        continue
                    }
                    var error = values[t] - constant
                    for term in ar { error -= term.weight * (values[t - term.lag] - constant) }
                    for term in ma where term.lag <= t { error -= term.weight * errors[t - term.lag] }
                    errors[t] = error
                    squares += error * error
                }
            }
        }
        return squares.isFinite ? squares / Double(max(values.count - first, 1)) * Double(values.count) : .infinity
    }
}
