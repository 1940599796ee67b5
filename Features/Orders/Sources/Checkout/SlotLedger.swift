import Contracts
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

    /// What is taken in a shop from a moment to before another, for making promises. It may be old by the time a booking is tried.
    static func booked(
        in scope: Identifier<Scope>, from: Instant, to: Instant, _ tx: Transaction
    ) throws -> BookedWork {
        let rows: [Load] = try tx.all(
            """
            SELECT station, slot, used FROM slot_loads WHERE store_id = \(scope) AND slot >= \(from) AND slot < \(to)
            """)
        return BookedWork(rows.map(\.booking))
    }

    /// What is taken of all that can be promised now.
    static func ahead(_ store: Store, _ tx: Transaction) throws -> BookedWork {
        try booked(
            in: Identifier(store.id), from: tx.now - .hours(4),
            to: tx.now + .days(Int64(store.rules.grid.horizon) + 2), tx)
    }

    /// What is taken of the slots in which something promised from `moment` can be made: as far back as it takes to be made, to be
    /// aligned with the clock, to be brought, and to be spread over slots before.
    static func before(_ moment: Instant, travel: Int, _ store: Store, _ tx: Transaction) throws -> BookedWork {
        let rules = store.rules
        let slots = Int64(rules.capacity.mostSlots + 1) * Int64(rules.grid.minutes)
        let reach = Span.minutes(Int64(rules.preparation + travel) + slots + 120)
        return try booked(in: Identifier(store.id), from: moment - reach, to: moment + .minutes(1), tx)
    }

    /// Takes the places of an order in the order of their keys, so that two orders never wait for each other in a circle.
    ///
    /// A slot that has no room is refused by the constraint of its row, so that nothing waits for an answer while the row is locked:
    /// then the transaction is undone as a whole, and `isFull` holds for its error.
    static func book(
        _ bookings: [Booking], capacity: Capacity, for order: Identifier<Order>, in scope: Identifier<Scope>,
        _ tx: Transaction
    ) throws {
        for booking in bookings.sorted(by: { ($0.slot, $0.station) < ($1.slot, $1.station) }) {
            try tx.post(
                """
                INSERT INTO slot_loads (store_id, station, slot, used, capacity)
                VALUES (\(scope), \(booking.station), \(booking.slot), \(booking.units),
                    \(capacity.perSlot[booking.station] ?? 0))
                ON CONFLICT (store_id, station, slot)
                DO UPDATE SET used = slot_loads.used + excluded.used, capacity = excluded.capacity
                """)
            try tx.post(
                """
                INSERT INTO slot_bookings (order_id, store_id, station, slot, units)
                VALUES (\(order), \(scope), \(booking.station), \(booking.slot), \(booking.units))
                """)
        }
    }

    /// Whether a transaction failed because a slot had no room.
    static func isFull(_ error: any Error) -> Bool { error as? DatabaseError == .check(hasRoom) }

    /// The name of the constraint that lets no slot hold more than it has room for.
    static let hasRoom = "slot_loads_capacity"

    /// Gives the places of an order back, once.
    static func release(_ order: Identifier<Order>, in scope: Identifier<Scope>, _ tx: Transaction) throws {
        let rows: [Load] = try tx.all(
            """
            SELECT station, slot, units FROM slot_bookings WHERE order_id = \(order) AND store_id = \(scope)
            ORDER BY slot, station
            """)
        for row in rows.map(\.booking) {
            try tx.execute(
                """
                UPDATE slot_loads SET used = used - \(row.units)
                WHERE store_id = \(scope) AND station = \(row.station) AND slot = \(row.slot)
                """)
        }
        try tx.execute("DELETE FROM slot_bookings WHERE order_id = \(order) AND store_id = \(scope)")
    }
}

extension OrderParticipant {
    /// Takes the places of an order in the kitchen's slots, and gives them back when it is given up.
    static let slots = OrderParticipant(
        "slots", at: .payment, refusals: [.check(SlotLedger.hasRoom): .conflict("orders.slot-full")],
        place: { order, draft, tx in
            try SlotLedger.book(
                draft.promise.bookings, capacity: draft.store.rules.capacity, for: order.id, in: order.scope, tx)
        },
        giveUp: { order, _, tx in try SlotLedger.release(order.id, in: order.scope, tx) })
}
