public import Kernel

/// When the kitchen works for each mode: the ordinary week, dates that differ, and breaks, on the shop's wall clock.
///
/// Daylight saving: a reading that occurs twice (autumn) means the first time, so that 18:00–26:00 is eight hours on every night;
/// a reading that does not occur (spring) means the moment the gap ends, and a stretch that lies inside the gap is none.
public struct OpeningHours: Hashable, Sendable {
    /// How many days ahead `nextOpening` and `currentClosing` look.
    public static let searchDays = 60

    /// The zone whose wall clock is meant.
    public let zone: ShopZone
    /// The ordinary week of each mode; a mode that is missing is closed.
    public let weekly: [ServiceMode: WeeklyHours]
    /// Dates that differ; each replaces the whole day.
    public let exceptions: [CivilDate: HoursException]
    /// Breaks put in by hand.
    public let pauses: [Pause]
    /// Until when a closed shop's night still counts as the day before.
    public let cutOver: WallTime

    /// 05:00, by when a pizzeria's night is over and its morning has not begun.
    public static let usualCutOver = WallTime(minutes: 300) ?? .midnight

    /// Hours from their parts. Of two exceptions for a date the later in the list holds.
    public init(
        zone: ShopZone, weekly: [ServiceMode: WeeklyHours], exceptions: [HoursException] = [], pauses: [Pause] = [],
        cutOver: WallTime = OpeningHours.usualCutOver
    ) {
        self.zone = zone
        self.weekly = weekly
        self.exceptions = Dictionary(exceptions.map { ($0.date, $0) }, uniquingKeysWith: { $1 })
        self.pauses = pauses
        self.cutOver = cutOver
    }

    /// The same hours with other breaks.
    public func with(pauses: [Pause]) -> OpeningHours {
        OpeningHours(
            zone: zone, weekly: weekly, exceptions: Array(exceptions.values), pauses: pauses, cutOver: cutOver)
    }

    /// The stretches of a business day on the wall clock, in order, breaks not counted: what a page of hours shows.
    public func spans(on date: CivilDate, _ mode: ServiceMode) -> [ServiceSpan] {
        if let exception = exceptions[date] { return exception.hours[mode] ?? [] }
        return weekly[mode]?[date.weekday] ?? []
    }

    /// The stretches of a business day as moments, in order, as planned: breaks not counted.
    public func plannedServices(on date: CivilDate, _ mode: ServiceMode) -> [Range<Instant>] {
        spans(on: date, mode).compactMap { span in
            let opens = zone.instantAfterGap(date, span.opens)
            let closes = zone.instantAfterGap(date, span.closes)
            return opens < closes ? opens..<closes : nil
        }
    }

    /// The stretches of a business day as moments, in order, with breaks taken out.
    public func services(on date: CivilDate, _ mode: ServiceMode) -> [Range<Instant>] {
        pauses.reduce(plannedServices(on: date, mode)) { ranges, pause in
            ranges.flatMap { pause.removed(from: $0, mode) }
        }
    }
}
