import Database
import Kernel
import Shop

/// The one ledger of kitchen work. A place in a slot is taken by a statement that fails when there is none, never by looking first:
/// two orders that want the last place cannot both get it.
enum SlotLedger {
    private struct Load: RowDecodable {
        let booking: Booking
        init(row: inout Row) throws {
            booking = Booking(station: try row.next(), slot: try row.next(), units: try row.next())
        }
    }

    /// What is taken from a moment on, for making promises. It may be old by the time a booking is tried.
    static func booked(_ tx: Transaction, from: Instant, to: Instant) throws -> BookedWork {
        let rows: [Load] = try tx.all(
            "SELECT station, slot, used FROM slot_loads WHERE slot >= \(from) AND slot < \(to)")
        return BookedWork(rows.map(\.booking))
    }

    /// What is taken of all that can be promised now.
    static func ahead(_ store: Store, _ tx: Transaction) throws -> BookedWork {
        try booked(tx, from: tx.now - .hours(4), to: tx.now + .days(Int64(store.rules.grid.horizon) + 2))
    }

    /// Takes the places of an order in the order of their keys, so that two orders never wait for each other in a circle.
    ///
    /// A slot that has no room is refused by the constraint of its row, so that nothing waits for an answer while the row is locked:
    /// then the transaction is undone as a whole, and `isFull` holds for its error.
    static func book(_ bookings: [Booking], capacity: Capacity, for order: Identifier<Order>, _ tx: Transaction) throws
    {
        for booking in bookings.sorted(by: { ($0.slot, $0.station) < ($1.slot, $1.station) }) {
            try tx.post(
                """
                INSERT INTO slot_loads (station, slot, used, capacity)
                VALUES (\(booking.station), \(booking.slot), \(booking.units), \(capacity.perSlot[booking.station] ?? 0))
                ON CONFLICT (station, slot)
                DO UPDATE SET used = slot_loads.used + excluded.used, capacity = excluded.capacity
                """)
            try tx.post(
                """
                INSERT INTO slot_bookings (order_id, station, slot, units)
                VALUES (\(order), \(booking.station), \(booking.slot), \(booking.units))
                """)
        }
    }

    /// Whether a transaction failed because a slot had no room.
    static func isFull(_ error: any Error) -> Bool { error as? DatabaseError == .check("slot_loads_capacity") }

    /// Gives the places of an order back, once.
    static func release(_ order: Identifier<Order>, _ tx: Transaction) throws {
        let rows: [Load] = try tx.all(
            "SELECT station, slot, units FROM slot_bookings WHERE order_id = \(order) ORDER BY slot, station")
        for row in rows.map(\.booking) {
            try tx.execute(
                "UPDATE slot_loads SET used = used - \(row.units) WHERE station = \(row.station) AND slot = \(row.slot)"
            )
        }
        try tx.execute("DELETE FROM slot_bookings WHERE order_id = \(order)")
    }
}
