import HTTPTypes
import Kernel

extension Route {
    /// The same route, whose form comes back in a browser when it was refused, so that each mistake is said beside its field and what was
    /// typed is still there (`Call.typed`). Programs get the problem as it is, and so does whoever may not do this at all.
    public func returning(
        _ form: @escaping @Sendable (Call, Problem) async throws -> Page
    ) -> Route {
        var route = self
        let handle = handle
        route.handle = { call in
            do {
                return try await handle(call)
            } catch let refusal as AppError where call.face == .page && Self.correctable.contains(refusal.kind) {
                let problem = Problem(refusal, call)
                var reply = Reply.page(try await form(call, problem), status: problem.status)
                if let seconds = problem.retryAfter { reply.fields.append((.retryAfter, String(seconds))) }
                return reply
            }
        }
        return route
    }

    /// What another try with another form may get past.
    private static let correctable: Set<AppError.Kind> = [.invalid, .conflict, .unauthenticated, .tooMany]
}

extension Call {
    /// What was typed into a field of the form, to be shown again; empty when nothing was. Never asked for a password.
    public func typed(_ name: String) -> String {
        var tree = bodyTree
        for step in name.split(separator: ".") {
            guard case .object(let members) = tree, let inner = members[String(step)] else { return "" }
            tree = inner
        }
        if case .text(let text) = tree { return text }
        return ""
    }

    /// The values that were ticked under one name.
    public func ticked(_ name: String) -> [String] {
        guard case .object(let members) = bodyTree, let tree = members[name] else { return [] }
        let items = if case .list(let items) = tree { items } else { [tree] }
        return items.compactMap { if case .text(let text) = $0 { text } else { nil } }
    }
}
