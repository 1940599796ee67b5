public import Kernel

/// When an order is wanted.
public enum WantedTime: Hashable, Sendable {
    /// As soon as the kitchen can.
    case soonest
    /// In the window that begins at this moment.
    case at(Instant)
}

/// What a promise is asked for.
public struct PromiseRequest: Hashable, Sendable {
    /// When it is asked.
    public let now: Instant
    /// How the order leaves the shop.
    public let mode: ServiceMode
    /// What the kitchen has to do.
    public let work: WorkLoad
    /// Minutes on the road, 0 … 600; 0 for pickup.
    public let travel: Int
    /// When it is wanted.
    public let wanted: WantedTime

    /// A question; `travel` is brought into its range.
    public init(now: Instant, mode: ServiceMode, work: WorkLoad, travel: Int = 0, wanted: WantedTime = .soonest) {
        self.now = now
        self.mode = mode
        self.work = work
        self.travel = min(max(travel, 0), 600)
        self.wanted = wanted
    }
}

/// What promises are made from. Pure: what is already taken comes with each question.
///
/// Opening hours say when the kitchen works, not when customers receive: an order made in the slot of 19:00 with 15 minutes of
/// preparation and 20 on the road is promised from the next round time at or after 19:35.
public struct PromiseRules: Hashable, Sendable {
    /// When the kitchen works.
    public let hours: OpeningHours
    /// How its time is cut.
    public let grid: SlotGrid
    /// How much it does in a slot.
    public let capacity: Capacity
    /// Minutes from the start of the last slot until the order is ready, 0 … 600.
    public let preparation: Int
    /// The length of the window that the customer is told, in minutes, 5 … 240.
    public let window: Int

    /// Rules from their parts; `preparation` and `window` are the slot's length unless given, and are brought into their range.
    public init(
        hours: OpeningHours, grid: SlotGrid = .usual, capacity: Capacity, preparation: Int? = nil, window: Int? = nil
    ) {
        self.hours = hours
        self.grid = grid
        self.capacity = capacity
        self.preparation = min(max(preparation ?? grid.minutes, 0), 600)
        self.window = min(max(window ?? grid.minutes, 5), 240)
    }

    /// Whether an order for now is taken: the kitchen works, and the last order of the stretch has not passed, nor does a break take what
    /// is left of it. The doors may stay open longer.
    public func takesOrders(at now: Instant, _ mode: ServiceMode) -> Bool {
        guard let closing = hours.currentClosing(at: now, mode) else { return false }
        let (today, earliest) = (hours.zone.local(now).date, grid.earliest(at: now))
        // A stretch ends by 47:59 of its day, and the next day's may follow it without a gap.
        return (-1...1).contains { offset in
            grid.slots(on: today.advanced(by: offset), mode, hours).contains { $0 >= earliest && $0 < closing }
        }
    }

    /// The window of an order that is finished in a slot and then `travel` minutes on the road; begins on the grid.
    public func window(of slot: Instant, on day: CivilDate, travel: Int) -> PromiseWindow {
        let from = grid.aligned(slot + .minutes(Int64(preparation + travel)), in: hours.zone)
        return PromiseWindow(day: day, kitchenSlot: slot, from: from, to: from + .minutes(Int64(window)))
    }
}
