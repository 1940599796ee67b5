import Foundation
import HTTPTypes
import Hummingbird
public import Kernel
public import Logging
import NIOCore
import Synchronization

/// Everything that stands between the socket and a handler, in one place and one order:
/// limits, assets, origin, language, route, person, rate, body, handler, errors, rendering, headers, metrics.
public final class Front: Sendable {
    let settings: WebSettings
    let routes: [Route]
    let catalogue: Catalogue
    let assets: Assets
    let shell: Shell
    let authenticator: Authenticator
    let translate: @Sendable (any Error) -> AppError?
    let clock: Clock
    let entropy: Entropy
    let logger: Logger
    let metrics: Metrics
    let cache = PageCache()
    let responder = Mutex<FrontResponder?>(nil)
    let changes: RateLimiter
    let signIns: RateLimiter
    /// The names of cookies that make a visitor's pages their own.
    let personalCookies: [String]
    let securityFields: HTTPFields
    /// Counts what belongs to no route.
    let strays: Metrics.Meter

    /// Takes the routes of all features. `translate` turns errors of lower layers, such as a lost database, into refusals.
    public init(
        settings: WebSettings, routes: [Route], catalogue: Catalogue, assets: Assets, shell: Shell,
        authenticator: Authenticator, personalCookies: [String], clock: Clock, entropy: Entropy, logger: Logger,
        metrics: Metrics, translate: @escaping @Sendable (any Error) -> AppError?
    ) {
        self.settings = settings
        self.routes = routes
        self.catalogue = catalogue
        self.assets = assets
        self.shell = shell
        self.authenticator = authenticator
        self.personalCookies = personalCookies
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        self.metrics = metrics
        self.translate = translate
        changes = RateLimiter(burst: settings.changesBurst, perMinute: settings.changesPerMinute)
        signIns = RateLimiter(burst: settings.signInBurst, perMinute: settings.signInPerMinute)
        securityFields = Self.securityFields(secure: settings.isSecure)
        strays = metrics.meter(route: "none", method: "any")
    }

    /// Every route on one line: verb, path, who may, what it does.
    public var table: [String] {
        routes.flatMap { route -> [String] in
            let who = if case .staff(let permission) = route.access { permission.rawValue } else { "everyone" }
            let paths =
                (route.surface == .api ? [] : [route.path]) + (route.surface == .site ? [] : ["/api/v1\(route.path)"])
            return paths.map { "\(route.method.rawValue)\t\($0)\t\(who)\t\(route.summary)" }
        }
    }

    /// Answers a request of a route that was found.
    func respond(
        to request: Request, context: ShopContext, route: Route, api: Bool, meter: Metrics.Meter
    ) async -> Response {
        let start = ContinuousClock.now
        var call = makeCall(request, context, api: api)
        var response: Response
        if let shared = sharedResponse(route, call, request) {
            response = shared
        } else {
            do {
                let reply = try await answer(&call, request, context, route)
                response = try render(reply, call, request, route)
            } catch {
                response = refusal(of: error, call, request, api: api)
            }
        }
        if request.method == .head { response = response.createHeadResponse() }
        let elapsed = ContinuousClock.now - start
        finish(
            &response, call, meter,
            seconds: Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds))
        return response
    }

    private func answer(
        _ call: inout Call, _ request: Request, _ context: ShopContext, _ route: Route
    ) async throws -> Reply {
        guard request.uri.string.utf8.count <= settings.longestPath else {
            throw AppError(.malformed, "web.path-too-long")
        }
        call.parameters = Dictionary(
            context.parameters.map { (String($0.key), String($0.value).removingPercentEncoding ?? "") },
            uniquingKeysWith: { $1 })
        if let token = call.sessionToken { call.identity = try await authenticator.identify(token) }
        if case .staff(let permission) = route.access {
            guard let identity = call.identity else { throw AppError(.unauthenticated, "web.sign-in") }
            guard identity.permissions.contains(permission) else { throw AppError(.forbidden, "web.forbidden") }
        }
        if route.method != .get {
            try CrossSite.check(request.headers, host: request.head.authority ?? "")
            try limit(call, route)
            try await readBody(&call, request, route)
            if let identity = call.identity, call.headers[.authorization] == nil, case .staff = route.access,
                call.face != .json
            {
                try CrossSite.check(form: call.bodyTree, header: call.headers[.csrfToken], of: identity)
            }
        }
        return try await route.handle(call)
    }

    private func limit(_ call: Call, _ route: Route) throws {
        let limiter = route.path == "/session" && route.method == .post ? signIns : changes
        if call.identity != nil, limiter === changes { return }
        if let wait = limiter.take(call.client, at: call.now) {
            metrics.add("pizzamama_rate_limited_total")
            throw AppError(.tooMany, "web.too-many", ["seconds": String(wait)], retryAfter: wait)
        }
    }

    private func readBody(_ call: inout Call, _ request: Request, _ route: Route) async throws {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > settings.largestBody {
            throw AppError(.tooLarge, "web.too-large")
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            bytes.append(contentsOf: buffer.readableBytesView)
            if bytes.count > settings.largestBody { throw AppError(.tooLarge, "web.too-large") }
        }
        call.bodyBytes = bytes
        guard !bytes.isEmpty else {
            // A form of which nothing is filled in sends no bytes; a program that sends none where some are due hears of it.
            call.bodyIsForm = call.face != .json
            if call.face == .json, route.body != nil { throw AppError(.malformed, "web.malformed-json") }
            return
        }
        let type = (request.headers[.contentType] ?? "").split(separator: ";")[safe: 0].map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
        switch type {
        case "application/json":
            guard let tree = try? JSONParser.parse(bytes) else { throw AppError(.malformed, "web.malformed-json") }
            call.bodyTree = tree
        case "application/x-www-form-urlencoded" where call.face != .json:
            guard let tree = FieldTree.form(bytes) else { throw AppError(.malformed, "web.malformed-form") }
            call.bodyTree = tree
            call.bodyIsForm = true
        default: throw AppError(.unsupported, "web.unsupported-type")
        }
    }

    /// The name of a cookie as it is on the wire.
    func cookieName(_ name: String) -> String { settings.isSecure ? "__Host-\(name)" : name }

    private static func securityFields(secure: Bool) -> HTTPFields {
        var fields = HTTPFields()
        fields[.contentSecurityPolicy] =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        fields[.xContentTypeOptions] = "nosniff"
        fields[.init("Referrer-Policy").unsafelyUnwrapped] = "same-origin"
        fields[.init("Cross-Origin-Opener-Policy").unsafelyUnwrapped] = "same-origin"
        fields[.init("Cross-Origin-Resource-Policy").unsafelyUnwrapped] = "same-origin"
        fields[.init("Permissions-Policy").unsafelyUnwrapped] =
            "camera=(), microphone=(), geolocation=(self), payment=(self)"
        if secure { fields[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
        return fields
    }

    /// The last word on every answer: security headers, the request's id, the count, the log.
    func finish(_ response: inout Response, _ call: Call, _ meter: Metrics.Meter, seconds: Double) {
        // A page of the cache has them already.
        if !response.headers.contains(.xContentTypeOptions) { response.headers.append(contentsOf: securityFields) }
        response.headers.append(HTTPField(name: .requestID, value: call.requestID))
        let status = Int(response.status.code)
        meter.add(status: status, seconds: seconds)
        let level: Logger.Level = status >= 500 ? .error : call.method == .get || call.method == .head ? .debug : .info
        guard level >= logger.logLevel else { return }
        call.logger.log(
            level: level, "request",
            metadata: [
                "method": .string(call.method.rawValue), "route": .string(meter.route),
                "status": .stringConvertible(status),
                "ms": .stringConvertible((seconds * 100_000).rounded() / 100),
            ])
    }
}

extension HTTPField.Name {
    /// The token of a form, sent as a field by scripts.
    static let csrfToken = HTTPField.Name("X-CSRF-Token").unsafelyUnwrapped
}

extension Array {
    /// The element, or nil when there is none at the index.
    fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
