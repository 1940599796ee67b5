public import Kernel

/// How a day is cut into slots of kitchen time. A slot is known by the moment it starts.
public struct SlotGrid: Hashable, Sendable {
    /// The length of a slot in minutes; divides the hour, so that slots start on round readings of the wall clock.
    public let minutes: Int
    /// How many minutes before its start a slot stops taking orders. Negative: it may still be joined that long after.
    public let lead: Int
    /// No slot starts later than this many minutes before closing.
    public let lastOrder: Int
    /// How many business days ahead orders are taken; 0 is today only.
    public let horizon: Int

    /// A grid; nil unless `minutes` is 5 … 60 and divides 60, `lead` is within a day and less than a slot in the past,
    /// `lastOrder` is 0 … 720 and `horizon` 0 … 60.
    public init?(minutes: Int = 15, lead: Int = 0, lastOrder: Int = 30, horizon: Int = 7) {
        guard (5...60).contains(minutes), 60 % minutes == 0, lead > -minutes, lead <= 1440,
            (0...720).contains(lastOrder), (0...60).contains(horizon)
        else { return nil }
        self.minutes = minutes
        self.lead = lead
        self.lastOrder = lastOrder
        self.horizon = horizon
    }

    /// Slots of fifteen minutes, last order half an hour before closing, a week ahead.
    public static let usual = SlotGrid(known: 15, lead: 0, lastOrder: 30, horizon: 7)

    private init(known minutes: Int, lead: Int, lastOrder: Int, horizon: Int) {
        (self.minutes, self.lead, self.lastOrder, self.horizon) = (minutes, lead, lastOrder, horizon)
    }

    /// The length of a slot.
    public var length: Span { .minutes(Int64(minutes)) }

    /// The first moment at or after `instant` at which the wall shows a multiple of the slot's length.
    public func aligned(_ instant: Instant, in zone: ShopZone) -> Instant {
        var moment = Instant(seconds: instant.seconds)
        if moment < instant { moment = moment + .seconds(1) }
        // Twice over a change of the clock at most: once to it, once from it.
        for _ in 0..<3 {
            let past = remainder(moment, offset: zone.offset(at: moment))
            if past == 0 { return moment }
            moment = moment + .seconds(Int64(minutes) * 60 - past)
        }
        return moment
    }

    private func remainder(_ instant: Instant, offset: Int) -> Int64 {
        let length = Int64(minutes) * 60
        let past = (instant.seconds + Int64(offset)) % length
        return past < 0 ? past + length : past
    }

    /// The slots of one stretch of opening, in order: each lies wholly inside and starts no later than the last order.
    func slots(in service: Range<Instant>, _ zone: ShopZone) -> [Instant] {
        let needed = max(length, .minutes(Int64(lastOrder)))
        let steady = zone.offset(at: service.lowerBound) == zone.offset(at: service.upperBound)
        var found: [Instant] = []
        var next = aligned(service.lowerBound, in: zone)
        while next + needed <= service.upperBound {
            found.append(next)
            next = steady ? next + length : aligned(next + length, in: zone)
        }
        return found
    }
}
