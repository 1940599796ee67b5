import Kernel

/// Looks for room in the slots of one stretch of opening.
struct KitchenRoom {
    let capacity: Capacity
    let work: WorkLoad
    let length: Span
    let used: (_ station: String, _ slot: Instant) -> Int

    /// The bookings of an order that is finished in `starts[index]`, or nil when there is no room.
    ///
    /// A station whose part fits an empty slot gets it whole in the last slot. A larger part spreads back over consecutive slots, the last ones
    /// filled first so that little gets cold, and over at most one slot more than an empty kitchen would need.
    func bookings(finishing index: Int, of starts: [Instant]) -> [Booking]? {
        guard starts.indices.contains(index) else { return nil }
        var bookings: [Booking] = []
        for (station, units) in work.units {
            guard let least = capacity.slots(for: units, of: station) else { return nil }
            guard let limit = capacity.perSlot[station] else { continue }
            var left = units
            let reach = least == 1 ? 1 : least + 1
            for slot in run(ending: index, of: starts).prefix(reach) where left > 0 {
                let free = limit - min(max(used(station, slot), 0), limit)
                if least == 1, free < left { return nil }
                let taken = min(free, left)
                if taken > 0 { bookings.append(Booking(station: station, slot: slot, units: taken)) }
                left -= taken
            }
            if left > 0 { return nil }
        }
        return bookings.sorted { ($0.slot, $0.station) < ($1.slot, $1.station) }
    }

    /// The slots from `index` backwards, as long as each follows directly on the one before.
    private func run(ending index: Int, of starts: [Instant]) -> [Instant] {
        var run = [starts[index]]
        for earlier in starts[..<index].reversed() {
            guard let first = run.last, first - earlier == length, run.count <= capacity.mostSlots else { break }
            run.append(earlier)
        }
        return run
    }
}
