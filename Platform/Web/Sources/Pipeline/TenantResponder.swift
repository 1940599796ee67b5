import HTTPTypes
import Hummingbird

/// Chooses by the host whose program answers: each tenant has a front of its own, over a database of its own, so that nothing behind this
/// line can reach another's. A host that is nobody's is the first tenant's.
struct TenantResponder: HTTPResponder {
    private let first: FrontResponder
    private let others: [String: FrontResponder]

    init(_ first: Front, _ others: [String: Front]) {
        self.first = FrontResponder(first)
        self.others = Dictionary(
            others.map { ($0.key.lowercased(), FrontResponder($0.value)) }, uniquingKeysWith: { known, _ in known })
    }

    func respond(to request: Request, context: FrontContext) async throws -> Response {
        if others.isEmpty { return try await first.respond(to: request, context: context) }
        let responder = HostName(request.head.authority ?? "").find(in: others) ?? first
        return try await responder.respond(to: request, context: context)
    }
}
