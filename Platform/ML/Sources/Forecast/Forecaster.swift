/// A way to continue a series: learns from its past, says the mean of what comes.
///
/// Series are evenly spaced, oldest first, and hold finite numbers; `PointForecast.clean` makes such of anything. A season is the number of
/// steps after which a pattern returns: 7 for days of the week, 24 for hours of the day, 1 for none.
public protocol Forecaster: Sendable, Codable {
    /// Its name in reports.
    static var name: String { get }
    /// Learns from a series; nil when it is too short or not of the kind that this way is for.
    static func fit(_ series: [Double], season: Int) -> Self?
    /// The next `horizon` values.
    func forecast(_ horizon: Int) -> [Double]
}

/// The value of the same moment one season ago: the simple answer that every other has to beat.
public struct SeasonalNaive: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "seasonal naive"
    private let last: [Double]

    /// Keeps the last season; nil for a series that is shorter than one.
    public static func fit(_ series: [Double], season: Int) -> SeasonalNaive? {
        guard season > 0, series.count >= season else { return nil }
        return SeasonalNaive(last: Array(series.suffix(season)))
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] { (0..<max(horizon, 0)).map { last[$0 % last.count] } }
}

/// The mean of the same moment in the last seasons, up to eight of them: steadier than the last alone where nothing moves.
public struct SeasonalMean: Forecaster, Hashable {
    /// Its name in reports.
    public static let name = "seasonal mean"
    private let means: [Double]

    /// Takes the means; nil for a series of less than two seasons.
    public static func fit(_ series: [Double], season: Int) -> SeasonalMean? {
        guard season > 0, series.count >= 2 * season else { return nil }
        let seasons = min(series.count / season, 8)
        let tail = Array(series.suffix(seasons * season))
        return SeasonalMean(
            means: (0..<season).map { place in
                (0..<seasons).reduce(0) { $0 + tail[$1 * season + place] } / Double(seasons)
            })
    }

    /// The next `horizon` values.
    public func forecast(_ horizon: Int) -> [Double] { (0..<max(horizon, 0)).map { means[$0 % means.count] } }
}
