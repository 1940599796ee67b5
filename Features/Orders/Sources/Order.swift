public import Database
public import Kernel
public import Shop
import Web

/// An order as it was placed, and where it is now.
public struct Order: Sendable {
    /// Which order.
    public let id: Identifier<Order>
    /// Whose order: the shop.
    public let scope: Identifier<Scope>
    /// What people call it, counted within the shop; 0 while it is being placed.
    public let number: Int64
    /// How it leaves the shop.
    public let mode: ServiceMode
    /// Where it is on its way.
    public let state: OrderState
    /// How many steps it has taken.
    let sequence: Int
    /// The language in which its customer ordered.
    public let language: Language
    /// The name that was given.
    public let customer: String
    /// The number to call, as E.164 writes it.
    public let phone: String
    /// Where it goes; nil when it is picked up.
    public let address: Address?
    let zone: String?
    let note: String
    /// How it is to be paid at the door.
    let payment: PaymentMethod
    /// How its payment stands, by what is in the books.
    public let paymentState: PaymentState
    /// What is still to be paid; negative when something is to be paid back.
    public let owed: Money
    /// What it costs.
    public let total: Money
    /// The VAT in that.
    public let vat: VATBreakdown
    /// The day whose business it is.
    public let businessDay: CivilDate
    /// The start of the window that was promised.
    public let promisedFrom: Instant
    /// The end of that.
    public let promisedTo: Instant
    let kitchenSlot: Instant
    /// When it was ordered.
    public let placedAt: Instant
    /// Until when it waits to be accepted.
    let acceptBy: Instant
    let updatedAt: Instant

    /// The topic on which its steps are published.
    var topic: String { "order/\(id)" }
}

extension Order: TableRow {
    /// The number of an order, where a statement has `orders`.
    static let numberOf: SQL = "(SELECT number FROM order_numbers WHERE order_numbers.order_id = orders.id)"

    /// What makes an order.
    public static let columns: RowColumns = [
        "id", "store_id", .value(numberOf, as: "number"), "mode", "state", "sequence", "language", "customer", "phone",
        "address", "zone",
        "note", "payment", "payment_state", "owed", "total", "currency", "vat", "business_day", "promised_from",
        "promised_to", "kitchen_slot", "placed_at", "accept_by", "updated_at",
    ]

    /// Reads `columns`.
    public init(row: inout Row) throws {
        id = try row.next("id")
        scope = try row.next("store_id")
        number = try row.next("number")
        mode = try row.next("mode")
        state = try row.next("state")
        sequence = try row.next("sequence")
        language = try row.next("language")
        customer = try row.next("customer")
        phone = try row.next("phone")
        address = try row.next("address", as: String?.self).map { try Frozen.decode(Address.self, from: $0) }
        zone = try row.next("zone")
        note = try row.next("note")
        payment = try row.next("payment")
        paymentState = try row.next("payment_state")
        let (owed, total): (Int64, Int64) = (try row.next("owed"), try row.next("total"))
        guard let currency = Currency(try row.next("currency")) else {
            throw DatabaseError.decoding("currency of order \(id)")
        }
        self.owed = Money(cents: owed, currency)
        self.total = Money(cents: total, currency)
        vat = try Frozen.decode(VATBreakdown.self, from: try row.next("vat"))
        businessDay = try row.next("business_day")
        promisedFrom = try row.next("promised_from")
        promisedTo = try row.next("promised_to")
        kitchenSlot = try row.next("kitchen_slot")
        placedAt = try row.next("placed_at")
        acceptBy = try row.next("accept_by")
        updatedAt = try row.next("updated_at")
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

    private func found(_ sql: SQL) throws -> Order {
        guard let order: Order = try first(sql) else { throw AppError.notFound() }
        return order
    }
}
