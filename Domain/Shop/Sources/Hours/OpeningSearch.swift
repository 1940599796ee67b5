public import Kernel

extension OpeningHours {
    /// Whether the shop works for `mode` at a moment. Open at the moment of opening, closed at the moment of closing.
    public func isOpen(at instant: Instant, _ mode: ServiceMode) -> Bool {
        pause(at: instant, mode) == nil && isPlanned(at: instant, mode)
    }

    /// Whether the plan of hours has the shop working for `mode` at a moment, breaks not counted.
    public func isPlanned(at instant: Instant, _ mode: ServiceMode) -> Bool {
        let today = zone.local(instant).date
        // A stretch ends by 47:59 of its day, so that only yesterday's and today's can hold the moment.
        return [today.advanced(by: -1), today].contains { date in
            plannedServices(on: date, mode).contains { $0.contains(instant) }
        }
    }

    /// The first moment after `instant` at which a closed shop opens, or takes orders again after a break.
    ///
    /// While it is open this is the opening after the current one. Nil when there is none within `searchDays`.
    public func nextOpening(after instant: Instant, _ mode: ServiceMode) -> Instant? {
        let today = zone.local(instant).date
        var found: Instant?
        for offset in -1...Self.searchDays {
            let before = found
            let openings = services(on: today.advanced(by: offset), mode).map(\.lowerBound)
                .filter { $0 > instant && !isOpen(at: $0 - Span(microseconds: 1), mode) }
            found = (openings + [found].compactMap { $0 }).min()
            // Yesterday's night may reach past today's first opening, so one more day is looked at before answering.
            if before != nil { return found }
        }
        return found
    }

    /// When the shop closes, or begins a break, if it is open at `instant`; nil if it is closed.
    ///
    /// Stretches of following days that begin before the last one ends are followed, at most `searchDays` far.
    public func currentClosing(at instant: Instant, _ mode: ServiceMode) -> Instant? {
        let today = zone.local(instant).date
        var closing: Instant?
        for offset in -1...Self.searchDays {
            let before = closing
            for service in services(on: today.advanced(by: offset), mode) {
                let reached = closing ?? instant
                if service.lowerBound <= reached, reached < service.upperBound { closing = service.upperBound }
            }
            if offset >= 0, closing == before { return closing }
        }
        return closing
    }

    /// The break that stops `mode` at a moment; of several the one that ends last.
    public func pause(at instant: Instant, _ mode: ServiceMode) -> Pause? {
        pauses.filter { $0.modes.contains(mode) && $0.since <= instant && instant < $0.until }
            .max { $0.until < $1.until }
    }

    /// The business day of a moment: the day whose till it belongs to.
    ///
    /// A night that is still open belongs to the day it started on, however long. Otherwise what comes before the cut-over, and before
    /// the day's own first opening, is still the day before. Planned hours of all modes count; breaks do not move a day. Later
    /// moments never have an earlier day, except for the hour that autumn repeats across a cut-over set inside it.
    public func businessDay(of instant: Instant) -> CivilDate {
        let (today, time) = zone.local(instant)
        let yesterday = today.advanced(by: -1)
        let modes = ServiceMode.allCases
        if modes.contains(where: { mode in
            spans(on: yesterday, mode).contains { $0.closes.minutes >= 1440 }
                && plannedServices(on: yesterday, mode).contains { $0.contains(instant) }
        }) {
            return yesterday
        }
        guard time < cutOver else { return today }
        let begun = modes.contains { mode in
            plannedServices(on: today, mode).contains { $0.lowerBound <= instant }
        }
        return begun ? today : yesterday
    }
}
