public import Kernel

/// One stretch of opening on a day, by the shop's wall clock: 19:00 to 24:30 belongs wholly to the day it started on.
public struct ServiceSpan: Hashable, Sendable {
    /// When it opens, before 24:00 of its own day.
    public let opens: WallTime
    /// When it closes, after `opens`; past 24:00 it is the night of the same business day.
    public let closes: WallTime

    /// A stretch from `opens` to `closes`; nil when it is empty, backwards, or starts after its day is over.
    public init?(_ opens: WallTime, _ closes: WallTime) {
        guard opens < closes, opens.minutes < 1440 else { return nil }
        self.opens = opens
        self.closes = closes
    }

    /// Reads `HH:MM` twice, with hours up to 47; anything that is not a stretch is nil.
    public init?(_ opens: String, _ closes: String) {
        guard let first = WallTime(opens), let last = WallTime(closes) else { return nil }
        self.init(first, last)
    }

    /// The stretches in order, with those that overlap or touch joined, so that no moment is counted twice.
    static func joined(_ spans: [ServiceSpan]) -> [ServiceSpan] {
        var result: [ServiceSpan] = []
        for span in spans.sorted(by: { ($0.opens, $0.closes) < ($1.opens, $1.closes) }) {
            if let last = result.last, span.opens <= last.closes,
                let whole = ServiceSpan(last.opens, max(last.closes, span.closes))
            {
                result[result.count - 1] = whole
            } else {
                result.append(span)
            }
        }
        return result
    }
}
