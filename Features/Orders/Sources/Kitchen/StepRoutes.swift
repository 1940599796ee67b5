import Contracts
import Kernel
import Web

/// Each step of an order as a resource: putting it takes the step, deleting it takes it back.
///
/// `PUT /kitchen/orders/{id}/acceptance`, `…/refusal`, `…/preparation`, `…/readiness`, `…/dispatch`, `…/delivery`, `…/cancellation`.
struct StepRoutes: Sendable {
    let steps: OrderSteps
    let view: @Sendable (Order, Call) async throws -> Reply

    struct Remark: Input {
        let reason: String?
        init(_ fields: inout FieldReader) { reason = fields.optionalText("reason", limit: 200) }
    }

    /// Whoever is refused is told why.
    struct Reason: Input {
        let reason: String
        init(_ fields: inout FieldReader) { reason = fields.text("reason", limit: 200) }
    }

    static let resources: [(name: String, verb: OrderVerb, access: Permission, canUndo: Bool, summary: String)] = [
        ("acceptance", .accept, .acceptOrders, true, "The shop will make the order."),
        ("refusal", .refuse, .acceptOrders, false, "The shop will not make the order, and says why."),
        ("preparation", .prepare, .prepareOrders, true, "The kitchen has begun."),
        ("readiness", .finish, .prepareOrders, true, "It is ready to leave."),
        ("dispatch", .dispatch, .deliverOrders, true, "It is on its way."),
        ("delivery", .deliver, .deliverOrders, true, "It was handed over and paid."),
        ("cancellation", .cancel, .cancelOrders, false, "The shop gives the order up."),
    ]

    var routes: [Route] {
        Self.resources.flatMap { resource in
            let path = "/kitchen/orders/{id}/\(resource.name)"
            let step =
                resource.verb == .refuse
                ? step(resource.verb, path, resource.summary, resource.access, Reason.self) { $0.reason }
                : step(resource.verb, path, resource.summary, resource.access, Remark.self) { $0.reason }
            let undo = Route.change(
                .delete, path, "Takes it back: it was a slip.", access: .holders(of: resource.access),
                body: NoInput.self,
                answer: TicketView.self, refusals: [.notFound, .conflict]
            ) { call, _ in
                let order = try await take(.undo, undoing: resource.verb, nil, call)
                return try await view(order, call)
            }
            return resource.canUndo ? [step, undo] : [step]
        }
    }

    private func step<Body: Input>(
        _ verb: OrderVerb, _ path: String, _ summary: String, _ access: Permission, _: Body.Type,
        reason: @escaping @Sendable (Body) -> String?
    ) -> Route {
        .change(
            .put, path, summary, access: .holders(of: access), body: Body.self, answer: TicketView.self,
            refusals: [.notFound, .conflict]
        ) { call, body in
            let order = try await take(verb, undoing: nil, reason(body), call)
            return try await view(order, call)
        }
    }

    private func take(_ verb: OrderVerb, undoing: OrderVerb?, _ reason: String?, _ call: Call) async throws -> Order {
        let person = call.principal
        return try await steps.take(
            verb, on: call.id("id"), in: call.shop, by: .staff(actor: person.actor, name: person.name),
            reason: reason ?? "",
            undoing: undoing
        ) { who in
            if case .staff(let permission) = who { return call.may(permission) }
            return false
        }
    }
}
