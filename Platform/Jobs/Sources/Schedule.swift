public import Kernel

/// When something is due again and again. Its name is stored, so it stays the same from version to version.
public struct Schedule: Sendable {
    private enum Rule: Sendable {
        case every(Span)
        case daily(WallTime, ShopZone)
    }

    /// The name by which its periods are remembered.
    public let name: String
    private let rule: Rule

    /// Once in every period of the given length, counted from 1970; at least a second. The first time is at once.
    public init(_ name: String, every span: Span) {
        self.name = name
        rule = .every(max(span, .seconds(1)))
    }

    /// Once a day when the wall shows `time`; in the spring gap, at its end. The first time is the next one to come, and
    /// one that was missed because no program ran is made up for.
    public init(_ name: String, dailyAt time: WallTime, in zone: ShopZone) {
        self.name = name
        rule = .daily(time, zone)
    }

    /// Whether a schedule that was never seen before is due at once.
    var startsAtOnce: Bool {
        if case .every = rule { true } else { false }
    }

    /// The beginning of the period that a moment lies in.
    func period(at moment: Instant) -> Instant {
        switch rule {
        case .every(let span):
            let rest = moment.microseconds % span.microseconds
            return Instant(microseconds: moment.microseconds - (rest < 0 ? rest + span.microseconds : rest))
        case .daily(let time, let zone):
            // A reading past midnight belongs to the day before, so up to two days are looked back.
            let today = zone.local(moment).date
            let candidates = (-2...0).map { zone.instantAfterGap(today.advanced(by: $0), time) }
            return candidates.last { $0 <= moment } ?? zone.instantAfterGap(today.advanced(by: -3), time)
        }
    }
}
