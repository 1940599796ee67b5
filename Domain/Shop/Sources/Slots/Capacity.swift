/// What the kitchen can do in one slot, in units of work by station.
public struct Capacity: Hashable, Sendable {
    /// Units per slot by the slug of the station. A station that is not named here has no limit, one with 0 takes nothing.
    public let perSlot: [String: Int]
    /// An order is refused when it would take more slots than this, even in an empty kitchen.
    public let mostSlots: Int

    /// Limits by station; negative ones count as 0, `mostSlots` is 1 … 96.
    public init(_ perSlot: [String: Int], mostSlots: Int = 8) {
        self.perSlot = perSlot.mapValues { min(max($0, 0), WorkLoad.limit) }
        self.mostSlots = min(max(mostSlots, 1), 96)
    }

    /// How many empty slots in a row `units` of a station take at least; nil when no number within `mostSlots` is enough.
    public func slots(for units: Int, of station: String) -> Int? {
        guard let limit = perSlot[station], units > 0 else { return 1 }
        guard limit > 0 else { return nil }
        let slots = (units - 1) / limit + 1
        return slots <= mostSlots ? slots : nil
    }

    /// The station, first by name, that can never do its part of `work`; nil when all can.
    public func overwhelmed(by work: WorkLoad) -> String? {
        work.units.keys.sorted().first { slots(for: work[$0], of: $0) == nil }
    }
}
