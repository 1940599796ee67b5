/// The hours of an ordinary week: any number of stretches on each day.
public struct WeeklyHours: Hashable, Sendable {
    private let days: [[ServiceSpan]]

    /// Stretches by day of the week after ISO 8601 (1 is Monday, 7 is Sunday); other keys are ignored.
    /// A day that is missing is closed. Stretches that overlap or touch become one.
    public init(_ spans: [Int: [ServiceSpan]]) {
        days = (1...7).map { ServiceSpan.joined(spans[$0] ?? []) }
    }

    /// Closed all week.
    public static let closed = WeeklyHours([:])

    /// The stretches that start on a day of the week, in order; none for a number outside 1 … 7.
    public subscript(weekday: Int) -> [ServiceSpan] {
        days.indices.contains(weekday - 1) ? days[weekday - 1] : []
    }
}
