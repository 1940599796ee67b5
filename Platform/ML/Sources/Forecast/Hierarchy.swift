/// Series that add up: products to categories, categories to the total.
///
/// Forecasts made one by one do not add up, though what they speak of does. All of the answers here do. `leastTrace` (MinT; Wickramasuriya,
/// Athanasopoulos and Hyndman, 2019) moves each by as much as it is uncertain; it is the best unbiased answer when the errors' covariance is known.
public struct Hierarchy: Sendable, Hashable, Codable {
    /// How forecasts are made to add up.
    public enum Method: Sendable, Hashable {
        /// Sums of the bottom; what was said of the sums is thrown away.
        case bottomUp
        /// All are moved as little as can be, as if all were as uncertain.
        case leastSquares
        /// Moved by what is known of past errors: one row for each moment, with a column for each series, sums first. The covariance is drawn to
        /// its diagonal as far as chance asks for (Schäfer and Strimmer, 2005). With fewer than three rows, least squares.
        case leastTrace(errors: [[Double]])
    }

    /// How many series there are at the bottom.
    public let bottom: Int
    /// For each sum, the places of what it sums at the bottom.
    public let sums: [[Int]]

    /// How many series there are in all: the sums come first, then the bottom.
    public var count: Int { sums.count + bottom }

    /// Takes the sums; nil when there is no bottom, or a place is not of it or twice in one sum.
    public init?(bottom: Int, sums: [[Int]]) {
        guard bottom > 0, sums.allSatisfy({ Set($0).count == $0.count && $0.allSatisfy { (0..<bottom).contains($0) } })
        else { return nil }
        self.bottom = bottom
        self.sums = sums
    }

    /// Products in categories: the first sum is the total, then one for each category, in the order of their numbers. nil for no product, or
    /// a number below 0 or above 9,999.
    public init?(categories: [Int]) {
        guard let most = categories.max(), categories.allSatisfy({ (0..<10_000).contains($0) }) else { return nil }
        var sums = [[Int]](repeating: [], count: most + 1)
        for (place, category) in categories.enumerated() { sums[category].append(place) }
        self.init(bottom: categories.count, sums: [Array(categories.indices)] + sums)
    }

    /// Forecasts of one moment that add up, sums first, from ones that may not. `isNonNegative` cuts what is below nothing at the bottom, and adds up
    /// again. nil when there are not `count` finite numbers, or rows of errors of another length. Time: sums² × series, and
    /// for the least trace errors × series².
    public func reconcile(_ said: [Double], _ method: Method, isNonNegative: Bool = false) -> [Double]? {
        guard let moved = weights(method).flatMap({ reconcile(said, $0) }) else { return nil }
        let leaves = moved.suffix(bottom).map { isNonNegative ? max($0, 0) : $0 }
        return add(Array(leaves))
    }

    /// Forecasts of several steps that add up: for each series, sums first, its steps. nil as above, or when series differ in length. An interval goes with its
    /// mean: it is moved as far, and not below nothing.
    public func reconcile(_ forecasts: [SeriesForecast], _ method: Method) -> [SeriesForecast]? {
        guard forecasts.count == count, let steps = forecasts.first?.mean.count,
            forecasts.allSatisfy({ $0.mean.count == steps }),
            let weights = weights(method)
        else { return nil }
        var means = [[Double]](repeating: [], count: count)
        for step in 0..<steps {
            guard let moved = reconcile(forecasts.map { $0.mean[step] }, weights) else { return nil }
            let all = add(moved.suffix(bottom).map { max($0, 0) })
            for series in 0..<count { means[series].append(all[series]) }
        }
        return zip(forecasts, means).map { $0.moved(to: $1) }
    }

    private func add(_ leaves: [Double]) -> [Double] { sums.map { $0.reduce(0.0) { $0 + leaves[$1] } } + leaves }

    /// The covariance of errors, as far as one is needed; nil when what was given is of no use.
    private func weights(_ method: Method) -> Covariance? {
        switch method {
        case .bottomUp: return .bottom
        case .leastSquares: return .diagonal
        case .leastTrace(let errors):
            guard errors.allSatisfy({ $0.count == count && $0.allSatisfy { $0.isFinite } }) else { return nil }
            return errors.count < 3 ? .diagonal : .full(Self.shrunk(errors, count))
        }
    }

    private enum Covariance {
        case bottom, diagonal
        case full([Double])
    }

    /// ŷ − W Cᵀ (C W Cᵀ)⁻¹ C ŷ, where C takes from each sum what it should be: the same as S (Sᵀ W⁻¹ S)⁻¹ Sᵀ W⁻¹ ŷ, but only a matrix of the size of the sums
    /// is inverted.
    private func reconcile(_ said: [Double], _ covariance: Covariance) -> [Double]? {
        guard said.count == count, said.allSatisfy({ $0.isFinite }) else { return nil }
        let leaves = Array(said.suffix(bottom))
        if case .bottom = covariance { return add(leaves) }
        let (rows, n) = (sums.count, count)
        guard rows > 0 else { return said }
        func weight(_ a: Int, _ b: Int) -> Double {
            if case .full(let values) = covariance { return values[a * n + b] }
            return a == b ? 1 : 0
        }
        // W Cᵀ: for each series and each sum, its covariance with what the sum is wrong by.
        var wide = [Double](repeating: 0, count: n * rows)
        for series in 0..<n {
            for (row, parts) in sums.enumerated() {
                wide[series * rows + row] = weight(series, row) - parts.reduce(0.0) { $0 + weight(series, rows + $1) }
            }
        }
        var middle = [Double](repeating: 0, count: rows * rows)
        for a in 0..<rows {
            for b in 0..<rows {
                middle[a * rows + b] = wide[a * rows + b] - sums[a].reduce(0.0) { $0 + wide[(rows + $1) * rows + b] }
            }
        }
        let largest = (0..<rows).reduce(0.0) { max($0, middle[$1 * rows + $1]) }
        // Two sums of the same leaves are wrong by the same: a trifle on the diagonal keeps the matrix positive.
        for a in 0..<rows { middle[a * rows + a] += max(largest, 1e-12) * 1e-10 }
        let wrong = sums.enumerated().map { row, parts in said[row] - parts.reduce(0.0) { $0 + leaves[$1] } }
        guard let by = PositiveMatrix(count: rows, values: middle).solve(wrong) else { return nil }
        let moved = (0..<n).map { series in
            said[series] - (0..<rows).reduce(0.0) { $0 + wide[series * rows + $1] * by[$1] }
        }
        return add(Array(moved.suffix(bottom)))
    }

    /// The covariance of the columns, its part outside the diagonal made smaller by Schäfer and Strimmer's λ: the sum of the variances of the correlations
    /// divided by the sum of their squares.
    private static func shrunk(_ errors: [[Double]], _ n: Int) -> [Double] {
        let count = Double(errors.count)
        let samples = (0..<n).map { column in Sample(errors.lazy.map { $0[column] }) }
        let scaled = errors.map { row in
            (0..<n).map { samples[$0].deviation > 0 ? (row[$0] - samples[$0].mean) / samples[$0].deviation : 0 }
        }
        var correlations = [Double](repeating: 0, count: n * n)
        var (noise, size) = (0.0, 0.0)
        for a in 0..<n {
            for b in 0..<a {
                let products = scaled.map { $0[a] * $0[b] }
                let mean = products.reduce(0, +) / count
                let correlation = mean * count / (count - 1)
                correlations[a * n + b] = correlation
                correlations[b * n + a] = correlation
                let spread = products.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
                noise += count / ((count - 1) * (count - 1) * (count - 1)) * spread
                size += correlation * correlation
            }
        }
        let shrink = size > 0 ? min(max(noise / size, 0), 1) : 1
        return (0..<n * n).map { place in
            let (a, b) = (place / n, place % n)
            // A series that has never been wrong is not quite certain, or nothing could be moved.
            if a == b { return max(samples[a].variance, 1e-9) }
            return (1 - shrink) * correlations[place] * samples[a].deviation * samples[b].deviation
        }
    }
}
