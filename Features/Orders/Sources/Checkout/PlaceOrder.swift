import Database
import Kernel
import Menu
import MenuView
import Secrets
import Shop
import Web

/// Places an order: everything that makes it one is a single transaction, and a repeated request is the same order.
struct PlaceOrder: Sendable {
    let database: Database
    let ports: Ports
    let entropy: Entropy

    /// What the customer adds to the offer.
    struct Details: Sendable {
        let quote: Identifier<Quote>
        let customer: String
        let phone: String
        let note: String
        let payment: PaymentMethod
        let language: Language
    }

    /// Everything that can be worked out before the transaction, so that rows are locked for as short as possible.
    private struct Draft: Sendable {
        let quote: Quote
        let vat: VATBreakdown
        let frozenVAT: String
        let frozenAddress: String?
        let lines: [DraftLine]
        let cartVersion: Int64
        /// What can be promised for it, by what the ledger of slots said a moment ago.
        let promise: Result<Promise, AppError>
        /// Why a line can no longer be ordered.
        let problem: LineProblem?
    }

    /// A line as its row will be.
    fileprivate struct DraftLine: Sendable {
        let product: Identifier<Product>
        let configuration: String
        let quantity: Int
        let unit: Int64
        let total: Int64
        let vatClass: String
        let note: String
        let frozen: String
    }

    /// The order that was placed by this request or by an earlier one with the same key.
    ///
    /// Throws `gone` when the offer is over; `conflict` when the cart, a price or the promised time is no longer the offer's:
    /// nothing is changed then, and a new offer can be asked for.
    func place(_ details: Details, key: String, fingerprint: [UInt8], cartToken: String?) async throws -> PlacedOrder {
        guard let hash = CartStore.hash(cartToken) else { throw AppError.notFound("orders.no-quote") }
        let request = RequestKey(
            scope: "orders/" + Digest.hex(hash.prefix(12)), key: key, fingerprint: fingerprint)
        let (menu, store) = (ports.menu(), try ports.store())
        do {
            return try await write(try await draft(details, hash, menu, store), details, request, store)
        } catch  where SlotLedger.isFull(error) {
            // Somebody took the last place since the draft looked; another slot may do for the same promise.
        }
        do {
            return try await write(try await draft(details, hash, menu, store), details, request, store)
        } catch  where SlotLedger.isFull(error) {
            throw AppError.conflict("orders.slot-full")
        }
    }

    private func write(
        _ draft: Draft?, _ details: Details, _ request: RequestKey, _ store: Store
    ) async throws -> PlacedOrder {
        let token = entropy.token()
        let done = try await database.once(request) { tx in
            guard let draft else { throw AppError.notFound("orders.no-quote") }
            if draft.quote.expiresAt <= tx.now { throw AppError(.gone, "orders.quote-expired") }
            if draft.cartVersion != draft.quote.cartVersion { throw AppError.conflict("orders.cart-changed") }
            if let problem = draft.problem { throw problem.error(details.language) }
            // The offer holds as long as the menu still comes to the same.
            if draft.vat.gross != draft.quote.total { throw AppError.conflict("orders.price-changed") }
            let promise = try draft.promise.get()
            let id: Identifier<Order> = tx.entropy.identifier(at: tx.now)
            let number = try self.insert(id, draft, details, promise, store, token, tx)
            try tx.useUp(draft.quote)
            try tx.insert(draft.lines.enumerated().map { ($0.offset, $0.element) }, of: id)
            try Ledger.sell(draft.vat, order: id, tx)
            try tx.publish(OrderPlaced(order: id.description, number: number))
            let placed = PlacedOrder(
                id: id, number: number, token: token, total: draft.quote.total, promisedFrom: promise.window.from,
                promisedTo: promise.window.to)
            // The places in the slots are what other orders wait for, so they are taken last.
            try SlotLedger.book(promise.bookings, capacity: store.rules.capacity, for: id, tx)
            return (placed, try placed.answer)
        }
        switch done {
        case .first(let placed): return placed
        case .repeated(let answer): return try PlacedOrder(stored: answer)
        }
    }
}

extension PlaceOrder {
    private func draft(
        _ details: Details, _ hash: [UInt8], _ menu: MenuSnapshot, _ store: Store
    ) async throws -> Draft? {
        let found: (Quote, Cart, BookedWork)? = try await database.read { tx in
            guard let cart = try CartStore.find(hash, tx),
                let quote: Quote = try tx.first(
                    "SELECT \(Quote.columns) FROM quotes WHERE id = \(details.quote) AND cart_id = \(cart.id)")
            else { return nil }
            let booked = try SlotLedger.booked(
                tx, from: quote.promisedFrom - .hours(14), to: quote.promisedFrom + .minutes(1))
            return (quote, cart, booked)
        }
        guard let (quote, cart, booked) = found else { return nil }
        let priced = try PricedCart(cart, menu)
        let problem = priced.lines.compactMap(\.problem).first
        // The request may repeat one that has emptied the cart, and a fee for nothing has no rate: then there is nothing to tax.
        let isCurrent = cart.version == quote.cartVersion && problem == nil
        let vat =
            try isCurrent
            ? VATBreakdown(
                priced.vatLines, deliveryFee: quote.delivery, supply: VATSupply(quote.mode),
                on: ports.store().hours.businessDay(of: quote.promisedFrom), table: ports.vat,
                currency: quote.total.currency)
            : VATBreakdown.none(quote.total.currency)
        let lines = try priced.lines.compactMap { line -> DraftLine? in
            guard let configured = line.configured else { return nil }
            let picture = Picture(line.line.configuration, menu)
            return DraftLine(
                product: line.line.configuration.product, configuration: line.line.configuration.text,
                quantity: line.line.quantity, unit: configured.unitPrice.cents, total: configured.total.cents,
                vatClass: configured.vatClass, note: line.line.note,
                frozen: try Frozen.encode(FrozenLine(configured, picture: picture)))
        }
        return Draft(
            quote: quote, vat: vat, frozenVAT: try Frozen.encode(vat),
            frozenAddress: try quote.address.map { try Frozen.encode($0) }, lines: lines, cartVersion: cart.version,
            promise: promise(quote, priced.work, store, booked), problem: problem)
    }

    /// The promise of the offer, if there is still room for it. While the offer stands, a slot that has begun meanwhile is still good.
    private func promise(
        _ quote: Quote, _ work: WorkLoad, _ store: Store, _ booked: BookedWork
    ) -> Result<Promise, AppError> {
        let request = PromiseRequest(
            now: quote.expiresAt - Quote.lifetime, mode: quote.mode, work: work, travel: quote.travel,
            wanted: .at(quote.promisedFrom))
        do throws(PromiseRefusal) {
            return .success(try store.rules.promise(request) { booked.units($0, $1) })
        } catch {
            return .failure(AppError.conflict("orders.promise-moved"))
        }
    }

    /// By when it must be accepted: some minutes after it was placed, or after the shop next opens.
    private func acceptBy(_ store: Store, _ promise: Promise, _ now: Instant) -> Instant {
        let open = ServiceMode.allCases.contains { store.hours.isOpen(at: now, $0) }
        let start =
            open ? now : ServiceMode.allCases.compactMap { store.hours.nextOpening(after: now, $0) }.min() ?? now
        return start + store.acceptance
    }

    /// Writes the order, if the cart is still the one that the offer was made for: of two orders from one cart at once, one finds
    /// it changed. Throws `conflict` then.
    private func insert(
        _ id: Identifier<Order>, _ draft: Draft, _ details: Details, _ promise: Promise, _ store: Store,
        _ token: String,
        _ tx: Transaction
    ) throws -> Int64 {
        let quote = draft.quote
        let number: Int64? = try tx.first(
            """
            INSERT INTO orders (id, token_hash, cart_id, cart_version, quote_id, menu_version, mode, state, sequence, language,
                customer, phone, address, zone, note, payment, goods, delivery, total, currency, vat, business_day,
                promised_from, promised_to, kitchen_slot, placed_at, accept_by, updated_at)
            SELECT \(id), \(Digest.sha256(token.utf8)), \(quote.cartID), \(quote.cartVersion), \(quote.id),
                \(quote.menuVersion), \(quote.mode), \(OrderState.placed), 1, \(details.language), \(details.customer),
                \(details.phone), \(draft.frozenAddress), \(quote.zone), \(details.note), \(details.payment), \(quote.goods.cents),
                \(quote.delivery.cents), \(quote.total.cents), \(quote.total.currency.code), \(draft.frozenVAT),
                \(promise.window.day), \(promise.window.from), \(promise.window.to), \(promise.window.kitchenSlot), \(tx.now),
                \(acceptBy(store, promise, tx.now)), \(tx.now)
            FROM carts WHERE id = \(quote.cartID) AND version = \(quote.cartVersion)\(sqlite: "", postgres: " FOR UPDATE")
            RETURNING number
            """)
        guard let number else { throw AppError.conflict("orders.cart-changed") }
        try tx.post(
            """
            INSERT INTO order_transitions (order_id, sequence, verb, from_state, to_state, actor, actor_name, reason, at)
            VALUES (\(id), 1, 'place', 'placed', 'placed', 'customer', '', '', \(tx.now))
            """)
        return number
    }
}

extension Transaction {
    /// Empties the cart, whose row the order has locked, and consumes its version.
    fileprivate func useUp(_ quote: Quote) throws {
        try post("UPDATE carts SET version = version + 1, updated_at = \(now) WHERE id = \(quote.cartID)")
        try post("DELETE FROM cart_lines WHERE cart_id = \(quote.cartID)")
    }

    fileprivate func insert(_ lines: [(Int, PlaceOrder.DraftLine)], of order: Identifier<Order>) throws {
        let rows: [SQL] = lines.map { position, line in
            """
            (\(order), \(position), \(line.product), \(line.configuration), \(line.quantity), \(line.unit), \(line.total),
                \(line.vatClass), \(line.note), \(line.frozen))
            """
        }
        try post(
            """
            INSERT INTO order_lines (order_id, position, product_id, configuration, quantity, unit, total, vat_class, note, frozen)
            VALUES \(rows.joined(separator: ", "))
            """)
    }
}
