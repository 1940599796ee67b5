public import Kernel

/// Units of one station's slot that belong to an order: a row of the ledger of capacity.
public struct Booking: Hashable, Sendable, Codable {
    /// The slug of the station.
    public let station: String
    /// The start of the slot.
    public let slot: Instant
    /// Units taken, more than 0.
    public let units: Int

    /// A row of the ledger.
    public init(station: String, slot: Instant, units: Int) {
        self.station = station
        self.slot = slot
        self.units = units
    }
}

/// What is already taken, by station and slot, as the ledger says.
public struct BookedWork: Hashable, Sendable {
    private struct Key: Hashable {
        let station: String
        let slot: Instant
    }
    private var taken: [Key: Int] = [:]

    /// Adds up the given rows.
    public init(_ bookings: some Sequence<Booking> = []) {
        for booking in bookings { add(booking) }
    }

    /// Units taken of a station's slot, 0 when nothing is known of it.
    public func units(_ station: String, _ slot: Instant) -> Int { taken[Key(station: station, slot: slot)] ?? 0 }

    /// Adds a row; a sum beyond the integers stays at the largest.
    public mutating func add(_ booking: Booking) {
        let key = Key(station: booking.station, slot: booking.slot)
        let (sum, overflow) = (taken[key] ?? 0).addingReportingOverflow(booking.units)
        taken[key] = overflow ? .max : sum
    }
}
