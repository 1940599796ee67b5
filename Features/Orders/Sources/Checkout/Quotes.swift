import Contracts
import Database
import Kernel
import Menu
import Shop
import Web

/// Makes offers.
struct Quotes: Sendable {
    let database: Database
    let ports: Orders.Ports
    let participants: Participants
    let terms: OfferedTerms

    /// What an offer is asked for.
    struct Wish: Sendable {
        let mode: ServiceMode
        let address: Address?
        let wantedFrom: Instant?
        /// On whose behalf it is asked.
        let principal: Principal
    }

    /// The shop and its menu, taken once for a request.
    struct Counter: Sendable {
        let store: Store
        let menu: MenuSnapshot
        var scope: Identifier<Scope> { Identifier(store.id) }
    }

    /// The shop of a request and its menu as they are now.
    func counter(_ scope: Identifier<Scope>) throws -> Counter {
        Counter(store: try ports.store(scope), menu: ports.menu(scope))
    }

    /// An offer for the cart as it is now. Throws the reason why there can be none: an empty cart, a product that is gone,
    /// an address out of reach, too little for the zone, a time that is full or past.
    func offer(_ wish: Wish, at counter: Counter, _ key: CartKey?) async throws -> (quote: Quote, cart: PricedCart) {
        let offered = try await workedOut(wish, counter, key)
        try await database.write { try $0.insert(offered.0) }
        return offered
    }

    /// Throws the reason why there can be no such offer; makes none.
    func check(_ wish: Wish, at counter: Counter, _ key: CartKey?) async throws {
        _ = try await workedOut(wish, counter, key)
    }

    private func workedOut(_ wish: Wish, _ counter: Counter, _ key: CartKey?) async throws -> (Quote, PricedCart) {
        guard let key else { throw AppError.conflict("cart.empty") }
        let zone = try wish.mode == .delivery ? zone(wish, counter) : nil
        return try await database.read { tx in
            let priced = try PricedCart(try CartStore.find(key, tx), counter.menu)
            return (try quote(wish, zone, priced, counter, tx), priced)
        }
    }

    private func zone(_ wish: Wish, _ counter: Counter) throws -> DeliveryZone {
        guard let address = wish.address else { throw AppError.invalid([.init("address", "missing")]) }
        return try ports.reach(counter.scope, address).zone
    }

    private func quote(
        _ wish: Wish, _ zone: DeliveryZone?, _ priced: PricedCart, _ counter: Counter, _ tx: Transaction
    ) throws -> Quote {
        guard let cart = priced.cart, !priced.lines.isEmpty else { throw AppError.conflict("cart.empty") }
        if let problem = priced.lines.compactMap(\.problem).first { throw problem.error }
        let fee = try zone.map { try Self.fee($0, goods: priced.goods) }
        let travel = zone.map { counter.store.travel + $0.extraMinutes } ?? 0
        let request = PromiseRequest(
            now: tx.now, mode: wish.mode, work: priced.work, travel: travel,
            wanted: wish.wantedFrom.map { .at($0) } ?? .soonest)
        let promise = try Self.promise(request, counter.store, try SlotLedger.ahead(counter.store, tx))
        let first = try OrderCosts.goods(priced) + [fee.map { OrderCosts.delivery($0, ports.vat) }].compactMap(\.self)
        let draft = OrderDraft(
            priced, of: cart.id, by: wish.principal, store: counter.store, mode: wish.mode, promise: promise,
            adjustments: try Adjustments(first, in: counter.menu.currency))
        let quote = Quote(
            id: tx.entropy.identifier(at: tx.now), scope: counter.scope, cartID: cart.id, cartVersion: cart.version,
            menuVersion: counter.menu.version, mode: wish.mode, address: wish.address, zone: zone?.name,
            travel: travel, wantedFrom: wish.wantedFrom, promisedFrom: promise.window.from,
            promisedTo: promise.window.to, costs: try participants.costs(of: draft, tx),
            terms: try terms.digest(priced),
            expiresAt: tx.now + Quote.lifetime)
        // What cannot be taxed is no offer, and nobody is to find out when they order.
        _ = try quote.vat(counter.store, ports.vat)
        return quote
    }

    /// What a zone asks for bringing goods of a worth. Throws `invalid` below its minimum.
    static func fee(_ zone: DeliveryZone, goods: Money) throws -> Money {
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
            throw error.error(in: store.zone)
        }
    }

    /// The windows that can be chosen for the cart as it is, by mode, for the checkout's form.
    func windows(_ priced: PricedCart, at counter: Counter) async throws -> [ServiceMode: [OfferedWindow]] {
        let store = counter.store
        let (booked, now) = try await database.read { (try SlotLedger.ahead(store, $0), $0.now) }
        return Dictionary(
            uniqueKeysWithValues: ServiceMode.allCases.map { mode in
                let travel = mode == .delivery ? store.travel : 0
                let windows = store.rules.windows(now: now, mode, work: priced.work, travel: travel) {
                    booked.units($0, $1)
                }
                return (mode, windows)
            })
    }

    /// An offer of the cart that a key opens; anybody else's is not found.
    func quote(_ id: Identifier<Quote>, _ key: CartKey?) async throws -> Quote {
        guard let key, let quote: Quote = try await database.first(Quote.sql(id, of: key)) else {
            throw AppError.notFound("orders.no-quote")
        }
        return quote
    }
}
