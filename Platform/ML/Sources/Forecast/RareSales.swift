/// What sells now and then: the probability of a sale and its size are smoothed apart, the probability in every step, so that what has
/// stopped selling fades away (Teunter, Syntetos and Babai, "Intermittent demand: linking forecasting to inventory obsolescence", 2011).
public struct RareSales: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "rare sales"
    private let mean: Double

    /// Learns from a series at least half of which is zero, with two sales or more; nil for any other. The two rates of smoothing are those
    /// of a small grid with the lowest squared error of the rate of demand.
    public static func fit(_ series: [Double], season: Int) -> RareSales? {
        let sales = series.filter { $0 > 0 }
        guard sales.count >= 2, series.count >= 8, sales.count * 2 <= series.count, series.allSatisfy({ $0 >= 0 })
        else {
            return nil
        }
        let (size, chance) = (sales.reduce(0, +) / Double(sales.count), Double(sales.count) / Double(series.count))
        var best: (mean: Double, squares: Double) = (size * chance, .infinity)
        for beta in [0.01, 0.02, 0.05, 0.1, 0.2] {
            for alpha in [0.02, 0.05, 0.1, 0.2] {
                var (sizeNow, chanceNow, squares) = (size, chance, 0.0)
                for value in series {
                    let error = value - sizeNow * chanceNow
                    squares += error * error
                    chanceNow += beta * ((value > 0 ? 1 : 0) - chanceNow)
                    if value > 0 { sizeNow += alpha * (value - sizeNow) }
                }
                if squares < best.squares { best = (sizeNow * chanceNow, squares) }
            }
        }
        return RareSales(mean: best.mean)
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] { [Double](repeating: mean, count: max(horizon, 0)) }
}
