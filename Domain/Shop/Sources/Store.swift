public import Kernel

/// A shop as everything else sees it: who it is, where, and what it promises by. Immutable; a change makes a new one.
public struct Store: Hashable, Sendable {
    /// Which shop.
    public let id: Identifier<Store>
    /// Grows with every change.
    public let version: Int64
    /// What names it in an address, `/s/<slug>`: lower-case letters, digits and hyphens.
    public let slug: String
    /// The host that is its own, `centro.pizzamama.example`; nil when it has none.
    public let host: String?
    /// What is written over the door.
    public let name: String
    /// To call.
    public let phone: String
    /// To write to; may be empty.
    public let email: String
    /// Street and town on one line.
    public let address: String
    /// Company and VAT number, for the foot of the page; may be empty.
    public let legal: String
    /// Where it is.
    public let point: GeoPoint
    /// What its prices are in.
    public let currency: Currency
    /// Hours, slots and capacity.
    public let rules: PromiseRules
    /// Minutes on the road that every delivery takes.
    public let travel: Int
    /// How long an order may wait to be accepted.
    public let acceptance: Span

    /// A shop from its parts.
    public init(
        id: Identifier<Store>, version: Int64, slug: String, host: String? = nil, name: String, phone: String,
        email: String = "", address: String,
        legal: String = "", point: GeoPoint, currency: Currency, rules: PromiseRules, travel: Int, acceptance: Span
    ) {
        self.id = id
        self.version = version
        self.slug = slug
        self.host = host
        self.name = name
        self.phone = phone
        self.email = email
        self.address = address
        self.legal = legal
        self.point = point
        self.currency = currency
        self.rules = rules
        self.travel = travel
        self.acceptance = acceptance
    }

    /// When it is open.
    public var hours: OpeningHours { rules.hours }
    /// Its wall clock.
    public var zone: ShopZone { rules.hours.zone }

    /// What the rest of the program calls it: the shop that a request is about.
    public var scope: Identifier<Scope> { Identifier(id) }
}
