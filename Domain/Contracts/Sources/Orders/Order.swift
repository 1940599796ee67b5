public import Kernel
public import Menu
public import Shop
public import Web

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
    public let sequence: Int
    /// The language in which its customer ordered.
    public let language: Language
    /// The name that was given.
    public let customer: String
    /// The number to call, as E.164 writes it.
    public let phone: String
    /// Where it goes; nil when it is picked up.
    public let address: Address?
    /// The name of the zone of that address.
    public let zone: String?
    /// What the customer adds for the shop.
    public let note: String
    /// How it is to be paid at the door.
    public let payment: PaymentMethod
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
    /// When the kitchen's work on it ends.
    public let kitchenSlot: Instant
    /// When it was ordered.
    public let placedAt: Instant
    /// Until when it waits to be accepted.
    public let acceptBy: Instant
    /// When it took its last step.
    public let updatedAt: Instant

    /// The topic on which its steps are published.
    public var topic: String { Self.topic(of: id) }

    /// The topic on which the steps of an order are published.
    public static func topic(of id: Identifier<Order>) -> String { liveTopic.of(id) }

    /// What the page of an order listens to, and what its events are published under.
    public static let liveTopic = LiveTopic("order")

    /// An order of all its parts.
    public init(
        id: Identifier<Order>, scope: Identifier<Scope>, number: Int64, mode: ServiceMode, state: OrderState,
        sequence: Int, language: Language, customer: String, phone: String, address: Address?, zone: String?,
        note: String, payment: PaymentMethod, paymentState: PaymentState, owed: Money, total: Money, vat: VATBreakdown,
        businessDay: CivilDate, promisedFrom: Instant, promisedTo: Instant, kitchenSlot: Instant, placedAt: Instant,
        acceptBy: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.scope = scope
        self.number = number
        self.mode = mode
        self.state = state
        self.sequence = sequence
        self.language = language
        self.customer = customer
        self.phone = phone
        self.address = address
        self.zone = zone
        self.note = note
        self.payment = payment
        self.paymentState = paymentState
        self.owed = owed
        self.total = total
        self.vat = vat
        self.businessDay = businessDay
        self.promisedFrom = promisedFrom
        self.promisedTo = promisedTo
        self.kitchenSlot = kitchenSlot
        self.placedAt = placedAt
        self.acceptBy = acceptBy
        self.updatedAt = updatedAt
    }
}

/// A line of an order, as it was sold, whatever has become of the menu since.
public struct OrderedLine: Sendable {
    /// Where it stands in the order, from 0.
    public let position: Int
    /// What was ordered; nil when its text can no longer be read.
    public let configuration: LineConfiguration?
    /// How many.
    public let quantity: Int
    /// What one cost.
    public let unit: Money
    /// What all of them cost.
    public let total: Money
    /// What the customer adds for the kitchen.
    public let note: String
    /// What it was called and what was on it, in every language.
    public let kitchen: KitchenText
    /// Units of work of all of them, by station.
    public let work: [String: Int]

    /// A line of all its parts.
    public init(
        position: Int, configuration: LineConfiguration?, quantity: Int, unit: Money, total: Money, note: String,
        kitchen: KitchenText, work: [String: Int]
    ) {
        self.position = position
        self.configuration = configuration
        self.quantity = quantity
        self.unit = unit
        self.total = total
        self.note = note
        self.kitchen = kitchen
        self.work = work
    }
}

/// A step that an order has taken.
public struct OrderedStep: Sendable {
    /// What was done: `place`, then the name of an `OrderVerb`.
    public let verb: String
    /// Where the order was.
    public let from: OrderState
    /// Where it came.
    public let to: OrderState
    /// What was said about it; empty for nothing.
    public let reason: String
    /// When.
    public let at: Instant

    /// A step of its parts.
    public init(verb: String, from: OrderState, to: OrderState, reason: String, at: Instant) {
        self.verb = verb
        self.from = from
        self.to = to
        self.reason = reason
        self.at = at
    }
}

/// What somebody means to order. It has no other meaning outside orders than to be pointed at: by what is kept of it before there is an order.
public enum Cart: Sendable {}

/// A price and a promise for a cart, with an end. Outside orders it is no more than an id.
public enum Offer: Sendable {}
