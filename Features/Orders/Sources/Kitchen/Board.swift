import Contracts
import Database
import Kernel

/// Reads the orders of a shop for its board.
struct Board: Sendable {
    let database: Database

    /// How long an order that is handed over stays on the board, so that a slip can be undone.
    static let lingers = Span.minutes(10)

    /// The most tickets that a board shows.
    static let mostTickets = 300

    /// The columns of the board, from left to right.
    static let columns: [OrderState] = [.placed, .accepted, .preparing, .ready, .out, .delivered]

    /// What a board shows.
    struct Tickets: Sendable {
        /// By promise, the oldest first.
        let shown: [Ticket]
        /// How many more there are.
        let leftOut: Int
    }

    /// Everything that is on its way, and what was just handed over. If that is more than a board shows, what nobody has accepted comes first,
    /// then what is promised nearest to now: what was forgotten for days hides nothing that is to be done tonight.
    func tickets(in scope: Identifier<Scope>) async throws -> Tickets {
        try await database.read { tx in
            let open: SQL = """
                store_id = \(scope) AND (state IN ('placed', 'accepted', 'preparing', 'ready', 'out')
                    OR (state = 'delivered' AND updated_at > \(tx.now - Self.lingers)))
                """
            let orders: [Order] = try tx.all(
                """
                SELECT \(Order.columns) FROM orders WHERE \(open)
                ORDER BY CASE WHEN state = 'placed' THEN 0 ELSE 1 END, ABS(promised_from - \(tx.now)), number DESC
                LIMIT \(Self.mostTickets)
                """)
            let isFull = orders.count == Self.mostTickets
            let count: Int? = isFull ? try tx.first("SELECT COUNT(*) FROM orders WHERE \(open)") : orders.count
            let sorted = orders.sorted { ($0.promisedFrom, $0.number) < ($1.promisedFrom, $1.number) }
            return Tickets(shown: try tx.tickets(sorted), leftOut: (count ?? orders.count) - orders.count)
        }
    }

    /// One order of a shop with its lines; throws not found.
    func ticket(_ id: Identifier<Order>, in scope: Identifier<Scope>) async throws -> Ticket {
        try await database.read { tx in
            guard let ticket = try tx.tickets([try tx.order(id, in: scope)]).first else { throw AppError.notFound() }
            return ticket
        }
    }
}
