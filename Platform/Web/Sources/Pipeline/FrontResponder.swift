import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Hummingbird's view of the front: assets, the router's table, and what is found in neither.
struct FrontResponder: HTTPResponder {
    let front: Front
    let router: RouterResponder<ShopContext>

    init(_ front: Front) {
        self.front = front
        let router = Router(context: ShopContext.self)
        var methods: [String: Set<String>] = [:]
        for route in front.routes {
            if route.surface != .api { Self.add(route, api: false, to: router, front, &methods) }
            if route.surface != .site { Self.add(route, api: true, to: router, front, &methods) }
        }
        for (path, known) in methods {
            let allow = known.sorted().joined(separator: ", ")
            for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]
            where !known.contains(method) {
                guard let verb = HTTPRequest.Method(method) else { continue }
                router.on(RouterPath(Self.pattern(path)), method: verb) { request, context in
                    front.methodNotAllowed(request, context, allow: allow, api: path.hasPrefix("/api/"))
                }
            }
        }
        self.router = router.buildResponder()
    }

    private static func add(
        _ route: Route, api: Bool, to router: Router<ShopContext>, _ front: Front,
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
            router.on(RouterPath(pattern(path)), method: verb) { request, context in
                await front.respond(to: request, context: context, route: route, api: api, meter: meter)
            }
        }
    }

    private static func pattern(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("{") ? ":\($0.dropFirst().dropLast())" : String($0) }.joined(separator: "/")
    }

    func respond(to request: Request, context: ShopContext) async throws -> Response {
        if request.uri.path.hasPrefix("/assets/") { return front.asset(request, context) }
        let response = try await router.respond(to: request, context: context)
        // The router's own "not found" is empty; ours, which has passed the front, bears a request id.
        return response.status == .notFound && response.headers[.requestID] == nil
            ? front.notFound(request, context) : response
    }
}

extension Front {
    func notFound(_ request: Request, _ context: ShopContext) -> Response {
        bare(request, context, AppError.notFound(), api: request.uri.path.hasPrefix("/api/"))
    }

    func methodNotAllowed(_ request: Request, _ context: ShopContext, allow: String, api: Bool) -> Response {
        var response = bare(request, context, AppError(.malformed, "web.method"), api: api)
        response.status = .methodNotAllowed
        response.headers[.allow] = allow
        return response
    }

    private func bare(_ request: Request, _ context: ShopContext, _ error: AppError, api: Bool) -> Response {
        let call = makeCall(request, context, api: api)
        var response = refusal(of: error, call, request, api: api)
        if request.method == .head { response = response.createHeadResponse() }
        finish(&response, call, strays, seconds: 0)
        return response
    }

    func asset(_ request: Request, _ context: ShopContext) -> Response {
        guard request.method == .get || request.method == .head,
            let file = assets.file(at: request.uri.path, gzip: acceptsGzip(request))
        else { return notFound(request, context) }
        var headers: HTTPFields = [
            .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
            .xContentTypeOptions: "nosniff",
        ]
        if file.compressed { headers[.contentEncoding] = "gzip" }
        let response = Response(status: .ok, headers: headers, body: .init(byteBuffer: file.bytes))
        return request.method == .head ? response.createHeadResponse() : response
    }
}
