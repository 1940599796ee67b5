import Contracts
import Database
import Kernel
import Shop
import Web

/// `/orders/{token}`: an order as its customer sees it, live. The token is all that opens it, in the shop whose order it is; an unknown one
/// is not found.
struct TrackingRoutes: Sendable {
    let database: Database
    let ports: Orders.Ports
    let live: any LiveChannel
    let steps: OrderSteps
    let again: OrderAgain

    /// Where a page has come: what happened after that is told.
    struct Position: Input {
        let after: Int64?
        init(_ fields: inout FieldReader) {
            after = fields.optionalText("after", limit: 20).flatMap { Int64($0) }
        }
    }

    var routes: [Route] {
        [
            .get("/orders/{token}", "An order and its steps.", answer: TrackedView.self, refusals: [.notFound]) {
                call in
                let tracked = try await tracked(call)
                var page = OrderPage(tracked: tracked, call: call)
                if call.face == .page { page.below = await call.content(of: .belowOrdered, tracked.ticket.order) }
                let shown = page
                return .value(
                    TrackedView(tracked, call.words), call, page: { shown.page }, fragment: { shown.live })
            },
            .stream("/orders/{token}/events", "The steps of an order as they happen.") { call in
                let topic = try await tracked(call).ticket.order.topic
                // A reader that comes back says what it saw last; a new one has it from the page.
                let after = try call.lastEventID ?? call.query(Position.self).after
                return .stream(EventStream(live, topic: topic) { try await missed(topic, after: after) })
            },
            .change(
                .put, "/orders/{token}/withdrawal", "The customer gives the order up, while that is possible.",
                body: NoInput.self, answer: TrackedView.self, refusals: [.notFound, .conflict]
            ) { call, _ in
                let tracked = try await tracked(call)
                _ = try await steps.take(
                    .cancel, on: tracked.ticket.order.id, in: call.shop, by: .customer, reason: "customer",
                    allowed: { $0 == .customer })
                let now = TrackedView(try await self.tracked(call), call.words)
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
        let (token, scope) = (try call.parameter("token"), try call.shop)
        guard let key = CartKey(token, in: scope) else { throw AppError.notFound("orders.none") }
        let zone = try ports.store(scope).zone
        return try await database.read { tx in
            guard let order = try tx.order(openedBy: key), let ticket = try tx.tickets([order]).first else {
                throw AppError.notFound("orders.none")
            }
            return Tracked(
                ticket: ticket, steps: try tx.steps(of: order), token: token, zone: zone,
                lastEvent: try tx.lastEventID(topic: order.topic) ?? 0)
        }
    }

    /// The events that tell of steps.
    private static let steps: Set = [OrderPlaced.name, OrderMoved.name]

    /// What happened since an event; nothing for a reader who has seen none, whose page shows the state that the order is in.
    private func missed(_ topic: String, after last: Int64?) async throws -> [ServerSentEvent] {
        guard let last else { return [] }
        let events = try await database.read { try $0.events(topic: topic, after: last, limit: 50) }
        // Others publish under the order's topic too, and what they say is not for its customer.
        return events.filter { Self.steps.contains($0.name) }.map {
            ServerSentEvent(id: $0.id, name: "order", data: $0.payload)
        }
    }

    private func repeated(_ call: Call) async throws -> Reply {
        let tracked = try await tracked(call)
        let (priced, token) = try await again.put(
            tracked, key: try call.optionalKey, token: call.cookie("cart"), in: call.shop)
        return Reply.done(CartView(priced, call.words), call, status: 201, to: "/cart")
            .setting(Cookie("cart", token, maxAge: CartRoutes.cookieAge))
    }
}

extension Call {
    /// The key that makes a repeated request the same request, if one was sent; throws `invalid` when it is none.
    fileprivate var optionalKey: String? {
        get throws {
            do {
                return try idempotencyKey()
            } catch let refusal as AppError where refusal.fields.first?.code == "missing" {
                return nil
            }
        }
    }
}
