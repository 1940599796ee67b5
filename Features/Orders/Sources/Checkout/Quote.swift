import Contracts
import Database
import Kernel
import Shop

/// What was offered: a price and a promise, with an id and an expiry. Whoever orders by it pays just that, or is asked again.
struct Quote: Sendable {
    let id: Identifier<Quote>
    let scope: Identifier<Scope>
    let cartID: Identifier<Cart>
    let cartVersion: Int64
    let menuVersion: Int64
    let mode: ServiceMode
    let address: Address?
    let zone: String?
    let travel: Int
    /// The window that was asked for; nil is as soon as possible.
    let wantedFrom: Instant?
    let promisedFrom: Instant
    let promisedTo: Instant
    /// What it costs.
    let costs: Adjustments
    /// What was said of each line besides the sum: `OfferedTerms.digest`.
    let terms: [UInt8]
    let expiresAt: Instant

    /// How long an offer stands. Long enough to type a name, short enough for the kitchen's promise to stay true.
    static let lifetime = Span.minutes(10)

    /// From when to when the order is promised.
    var window: Range<Instant> { promisedFrom..<promisedTo }

    /// The VAT in the price, by the day on which it is promised. Throws `conflict` when at one rate more is taken off than there is.
    func vat(_ store: Store, _ table: VATTable) throws -> VATBreakdown {
        do {
            return try VATBreakdown(
                costs, supply: VATSupply(mode), on: store.hours.businessDay(of: promisedFrom), table: table)
        } catch VATProblem.negative {
            throw AppError.conflict("orders.too-much-off")
        }
    }
}

extension Quote: TableRow {
    static let columns: RowColumns = [
        "id", "store_id", "cart_id", "cart_version", "menu_version", "mode", "address", "zone", "travel_minutes",
        "wanted_from", "promised_from", "promised_to", "adjustments", "terms", "expires_at",
    ]

    init(row: inout Row) throws {
        id = try row.next("id")
        scope = try row.next("store_id")
        cartID = try row.next("cart_id")
        cartVersion = try row.next("cart_version")
        menuVersion = try row.next("menu_version")
        mode = try row.next("mode")
        address = try row.next("address", as: String?.self).map { try Frozen.decode(Address.self, from: $0) }
        zone = try row.next("zone")
        travel = try row.next("travel_minutes")
        wantedFrom = try row.next("wanted_from")
        promisedFrom = try row.next("promised_from")
        promisedTo = try row.next("promised_to")
        costs = try Frozen.decode(Adjustments.self, from: try row.next("adjustments"))
        terms = try row.next("terms")
        expiresAt = try row.next("expires_at")
    }
}

extension Transaction {
    /// An offer of the cart that a key opens, or nil when it is not one of that cart's.
    func quote(_ id: Identifier<Quote>, of key: CartKey) throws -> Quote? { try first(Quote.sql(id, of: key)) }

    /// Writes an offer.
    func insert(_ quote: Quote) throws {
        let address = try quote.address.map { try Frozen.encode($0) }
        try post(
            """
            INSERT INTO quotes (id, store_id, cart_id, cart_version, menu_version, mode, address, zone, travel_minutes,
                wanted_from, promised_from, promised_to, adjustments, terms, created_at, expires_at)
            VALUES (\(quote.id), \(quote.scope), \(quote.cartID), \(quote.cartVersion), \(quote.menuVersion), \(quote.mode),
                \(address), \(quote.zone), \(quote.travel), \(quote.wantedFrom), \(quote.promisedFrom),
                \(quote.promisedTo), \(try Frozen.encode(quote.costs)), \(quote.terms), \(now), \(quote.expiresAt))
            """)
    }
}

extension Quote {
    /// The statement for an offer of the cart that a key opens.
    static func sql(_ id: Identifier<Quote>, of key: CartKey) -> SQL {
        """
        SELECT \(columns) FROM quotes WHERE id = \(id) AND store_id = \(key.scope)
            AND cart_id = (SELECT carts.id FROM carts WHERE carts.store_id = \(key.scope) AND token_hash = \(key.hash))
        """
    }
}
