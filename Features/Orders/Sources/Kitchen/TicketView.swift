import Contracts
import Kernel
import Menu
import MenuView
import Shop
import Web

/// A ticket for programs.
struct TicketView: JSONWritable {
    let order: OrderView
    let customer: String
    let phone: String
    let address: String?
    let bell: String
    let floor: String
    /// What the guest wrote for whoever brings it.
    let addressNote: String
    let lines: [OrderLineView]

    static let example = TicketView(
        order: .example, customer: "Ada", phone: "+390515550100", address: "Via dei Mulini 3, 40999 Borgo San Lino",
        bell: "Bianchi", floor: "3", addressNote: "cancello verde", lines: [.example])

    func write(to json: inout JSONWriter) {
        json.member("order", order)
        json.member("customer", customer)
        json.member("phone", phone)
        json.member("address", address)
        json.member("bell", bell)
        json.member("floor", floor)
        json.member("address_note", addressNote)
        json.member("lines", lines)
    }
}

extension TicketView {
    init(_ ticket: Ticket, _ words: Words) {
        let address = ticket.order.address
        self.init(
            order: OrderView(ticket, words), customer: ticket.order.customer, phone: ticket.order.phone,
            address: address?.line, bell: address?.bell ?? "", floor: address?.floor ?? "",
            addressNote: address?.note ?? "", lines: ticket.lines.map { OrderLineView($0, ticket.order, words) })
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
    let adjustments: [AdjustmentView]
    let total: Money
    let payment: String
    let paymentState: String
    let owed: Money
    let businessDay: CivilDate
    let placedAt: Instant
    let promisedFrom: Instant
    let promisedTo: Instant
    /// What was wished for the whole order.
    let note: String

    static let example = OrderView(
        id: Identifier(high: 0x7000, low: 1 << 63), number: 1042, state: "accepted", mode: "delivery",
        goods: Money(cents: 2000), delivery: Money(cents: 150), adjustments: [.example], total: Money(cents: 2150),
        payment: "cash", paymentState: "due", owed: Money(cents: 2150),
        businessDay: CivilDate(daysSinceEpoch: 20_000),
        placedAt: Instant(seconds: 1_790_000_000), promisedFrom: Instant(seconds: 1_790_000_000),
        promisedTo: Instant(seconds: 1_790_000_900),
        note: "")

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("number", number)
        json.member("state", state)
        json.member("mode", mode)
        json.member("goods", goods)
        json.member("delivery", delivery)
        json.member("adjustments", adjustments)
        json.member("total", total)
        json.member("payment", payment)
        json.member("payment_state", paymentState)
        json.member("owed", owed)
        json.member("business_day", businessDay)
        json.member("placed_at", placedAt)
        json.member("promised_from", promisedFrom)
        json.member("promised_to", promisedTo)
        json.member("note", note)
    }
}

extension OrderView {
    init(_ ticket: Ticket, _ words: Words) {
        let (order, costs) = (ticket.order, ticket.costs)
        self.init(
            id: order.id, number: order.number, state: order.state.rawValue, mode: order.mode.rawValue,
            goods: costs.sum(.goods), delivery: costs.sum(.delivery),
            adjustments: costs.list.map { AdjustmentView($0, words) }, total: order.total,
            payment: order.payment.rawValue, paymentState: order.paymentState.rawValue, owed: order.owed,
            businessDay: order.businessDay,
            placedAt: order.placedAt, promisedFrom: order.promisedFrom, promisedTo: order.promisedTo,
            note: order.note)
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
    init(_ line: OrderLine, _ order: Order, _ words: Words) {
        let currency = order.total.currency
        self.init(
            name: words(line.frozen.kitchen.name), details: line.frozen.kitchen.details(words), note: line.note,
            quantity: line.quantity, unit: Money(cents: line.unitCents, currency),
            total: Money(cents: line.totalCents, currency),
            contains: line.frozen.contains.map(\.rawValue))
    }
}
