import Database
import Kernel
import Menu
import Shop

/// What was offered: a price and a promise, with an id and an expiry. Whoever orders by it pays just that, or is asked again.
struct Quote: Sendable {
    let id: Identifier<Quote>
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
    let goods: Money
    let delivery: Money
    let total: Money
    let expiresAt: Instant

    /// How long an offer stands. Long enough to type a name, short enough for the kitchen's promise to stay true.
    static let lifetime = Span.minutes(10)
}

extension Quote: RowDecodable {
    static let columns: SQL = """
        id, cart_id, cart_version, menu_version, mode, address, zone, travel_minutes, wanted_from, promised_from, promised_to,
        goods, delivery, total, currency, expires_at
        """

    init(row: inout Row) throws {
        id = try row.next()
        cartID = try row.next()
        cartVersion = try row.next()
        menuVersion = try row.next()
        mode = try row.next()
        address = try row.next(String?.self).map { try Frozen.decode(Address.self, from: $0) }
        zone = try row.next()
        travel = try row.next()
        wantedFrom = try row.next()
        promisedFrom = try row.next()
        promisedTo = try row.next()
        let (goods, delivery, total): (Int64, Int64, Int64) = (try row.next(), try row.next(), try row.next())
        guard let currency = Currency(try row.next()) else { throw DatabaseError.decoding("currency of quote \(id)") }
        self.goods = Money(cents: goods, currency)
        self.delivery = Money(cents: delivery, currency)
        self.total = Money(cents: total, currency)
        expiresAt = try row.next()
    }
}

/// Makes offers.
struct Quotes: Sendable {
    let database: Database
    let ports: Ports

    /// What an offer is asked for.
    struct Wish: Sendable {
        let mode: ServiceMode
        let address: Address?
        let wantedFrom: Instant?
        let language: Language
    }

    /// An offer for the cart as it is now. Throws the reason why there can be none: an empty cart, a product that is gone,
    /// an address out of reach, too little for the zone, a time that is full or past.
    func offer(_ wish: Wish, cartToken: String?) async throws -> (quote: Quote, cart: PricedCart) {
        let (menu, store) = (ports.menu(), try ports.store())
        guard let hash = CartStore.hash(cartToken) else { throw AppError.conflict("cart.empty") }
        let found = try await database.read { tx in
            (
                cart: try CartStore.find(hash, tx), booked: try SlotLedger.ahead(store, tx),
                id: tx.entropy.identifier(at: tx.now, for: Quote.self), now: tx.now
            )
        }
        let priced = try PricedCart(found.cart, menu)
        guard let cart = priced.cart, !priced.lines.isEmpty else { throw AppError.conflict("cart.empty") }
        if let problem = priced.lines.compactMap(\.problem).first { throw problem.error(wish.language) }
        let reached = try wish.mode == .delivery ? reach(wish) : nil
        let fee = try reached.map { try Self.fee($0.zone, goods: priced.goods) } ?? .zero(menu.currency)
        let travel = reached.map { store.travel + $0.zone.extraMinutes } ?? 0
        let request = PromiseRequest(
            now: found.now, mode: wish.mode, work: priced.work, travel: travel,
            wanted: wish.wantedFrom.map { .at($0) } ?? .soonest)
        let promise = try Self.promise(request, store, found.booked)
        let quote = Quote(
            id: found.id, cartID: cart.id, cartVersion: cart.version, menuVersion: menu.version, mode: wish.mode,
            address: wish.address, zone: reached?.zone.name, travel: travel, wantedFrom: wish.wantedFrom,
            promisedFrom: promise.window.from, promisedTo: promise.window.to, goods: priced.goods, delivery: fee,
            total: try priced.goods + fee, expiresAt: found.now + Quote.lifetime)
        try await database.write { try $0.insert(quote) }
        return (quote, priced)
    }

    private func reach(_ wish: Wish) throws -> (zone: DeliveryZone, street: String?) {
        guard let address = wish.address else {
            throw AppError.invalid([.init("address", "missing")])
        }
        return try ports.reach(address)
    }

    private static func fee(_ zone: DeliveryZone, goods: Money) throws -> Money {
        let missing = try zone.missing(from: goods)
        guard missing.cents == 0 else {
            throw AppError.invalid(
                "orders.below-minimum", amounts: ["missing": missing, "minimum": zone.minimum])
        }
        return try zone.fee(for: goods)
    }

    /// The promise by what the ledger of slots says is taken; a refusal as the customer hears it.
    private static func promise(_ request: PromiseRequest, _ store: Store, _ booked: BookedWork) throws -> Promise {
        do throws(PromiseRefusal) {
            return try store.rules.promise(request) { booked.units($0, $1) }
        } catch {
            throw error.error
        }
    }

    /// The windows that can be chosen for the cart as it is, for the checkout's form.
    func windows(_ mode: ServiceMode, travel: Int, cartToken: String?) async throws -> [OfferedWindow] {
        let (menu, store) = (ports.menu(), try ports.store())
        let hash = CartStore.hash(cartToken)
        return try await database.read { tx in
            let priced = try PricedCart(try hash.flatMap { try CartStore.find($0, tx) }, menu)
            let booked = try SlotLedger.ahead(store, tx)
            return store.rules.windows(now: tx.now, mode, work: priced.work, travel: travel) { booked.units($0, $1) }
        }
    }

    /// An offer of the cart that a token opens; anybody else's is not found.
    func quote(_ id: Identifier<Quote>, cartToken: String?) async throws -> Quote {
        guard let hash = CartStore.hash(cartToken) else { throw AppError.notFound("orders.no-quote") }
        let sql: SQL = """
            SELECT \(Quote.columns) FROM quotes
            WHERE id = \(id) AND cart_id = (SELECT carts.id FROM carts WHERE token_hash = \(hash))
            """
        guard let quote: Quote = try await database.first(sql) else { throw AppError.notFound("orders.no-quote") }
        return quote
    }
}

extension Transaction {
    fileprivate func insert(_ quote: Quote) throws {
        let address = try quote.address.map { try Frozen.encode($0) }
        try post(
            """
            INSERT INTO quotes (id, cart_id, cart_version, menu_version, mode, address, zone, travel_minutes, wanted_from,
                promised_from, promised_to, goods, delivery, total, currency, created_at, expires_at)
            VALUES (\(quote.id), \(quote.cartID), \(quote.cartVersion), \(quote.menuVersion), \(quote.mode), \(address),
                \(quote.zone), \(quote.travel), \(quote.wantedFrom), \(quote.promisedFrom), \(quote.promisedTo),
                \(quote.goods.cents), \(quote.delivery.cents), \(quote.total.cents), \(quote.total.currency.code), \(now),
                \(quote.expiresAt))
            """)
    }
}
