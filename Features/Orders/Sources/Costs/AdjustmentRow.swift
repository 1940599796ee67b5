import Contracts
import Database
import Kernel
import Shop

/// A part of an order's price as its row has it.
struct AdjustmentRow: TableRow {
    let order: Identifier<Order>
    private let kind: String
    private let code: String
    private let label: Adjustment.Label
    private let cents: Int64
    private let vat: VATNature

    static let columns: RowColumns = ["order_id", "kind", "code", "label", "amount", "vat"]

    init(row: inout Row) throws {
        order = try row.next("order_id")
        kind = try row.next("kind")
        code = try row.next("code")
        label = try Frozen.decode(Adjustment.Label.self, from: try row.next("label"))
        cents = try row.next("amount")
        let nature: String = try row.next("vat")
        guard let vat = VATNature(nature) else { throw DatabaseError.decoding("\(nature) is no nature of VAT") }
        self.vat = vat
    }

    /// The part, in the currency of its order.
    func adjustment(in currency: Currency) -> Adjustment {
        Adjustment(
            Adjustment.Kind(rawValue: kind), code: code, label: label, amount: Money(cents: cents, currency), vat: vat)
    }
}

extension Transaction {
    /// What orders cost, part by part.
    func costs(of orders: [Order]) throws -> [Identifier<Order>: Adjustments] {
        let rows: [AdjustmentRow] = try all(
            """
            SELECT \(AdjustmentRow.columns) FROM order_adjustments WHERE order_id IN \(list: orders.map(\.id))
            ORDER BY order_id, position
            """)
        let byOrder = Dictionary(grouping: rows) { $0.order }
        return try Dictionary(
            orders.map { order in
                let currency = order.total.currency
                let parts = (byOrder[order.id] ?? []).map { $0.adjustment(in: currency) }
                return (order.id, try Adjustments(parts, in: currency))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Writes what an order costs.
    func insert(_ costs: Adjustments, of order: Order) throws {
        let rows: [SQL] = try costs.list.enumerated().map { position, part in
            """
            (\(order.id), \(position), \(order.scope), \(part.kind.rawValue), \(part.code), \(try Frozen.encode(part.label)),
                \(part.amount.cents), \(part.vat.description))
            """
        }
        if rows.isEmpty { return }
        try post(
            """
            INSERT INTO order_adjustments (order_id, position, store_id, kind, code, label, amount, vat)
            VALUES \(rows.joined(separator: ", "))
            """)
    }
}
