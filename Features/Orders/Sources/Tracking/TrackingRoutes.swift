import Database
import Kernel
import Menu
import Shop
import Web

/// `/orders/{token}`: an order as its customer sees it, live. The token is all that opens it; an unknown one is not found.
struct TrackingRoutes: Sendable {
    let database: Database
    let ports: Ports
    let hub: LiveHub
    let again: OrderAgain

    var routes: [Route] {
        [
            .get("/orders/{token}", "An order and its steps.", answer: TrackedView.self, refusals: [.notFound]) {
                call in
                let tracked = try await tracked(call)
                let page = OrderPage(tracked: tracked, call: call)
                return .value(
                    TrackedView(tracked, call.language), call, page: { page.page }, fragment: { page.live })
            },
            .stream("/orders/{token}/events", "The steps of an order as they happen.") { call in
                let tracked = try await tracked(call)
                return .stream(
                    EventStream(hub, topic: tracked.ticket.order.topic, first: try await missed(tracked, call)))
            },
            .change(
                .put, "/orders/{token}/withdrawal", "The customer gives the order up, while that is possible.",
                body: NoInput.self, answer: TrackedView.self, refusals: [.notFound, .conflict]
            ) { call, _ in
                let tracked = try await tracked(call)
                _ = try await OrderSteps(database: database).take(
                    .cancel, on: tracked.ticket.order.id, by: .customer, reason: "customer",
                    allowed: { $0 == .customer })
                let now = TrackedView(try await self.tracked(call), call.language)
                return .done(now, call, to: "/orders/\(tracked.token)")
            },
            .change(
                .post, "/orders/{token}/repetitions", "Puts everything of the order into the cart again.",
                body: NoInput.self,
                answer: CartView.self, status: 201, refusals: [.notFound, .conflict]
            ) { call, _ in try await repeated(call) },
        ]
    }

    private func tracked(_ call: Call) async throws -> Tracked {
        let token = try call.parameter("token")
        guard let hash = CartStore.hash(token) else { throw AppError.notFound("orders.none") }
        let zone = try ports.store().zone
        return try await database.read { tx in
            guard let order: Order = try tx.first("SELECT \(Order.columns) FROM orders WHERE token_hash = \(hash)"),
                let ticket = try tx.tickets([order]).first
            else { throw AppError.notFound("orders.none") }
            let steps: [Tracked.Step] = try tx.all(
                """
                SELECT sequence, verb, from_state, to_state, reason, at FROM order_transitions
                WHERE order_id = \(order.id) ORDER BY sequence
                """)
            return Tracked(ticket: ticket, steps: steps, token: token, zone: zone)
        }
    }

    /// What a reader that comes back has not seen; the page of a new one shows the state it is in.
    private func missed(_ tracked: Tracked, _ call: Call) async throws -> [ServerSentEvent] {
        guard let last = call.lastEventID else { return [] }
        let topic = tracked.ticket.order.topic
        let events = try await database.read { try $0.events(topic: topic, after: last, limit: 50) }
        return events.map { ServerSentEvent(id: $0.id, name: "order", data: $0.payload) }
    }

    private func repeated(_ call: Call) async throws -> Reply {
        let tracked = try await tracked(call)
        let (priced, token) = try await again.put(tracked.ticket, call.cookie("cart"), call.language)
        return Reply.done(CartView(priced, call.language), call, status: 201, to: "/cart")
            .setting(token.map { Cookie("cart", $0, maxAge: CartRoutes.cookieAge) })
    }
}

/// Puts the lines of an old order into a cart, as far as the menu still has them.
struct OrderAgain: Sendable {
    let carts: CartStore
    let ports: Ports

    func put(_ ticket: Ticket, _ token: String?, _ language: Language) async throws -> (PricedCart, String?) {
        let menu = ports.menu()
        var (token, added) = (token, false)
        for line in ticket.lines {
            guard let configuration = line.configuration,
                let configured = try? menu.line(for: configuration, quantity: line.quantity)
            else { continue }
            token = try await carts.add(
                configuration, quantity: line.quantity, note: line.note, name: configured.kitchen.name(language),
                seen: configured.unitPrice, token: token
            ).token
            added = true
        }
        if !added { throw AppError.conflict("orders.nothing-left") }
        return (try PricedCart(try await carts.cart(token), menu), token)
    }
}
