public import Kernel

/// A break that staff put in by hand: the oven is down, or the kitchen cannot follow.
public struct Pause: Hashable, Sendable {
    /// When it began.
    public let since: Instant
    /// The first moment at which orders are taken again.
    public let until: Instant
    /// Which modes it stops.
    public let modes: Set<ServiceMode>
    /// What the customer reads; may be empty.
    public let reason: String

    /// A break up to `until`, of every mode unless said otherwise. Without `since` it reaches back for ever.
    public init(
        since: Instant = Instant(microseconds: .min), until: Instant, reason: String,
        modes: Set<ServiceMode> = Set(ServiceMode.allCases)
    ) {
        self.since = since
        self.until = until
        self.reason = reason
        self.modes = modes
    }

    /// Whether it stops `mode` at some moment of `range`.
    func touches(_ range: Range<Instant>, _ mode: ServiceMode) -> Bool {
        modes.contains(mode) && since < range.upperBound && range.lowerBound < until
    }

    /// What of `range` is left outside the break.
    func removed(from range: Range<Instant>, _ mode: ServiceMode) -> [Range<Instant>] {
        guard touches(range, mode) else { return [range] }
        var left: [Range<Instant>] = []
        if range.lowerBound < since { left.append(range.lowerBound..<since) }
        if until < range.upperBound { left.append(until..<range.upperBound) }
        return left
    }
}
