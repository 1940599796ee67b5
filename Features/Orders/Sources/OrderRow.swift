public import Contracts
public import Database
import Kernel
import Shop

/// An order as its row has it.
extension Order: TableRow {
    /// The number of an order, where a statement has `orders`; NULL while it is being placed.
    static let numberOf: SQL = "(SELECT number FROM order_numbers WHERE order_numbers.order_id = orders.id)"

    /// What makes an order.
    public static let columns: RowColumns = [
        "id", "store_id", .value("COALESCE(\(numberOf), 0)", as: "number"), "mode", "state", "sequence", "language",
        "customer", "phone", "address", "zone", "note", "payment", "payment_state", "owed", "total", "currency", "vat",
        "business_day", "promised_from",
        "promised_to", "kitchen_slot", "placed_at", "accept_by", "updated_at",
    ]

    /// Reads `columns`.
    public init(row: inout Row) throws {
        let id: Identifier<Order> = try row.next("id")
        let scope: Identifier<Scope> = try row.next("store_id")
        let number: Int64 = try row.next("number")
        let (mode, state): (ServiceMode, OrderState) = (try row.next("mode"), try row.next("state"))
        let (sequence, language): (Int, Language) = (try row.next("sequence"), try row.next("language"))
        let (customer, phone): (String, String) = (try row.next("customer"), try row.next("phone"))
        let address = try row.next("address", as: String?.self).map { try Frozen.decode(Address.self, from: $0) }
        let (zone, note): (String?, String) = (try row.next("zone"), try row.next("note"))
        let payment: PaymentMethod = try row.next("payment")
        let paymentState: PaymentState = try row.next("payment_state")
        let (owed, total): (Int64, Int64) = (try row.next("owed"), try row.next("total"))
        guard let currency = Currency(try row.next("currency")) else {
            throw DatabaseError.decoding("currency of order \(id)")
        }
        let vat = try Frozen.decode(VATBreakdown.self, from: try row.next("vat"))
        let businessDay: CivilDate = try row.next("business_day")
        let (from, to): (Instant, Instant) = (try row.next("promised_from"), try row.next("promised_to"))
        let (kitchenSlot, placedAt): (Instant, Instant) = (try row.next("kitchen_slot"), try row.next("placed_at"))
        let (acceptBy, updatedAt): (Instant, Instant) = (try row.next("accept_by"), try row.next("updated_at"))
        self.init(
            id: id, scope: scope, number: number, mode: mode, state: state, sequence: sequence, language: language,
            customer: customer, phone: phone, address: address, zone: zone, note: note, payment: payment,
            paymentState: paymentState, owed: Money(cents: owed, currency), total: Money(cents: total, currency),
            vat: vat, businessDay: businessDay, promisedFrom: from, promisedTo: to, kitchenSlot: kitchenSlot,
            placedAt: placedAt, acceptBy: acceptBy, updatedAt: updatedAt)
    }
}

extension Transaction {
    /// The order of a shop; throws not found.
    func order(_ id: Identifier<Order>, in scope: Identifier<Scope>) throws -> Order {
        try found("SELECT \(Order.columns) FROM orders WHERE id = \(id) AND store_id = \(scope)")
    }

    /// The order, with its row locked until the end of the transaction, so that of two steps at once the second sees the first.
    func lockedOrder(_ id: Identifier<Order>, in scope: Identifier<Scope>) throws -> Order {
        try found(
            """
            SELECT \(Order.columns) FROM orders WHERE id = \(id) AND store_id = \(scope)\(sqlite: "", postgres: " FOR UPDATE")
            """)
    }

    /// The order whose page a token opens; nil when it opens none.
    func order(openedBy key: CartKey) throws -> Order? {
        try first("SELECT \(Order.columns) FROM orders WHERE token_hash = \(key.hash) AND store_id = \(key.scope)")
    }

    private func found(_ sql: SQL) throws -> Order {
        guard let order: Order = try first(sql) else { throw AppError.notFound() }
        return order
    }
}
