import Contracts
import Database
import Kernel
import Menu
import Secrets
import Shop
import Web

/// Places an order: everything that makes it one is a single transaction, and a repeated request is the same order.
struct PlaceOrder: Sendable {
    let database: Database
    let ports: Orders.Ports
    let participants: Participants
    let terms: OfferedTerms
    private let texts = FrozenLine.Texts(most: 512)

    init(database: Database, ports: Orders.Ports, participants: Participants, terms: OfferedTerms) {
        self.database = database
        self.ports = ports
        self.participants = participants
        self.terms = terms
    }

    /// What the customer adds to the offer.
    struct Details: Sendable {
        let quote: Identifier<Quote>
        let customer: String
        let phone: String
        let note: String
        let payment: PaymentMethod
        let language: Language
        /// On whose behalf it is ordered.
        let principal: Principal
    }

    /// Shop, menu or zones in memory were older than the rows when the order was to be written.
    private struct MemoryIsOld: Error {}

    /// The order that was placed by this request or by an earlier one with the same key.
    ///
    /// Throws `gone` when the offer is over; `conflict` when the cart, a price or the promised time is no longer the offer's:
    /// nothing is changed then, and a new offer can be asked for.
    func place(
        _ details: Details, key: String, fingerprint: [UInt8], cartToken: String?, in scope: Identifier<Scope>
    ) async throws -> PlacedOrder {
        guard let cartToken, let cart = CartKey(cartToken, in: scope) else {
            throw AppError.notFound("orders.no-quote")
        }
        let request = RequestKey(
            scope: "orders/\(scope)/" + Digest.hex(cart.hash.prefix(12)), key: key, fingerprint: fingerprint)
        let token = OrderToken.make(cart: cartToken, quote: details.quote)
        var (slotWasFull, memoryWasOld) = (false, false)
        while true {
            do {
                let asRead = ports.asRead(scope)
                let draft = try await draft(details, cart, ports.menu(scope), try ports.store(scope))
                let (kept, given) = try await write(draft, asRead, details, request, token)
                let number = if let given { given } else { try await number(of: kept.id) }
                return PlacedOrder(kept: kept, number: number, token: token)
            } catch  where SlotLedger.isFull(error) && !slotWasFull {
                // Somebody took the last place since the draft looked; another slot may do for the same promise.
                slotWasFull = true
            } catch let error as DatabaseError {
                throw participants.refusal(of: error) ?? error
            } catch is MemoryIsOld where !memoryWasOld {
                memoryWasOld = true
                try await ports.reread(scope)
            } catch is MemoryIsOld {
                throw AppError.conflict("orders.price-changed")
            }
        }
    }

    private func write(
        _ draft: PlacementDraft?, _ asRead: SQL, _ details: Details, _ request: RequestKey, _ token: String
    ) async throws -> (PlacedOrder.Kept, number: Int64?) {
        let done = try await database.once(request) { tx in
            guard let draft else { throw AppError.notFound("orders.no-quote") }
            if draft.quote.expiresAt <= tx.now { throw AppError(.gone, "orders.quote-expired") }
            let (content, costs) = try asOffered(draft, asRead, tx)
            let order = Order(draft, content, details, at: tx.now, tx.entropy)
            try useUp(draft.quote, asRead, tx)
            try tx.post(draft.insert(order, content, token))
            try tx.post(Self.firstStep(of: order))
            try tx.insert(content.lines, of: order)
            try tx.insert(draft.quote.costs, of: order)
            var final = content.order
            final.adjustments = costs
            final.pageToken = token
            try participants.place(order, final, tx)
            let kept = PlacedOrder.Kept(order)
            return ((kept, try giveNumber(to: order, tx)), try kept.answer)
        }
        switch done {
        case .first(let (kept, posted)): return (kept, posted.row)
        case .repeated(let answer): return (try PlacedOrder.Kept(answer), nil)
        }
    }

    /// What is written, and what it costs, if everybody still says what they said when the offer was made. Nobody is refused by what this
    /// process alone has not heard of yet: what would refuse throws `MemoryIsOld` then.
    private func asOffered(
        _ draft: PlacementDraft, _ asRead: SQL, _ tx: Transaction
    ) throws -> (PlacementDraft.Content, Adjustments) {
        do {
            let content = try draft.content.get()
            let costs = try participants.costs(of: content.order, tx)
            guard costs.isSame(as: draft.quote.costs) else { throw AppError.conflict("orders.price-changed") }
            guard content.hasSameTerms else { throw AppError.conflict("orders.products-changed") }
            return (content, costs)
        } catch let refusal as AppError {
            if try !isCurrent(asRead, tx) { throw MemoryIsOld() }
            throw refusal
        }
    }

    /// Whether the rows of shop, menu and zones are those that are in memory.
    private func isCurrent(_ asRead: SQL, _ tx: Transaction) throws -> Bool {
        try tx.first("SELECT 1 WHERE \(asRead)", as: Int.self) != nil
    }

    /// Gives an order the shop's next number. The row that counts is held to the commit, so that numbers have no gaps, and all orders of the
    /// shop pass it: it is the last thing that is asked for, and nobody waits for an answer while it is held.
    private func giveNumber(to order: Order, _ tx: Transaction) throws -> PostedRow<Int64> {
        try tx.post(
            """
            INSERT INTO order_counters (store_id, last) VALUES (\(order.scope), 1)
            ON CONFLICT (store_id) DO UPDATE SET last = order_counters.last + 1
            """)
        return try tx.post(
            """
            INSERT INTO order_numbers (order_id, store_id, number)
            SELECT \(order.id), \(order.scope), last FROM order_counters WHERE store_id = \(order.scope) RETURNING number
            """)
    }

    /// The number of an order that was placed by an earlier request.
    private func number(of order: Identifier<Order>) async throws -> Int64 {
        let number: Int64? = try await database.first("SELECT number FROM order_numbers WHERE order_id = \(order)")
        guard let number else { throw AppError.notFound() }
        return number
    }

    /// Works out everything that can be before the transaction, so that rows are locked for as short as possible.
    private func draft(
        _ details: Details, _ key: CartKey, _ menu: MenuSnapshot, _ store: Store
    ) async throws -> PlacementDraft? {
        let found: (Quote, HeldCart, BookedWork)? = try await database.read { tx in
            guard let quote = try tx.quote(details.quote, of: key), let cart = try CartStore.find(key, tx) else {
                return nil
            }
            return (quote, cart, try SlotLedger.before(quote.promisedFrom, travel: quote.travel, store, tx))
        }
        guard let (quote, cart, booked) = found else { return nil }
        return try PlacementDraft(
            quote, try PricedCart(cart, menu), store, booked, ports, texts, terms, details.principal)
    }
}

extension PlaceOrder {
    /// Consumes the version of the cart that the offer was made for and empties it, if shop, menu and zones are still those that the draft was
    /// worked out from: of two orders from one cart at once, one finds it changed. Throws `conflict` then.
    private func useUp(_ quote: Quote, _ asRead: SQL, _ tx: Transaction) throws {
        let taken: Int64? = try tx.first(
            """
            UPDATE carts SET version = version + 1, updated_at = \(tx.now)
            WHERE id = \(quote.cartID) AND version = \(quote.cartVersion) AND \(asRead) RETURNING version
            """)
        if taken == nil {
            if try !isCurrent(asRead, tx) { throw MemoryIsOld() }
            throw AppError.conflict("orders.cart-changed")
        }
        try tx.post("DELETE FROM cart_lines WHERE cart_id = \(quote.cartID)")
    }

    /// The statement with which an order's history begins.
    private static func firstStep(of order: Order) -> SQL {
        """
        INSERT INTO order_transitions (order_id, sequence, store_id, verb, from_state, to_state, actor, actor_name, reason, at)
        VALUES (\(order.id), 1, \(order.scope), 'place', 'placed', 'placed', 'customer', '', '', \(order.placedAt))
        """
    }
}

extension Transaction {
    fileprivate func insert(_ lines: [PlacementDraft.Line], of order: Order) throws {
        let rows: [SQL] = lines.enumerated().map { position, line in
            """
            (\(order.id), \(position), \(order.scope), \(line.product), \(line.configuration), \(line.quantity), \(line.unit),
                \(line.total), \(line.vatClass), \(line.note), \(line.frozen))
            """
        }
        try post(
            """
            INSERT INTO order_lines (order_id, position, store_id, product_id, configuration, quantity, unit, total, vat_class,
                note, frozen)
            VALUES \(rows.joined(separator: ", "))
            """)
    }
}
