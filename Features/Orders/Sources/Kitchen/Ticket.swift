import Contracts
import Database
import Kernel
import Menu
import MenuView
import Shop

/// An order as the kitchen sees it.
struct Ticket: Sendable {
    let order: Order
    let lines: [OrderLine]
    /// What it costs, part by part.
    let costs: Adjustments
}

/// A line of an order, as it was sold.
struct OrderLine: Sendable, TableRow {
    let order: Identifier<Order>
    let position: Int
    let configuration: LineConfiguration?
    let quantity: Int
    let unitCents: Int64
    let totalCents: Int64
    let note: String
    let frozen: FrozenLine

    static let columns: RowColumns = [
        "order_id", "position", "configuration", "quantity", "unit", "total", "note", "frozen",
    ]

    init(row: inout Row) throws {
        order = try row.next("order_id")
        position = try row.next("position")
        configuration = LineConfiguration(text: try row.next("configuration"))
        quantity = try row.next("quantity")
        unitCents = try row.next("unit")
        totalCents = try row.next("total")
        note = try row.next("note")
        frozen = try Frozen.decode(FrozenLine.self, from: try row.next("frozen"))
    }
}

extension Transaction {
    /// Orders with their lines and what they cost, in the order given.
    func tickets(_ orders: [Order]) throws -> [Ticket] {
        let ids = orders.map(\.id)
        let lines: [OrderLine] = try all(
            "SELECT \(OrderLine.columns) FROM order_lines WHERE order_id IN \(list: ids) ORDER BY order_id, position")
        let byOrder = Dictionary(grouping: lines) { $0.order }
        let costs = try costs(of: orders)
        return orders.map { order in
            Ticket(
                order: order, lines: byOrder[order.id] ?? [],
                costs: costs[order.id] ?? .none(in: order.total.currency))
        }
    }
}
