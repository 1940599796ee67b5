import Contracts
import Database
import Kernel
import Menu
import MenuView
import Secrets
import Shop
import Web

/// An order as it is worked out before its transaction: from the offer, the cart, the menu, and what the slots held a moment ago.
struct PlacementDraft: Sendable {
    /// A line as its row will be.
    struct Line: Sendable {
        let product: Identifier<Product>
        let configuration: String
        let quantity: Int
        let unit: Int64
        let total: Int64
        let vatClass: String
        let note: String
        let frozen: String
    }

    /// What is written when the cart is still the offer's and all of it can still be ordered.
    struct Content: Sendable {
        let order: OrderDraft
        /// Whether every line is, costs and contains what the offer said.
        let hasSameTerms: Bool
        let lines: [Line]
        let vat: VATBreakdown
        /// The same and the address as the order's row has them.
        let frozen: (vat: String, address: String?)
    }

    let quote: Quote
    let menuVersion: Int64
    /// What can be written, or why nothing can.
    let content: Result<Content, AppError>

    init(
        _ quote: Quote, _ priced: PricedCart, _ store: Store, _ booked: BookedWork, _ ports: Orders.Ports,
        _ texts: FrozenLine.Texts, _ terms: OfferedTerms, _ principal: Principal
    ) throws {
        self.quote = quote
        menuVersion = priced.menu.version
        // The request may repeat one that has emptied the cart.
        guard priced.cart?.version == quote.cartVersion else {
            content = .failure(.conflict("orders.cart-changed"))
            return
        }
        if let problem = priced.lines.compactMap(\.problem).first {
            content = .failure(problem.error)
            return
        }
        guard let delivery = Self.delivery(quote, priced, store, ports) else {
            content = .failure(.conflict("orders.price-changed"))
            return
        }
        let request = PromiseRequest(
            // While the offer stands, a slot that has begun meanwhile is still good.
            now: quote.expiresAt - Quote.lifetime, mode: quote.mode, work: priced.work, travel: quote.travel,
            wanted: .at(quote.promisedFrom))
        guard let promise = try? store.rules.promise(request, used: { booked.units($0, $1) }),
            promise.window.to == quote.promisedTo
        else {
            content = .failure(.conflict("orders.promise-moved"))
            return
        }
        let order = OrderDraft(
            priced, of: quote.cartID, by: principal, store: store, mode: quote.mode, promise: promise,
            adjustments: try Adjustments(try OrderCosts.goods(priced) + delivery, in: quote.costs.currency))
        let vat = try quote.vat(store, ports.vat)
        let address = try quote.address.map { try Frozen.encode($0) }
        content = .success(
            Content(
                order: order,
                // At one version of a menu a cart has one set of terms.
                hasSameTerms: try quote.menuVersion == priced.menu.version || terms.digest(priced) == quote.terms,
                lines: try priced.lines.compactMap { try Line($0, priced.menu, texts) }, vat: vat,
                frozen: (try Frozen.encode(vat), address)))
    }

    /// What it costs now to bring the order; nil when nobody goes there any more, not for so little, or not in the time that was promised.
    private static func delivery(
        _ quote: Quote, _ priced: PricedCart, _ store: Store, _ ports: Orders.Ports
    ) -> [Adjustment]? {
        guard quote.mode == .delivery, let address = quote.address else { return [] }
        guard let zone = try? ports.reach(quote.scope, address).zone,
            store.travel + zone.extraMinutes == quote.travel, let fee = try? Quotes.fee(zone, goods: priced.goods)
        else { return nil }
        return [OrderCosts.delivery(fee, ports.vat)]
    }

    /// The statement that writes the order.
    func insert(_ order: Order, _ content: Content, _ token: String) -> SQL {
        """
        INSERT INTO orders (id, store_id, token_hash, cart_id, cart_version, quote_id, menu_version, mode, state,
            sequence, language, customer, phone, address, zone, note, payment, payment_state, owed, total, currency, vat,
            business_day, promised_from, promised_to, kitchen_slot, placed_at, accept_by, updated_at)
        VALUES (\(order.id), \(order.scope), \(Digest.sha256(token.utf8)), \(quote.cartID), \(quote.cartVersion),
            \(quote.id), \(menuVersion), \(order.mode), \(order.state), \(order.sequence), \(order.language), \(order.customer), \(order.phone),
            \(content.frozen.address), \(order.zone), \(order.note), \(order.payment), \(order.paymentState), \(order.owed.cents),
            \(order.total.cents), \(order.total.currency.code), \(content.frozen.vat), \(order.businessDay),
            \(order.promisedFrom), \(order.promisedTo), \(order.kitchenSlot), \(order.placedAt), \(order.acceptBy),
            \(order.updatedAt))
        """
    }
}

extension PlacementDraft.Line {
    /// A line of a cart at the prices of a menu; nil when it cannot be ordered.
    fileprivate init?(_ line: PricedCart.Line, _ menu: MenuSnapshot, _ texts: FrozenLine.Texts) throws {
        guard let configured = line.configured else { return nil }
        let asked = FrozenLine.Asked(line.line, menu)
        let frozen = try texts.value(for: asked) {
            Result { try Frozen.encode(FrozenLine(configured, picture: Picture(asked.configuration, menu))) }
        }.get()
        self.init(
            product: line.line.configuration.product, configuration: line.line.configuration.text,
            quantity: line.line.quantity, unit: configured.unitPrice.cents, total: configured.total.cents,
            vatClass: configured.vatClass, note: line.line.note,
            frozen: frozen)
    }
}

extension Order {
    /// An order as it is placed; its number is not known before it is written.
    init(
        _ draft: PlacementDraft, _ content: PlacementDraft.Content, _ details: PlaceOrder.Details, at now: Instant,
        _ entropy: Entropy
    ) {
        let (quote, window) = (draft.quote, content.order.promise.window)
        self.init(
            id: entropy.identifier(at: now), scope: quote.scope, number: 0, mode: quote.mode, state: .placed,
            sequence: 1,
            language: details.language, customer: details.customer, phone: details.phone, address: quote.address,
            zone: quote.zone, note: details.note, payment: details.payment,
            paymentState: quote.costs.total.cents == 0 ? .paid : .due, owed: quote.costs.total,
            total: quote.costs.total, vat: content.vat, businessDay: window.day, promisedFrom: window.from,
            promisedTo: window.to, kitchenSlot: window.kitchenSlot, placedAt: now,
            acceptBy: content.order.store.acceptBy(at: now), updatedAt: now)
    }
}

extension Store {
    /// By when something that waits from a moment on must be accepted: some minutes later, or after the shop next opens.
    func acceptBy(at now: Instant) -> Instant {
        let isOpen = ServiceMode.allCases.contains { hours.isOpen(at: now, $0) }
        let start = isOpen ? now : ServiceMode.allCases.compactMap { hours.nextOpening(after: now, $0) }.min() ?? now
        return start + acceptance
    }
}
