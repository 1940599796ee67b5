import Database
import Kernel
import Shop

/// The one ledger of kitchen work. A place in a slot is taken by a conditional statement, never by looking first:
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

    /// Takes the places of an order in the order of their keys, so that two orders never wait for each other in a circle.
    /// Throws `conflict` when one is no longer free; the transaction is then undone as a whole.
    static func book(_ bookings: [Booking], capacity: Capacity, for order: Identifier<Order>, _ tx: Transaction) throws
    {
        let sorted = bookings.sorted { ($0.slot, $0.station) < ($1.slot, $1.station) }
        for booking in sorted {
            let limit = capacity.perSlot[booking.station] ?? 0
            // Into an empty slot the statement below would insert without comparing.
            guard booking.units <= limit else { throw AppError.conflict("orders.slot-full") }
            let changed = try tx.execute(
                """
                INSERT INTO slot_loads (station, slot, used, capacity)
                VALUES (\(booking.station), \(booking.slot), \(booking.units), \(limit))
                ON CONFLICT (station, slot) DO UPDATE SET used = slot_loads.used + excluded.used, capacity = excluded.capacity
                WHERE slot_loads.used + excluded.used <= excluded.capacity
                """)
            if changed == 0 { throw AppError.conflict("orders.slot-full") }
        }
        for booking in sorted {
            try tx.post(
                """
                INSERT INTO slot_bookings (order_id, station, slot, units)
                VALUES (\(order), \(booking.station), \(booking.slot), \(booking.units))
                """)
        }
    }

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
