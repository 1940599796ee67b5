import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Hummingbird's view of the front: assets, the router's table, and what is found in neither.
struct FrontResponder: HTTPResponder {
    let front: Front
    let router: RouterResponder<FrontContext>

    init(_ front: Front) {
        self.front = front
        let router = Router(context: FrontContext.self)
        var methods: [String: Set<String>] = [:]
        for (route, policy) in zip(front.routes, front.policies) {
            if route.surface != .api { Self.add(route, policy, api: false, to: router, front, &methods) }
            if route.surface != .site { Self.add(route, policy, api: true, to: router, front, &methods) }
        }
        for (path, known) in methods {
            let allow = known.sorted().joined(separator: ", ")
            for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]
            where !known.contains(method) {
                guard let verb = HTTPRequest.Method(method) else { continue }
                router.on(RouterPath(Self.pattern(path)), method: verb) { request, context in
                    await front.methodNotAllowed(
                        request, context, allow: allow, api: path.utf8.starts(with: "/api/".utf8))
                }
            }
        }
        self.router = router.buildResponder()
    }

    private static func add(
        _ route: Route, _ policy: Policy.Effective, api: Bool, to router: Router<FrontContext>, _ front: Front,
        _ methods: inout [String: Set<String>]
    ) {
        let path = api ? "/api/v1\(route.path)" : route.path
        var places = [(route.method.method, path)]
        switch (route.method, api) {
        case (.get, _): places.append((.head, path))
        // A form can only post, so that each change has an address that it may post to.
        case (.put, false): places.append((.post, path))
        case (.delete, false): places.append((.post, path + "/removal"))
        default: break
        }
        for (verb, path) in places {
            methods[path, default: []].insert(verb.rawValue)
            let meter = front.metrics.meter(route: path, method: verb.rawValue)
            let served = ServedRoute(route, policy, isAPI: api, meter: meter)
            router.on(RouterPath(pattern(path)), method: verb) { request, context in
                await front.respond(to: request, context: context, served: served)
            }
        }
    }

    private static func pattern(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.utf8.first == UInt8(ascii: "{") ? ":\($0.dropFirst().dropLast())" : String($0) }.joined(
                separator: "/")
    }

    func respond(to request: Request, context: FrontContext) async throws -> Response {
        if request.uri.path.utf8.starts(with: "/assets/".utf8) { return await front.asset(request, context) }
        guard let (request, context) = atShop(request, context) else { return await front.notFound(request, context) }
        let response = try await router.respond(to: request, context: context)
        // The router's own "not found" is empty; ours, which has passed the front, bears a request id.
        return response.status == .notFound && response.headers[.requestID] == nil
            ? await front.notFound(request, context) : response
    }
}

extension FrontResponder {
    /// A request as the routes see it, with the shop that it is about; nil where there is no such shop.
    private func atShop(_ request: Request, _ context: FrontContext) -> (Request, FrontContext)? {
        guard let place = front.scopes().place(host: request.head.authority ?? "", path: request.uri.string) else {
            return nil
        }
        var (request, context) = (request, context)
        (context.scope, context.base) = (place.scope, place.base)
        if let path = place.path {
            var head = request.head
            head.path = path
            request = Request(head: head, body: request.body)
        }
        return (request, context)
    }
}

extension Front {
    func notFound(_ request: Request, _ context: FrontContext) async -> Response {
        await bare(request, context, AppError.notFound(), api: request.uri.path.utf8.starts(with: "/api/".utf8))
    }

    func methodNotAllowed(_ request: Request, _ context: FrontContext, allow: String, api: Bool) async -> Response {
        var response = await bare(request, context, AppError(.wrongMethod, "web.method"), api: api)
        response.headers[.allow] = allow
        return response
    }

    private func bare(_ request: Request, _ context: FrontContext, _ error: AppError, api: Bool) async
        -> Response
    {
        let call = Call(Call.Head(request, context, self, isAPI: api))
        var response = await tooOften(call) ?? refusal(of: error, call)
        if request.method == .head { response = response.createHeadResponse() }
        finish(&response, call, strays, seconds: 0)
        return response
    }

    func asset(_ request: Request, _ context: FrontContext) async -> Response {
        guard request.method == .get || request.method == .head,
            let file = assets.file(at: request.uri.path, gzip: Gzip.isAccepted(request.headers[.acceptEncoding]))
        else { return await notFound(request, context) }
        var headers: HTTPFields = [
            .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
            .xContentTypeOptions: "nosniff",
        ]
        if file.compressed { headers[.contentEncoding] = "gzip" }
        let response = Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
        return request.method == .head ? response.createHeadResponse() : response
    }
}
