import Database
import Kernel
import Menu
import MenuView
import Shop
import Web

/// An order as the kitchen sees it.
struct Ticket: Sendable {
    let order: Order
    let lines: [OrderLine]
}

/// A line of an order, as it was sold.
struct OrderLine: Sendable, RowDecodable {
    let order: Identifier<Order>
    let position: Int
    let configuration: LineConfiguration?
    let quantity: Int
    let unitCents: Int64
    let totalCents: Int64
    let note: String
    let frozen: FrozenLine

    static let columns: SQL = "order_id, position, configuration, quantity, unit, total, note, frozen"

    init(row: inout Row) throws {
        order = try row.next()
        position = try row.next()
        configuration = LineConfiguration(text: try row.next())
        quantity = try row.next()
        unitCents = try row.next()
        totalCents = try row.next()
        note = try row.next()
        frozen = try Frozen.decode(FrozenLine.self, from: try row.next())
    }
}

/// Reads orders for the board.
struct Board: Sendable {
    let database: Database

    /// How long an order that is handed over stays on the board, so that a slip can be undone.
    static let lingers = Span.minutes(10)

    /// The columns of the board, from left to right.
    static let columns: [OrderState] = [.placed, .accepted, .preparing, .ready, .out, .delivered]

    /// Everything that is on its way, and what was just handed over, oldest promise first.
    func tickets() async throws -> [Ticket] {
        try await database.read { tx in
            let orders: [Order] = try tx.all(
                """
                SELECT \(Order.columns) FROM orders
                WHERE state IN ('placed', 'accepted', 'preparing', 'ready', 'out')
                    OR (state = 'delivered' AND updated_at > \(tx.now - Self.lingers))
                ORDER BY promised_from, number LIMIT 300
                """)
            return try tx.tickets(orders)
        }
    }

    /// One order with its lines; throws not found.
    func ticket(_ id: Identifier<Order>) async throws -> Ticket {
        try await database.read { tx in
            guard let ticket = try tx.tickets([try tx.order(id)]).first else { throw AppError.notFound() }
            return ticket
        }
    }
}

extension Transaction {
    /// Orders with their lines, in the order given.
    func tickets(_ orders: [Order]) throws -> [Ticket] {
        let ids = orders.map(\.id)
        let lines: [OrderLine] = try all(
            "SELECT \(OrderLine.columns) FROM order_lines WHERE order_id IN \(list: ids) ORDER BY order_id, position")
        let byOrder = Dictionary(grouping: lines) { $0.order }
        return orders.map { Ticket(order: $0, lines: byOrder[$0.id] ?? []) }
    }
}

/// A ticket for programs.
struct TicketView: JSONWritable {
    let order: OrderView
    let customer: String
    let phone: String
    let address: String?
    let lines: [OrderLineView]

    static let example = TicketView(
        order: .example, customer: "Ada", phone: "+390515550100", address: "Via dei Mulini 3, 40999 Borgo San Lino",
        lines: [.example])

    func write(to json: inout JSONWriter) {
        json.member("order", order)
        json.member("customer", customer)
        json.member("phone", phone)
        json.member("address", address)
        json.member("lines", lines)
    }
}

extension TicketView {
    init(_ ticket: Ticket, _ language: Language) {
        self.init(
            order: OrderView(ticket.order), customer: ticket.order.customer, phone: ticket.order.phone,
            address: ticket.order.address?.line, lines: ticket.lines.map { OrderLineView($0, ticket.order, language) })
    }
}

/// Where an order is, for programs.
struct OrderView: JSONWritable {
    let id: Identifier<Order>
    let number: Int64
    let state: String
    let mode: String
    let goods: Money
    let delivery: Money
    let total: Money
    let payment: String
    let businessDay: CivilDate
    let placedAt: Instant
    let promisedFrom: Instant
    let promisedTo: Instant

    static let example = OrderView(
        id: Identifier(high: 0x7000, low: 1 << 63), number: 1042, state: "accepted", mode: "delivery",
        goods: Money(cents: 2000),
        delivery: Money(cents: 150), total: Money(cents: 2150), payment: "cash",
        businessDay: CivilDate(daysSinceEpoch: 20_000),
        placedAt: Instant(seconds: 1_790_000_000), promisedFrom: Instant(seconds: 1_790_000_000),
        promisedTo: Instant(seconds: 1_790_000_900))

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("number", number)
        json.member("state", state)
        json.member("mode", mode)
        json.member("goods", goods)
        json.member("delivery", delivery)
        json.member("total", total)
        json.member("payment", payment)
        json.member("business_day", businessDay)
        json.member("placed_at", placedAt)
        json.member("promised_from", promisedFrom)
        json.member("promised_to", promisedTo)
    }
}

extension OrderView {
    init(_ order: Order) {
        self.init(
            id: order.id, number: order.number, state: order.state.rawValue, mode: order.mode.rawValue,
            goods: order.goods,
            delivery: order.delivery, total: order.total, payment: order.payment.rawValue,
            businessDay: order.businessDay,
            placedAt: order.placedAt, promisedFrom: order.promisedFrom, promisedTo: order.promisedTo)
    }
}

/// A line of an order, for programs.
struct OrderLineView: JSONWritable {
    let name: String
    let details: String
    let note: String
    let quantity: Int
    let unit: Money
    let total: Money
    let contains: [String]

    static let example = OrderLineView(
        name: "Margherita", details: "Normale", note: "", quantity: 2, unit: Money(cents: 650),
        total: Money(cents: 1300),
        contains: ["gluten", "milk"])

    func write(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("details", details)
        json.member("note", note)
        json.member("quantity", quantity)
        json.member("unit_price", unit)
        json.member("total", total)
        json.member("contains", contains)
    }
}

extension OrderLineView {
    init(_ line: OrderLine, _ order: Order, _ language: Language) {
        let currency = order.total.currency
        self.init(
            name: line.frozen.kitchen.name(language), details: line.frozen.kitchen.details(language), note: line.note,
            quantity: line.quantity, unit: Money(cents: line.unitCents, currency),
            total: Money(cents: line.totalCents, currency),
            contains: line.frozen.contains.map(\.rawValue))
    }
}
