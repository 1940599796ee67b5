import Foundation
import HTTPTypes
import Hummingbird
public import Kernel
public import Logging
import CoreMetrics
import NIOCore
import Synchronization
import Tracing

/// Everything that stands between the socket and a handler, in one place and one order:
/// assets, route, language, limits, origin, person, rate, permission, cache, body, token, handler, rendering, errors, headers, metrics.
public final class Front: Sendable {
    let settings: WebSettings
    let routes: [Route]
    /// What holds for each route, in the same order.
    let policies: [Policy.Effective]
    let catalogue: Catalogue
    let assets: Assets
    let shell: Shell
    let authenticator: Authenticator
    let slots: PageSlots
    /// Which shops there are, and where.
    let scopes: @Sendable () -> ScopeDirectory
    let translate: @Sendable (any Error) -> AppError?
    let clock: Clock
    let entropy: Entropy
    let logger: Logger
    /// What is counted here.
    public let metrics: Metrics
    let shared: SharedParts
    let clients: ClientAddress
    let uploads: UploadFolder
    let streams: OpenStreams
    /// Whether there is a tracer. To ask for it anew with each request costs as much as the rest of a span that goes nowhere.
    let isTraced = !(InstrumentationSystem.instrument is NoOpInstrument)
    let responder = Mutex<FrontResponder?>(nil)
    /// The names of cookies that make a visitor's pages their own.
    let personalCookies: [String]
    let securityFields: HTTPFields
    /// Counts what belongs to no route.
    let strays: RequestMeter
    /// Counts who was told to wait.
    let refusedByRate: [RateClass: Counter]

    /// Takes the routes of all features. `shared` is what several processes may hold together; `translate` turns errors of lower layers,
    /// such as a lost database, into refusals. Throws the `PolicyFault` of the first route whose policy makes no sense.
    public init(
        settings: WebSettings, routes: [Route], catalogue: Catalogue, assets: Assets, shell: Shell,
        authenticator: Authenticator, slots: PageSlots = .empty,
        scopes: @escaping @Sendable () -> ScopeDirectory = { .empty }, personalCookies: [String],
        shared: SharedParts? = nil, clock: Clock, entropy: Entropy, logger: Logger, metrics: Metrics,
        translate: @escaping @Sendable (any Error) -> AppError?
    ) throws(PolicyFault) {
        var policies: [Policy.Effective] = []
        for route in routes { policies.append(try Policy.Effective(route, settings)) }
        self.settings = settings
        self.routes = routes
        self.policies = policies
        self.catalogue = catalogue
        self.assets = assets
        self.shell = shell
        self.authenticator = authenticator
        self.slots = slots
        self.scopes = scopes
        self.personalCookies = personalCookies
        self.shared = shared ?? .inProcess(clock: clock)
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        self.metrics = metrics
        self.translate = translate
        clients = ClientAddress(trusted: settings.trustedProxies)
        uploads = UploadFolder(settings.uploadFolder, most: settings.mostUploads, entropy: entropy)
        streams = OpenStreams(most: settings.mostConnectionsPerClient)
        securityFields = Self.securityFields(secure: settings.isSecure)
        strays = metrics.meter(route: "none", method: "any")
        refusedByRate = Dictionary(
            uniqueKeysWithValues: RateClass.allCases.map {
                ($0, Counter(label: "http_rate_limited", dimensions: [("class", $0.rawValue)], factory: metrics))
            })
    }

    /// Every route on one line: verb, path, who may, what it lets a request ask, what it does.
    public var table: [String] {
        zip(routes, policies).flatMap { route, policy in
            let paths =
                (route.surface == .api ? [] : [route.path]) + (route.surface == .site ? [] : ["/api/v1\(route.path)"])
            return paths.map { "\(route.method.rawValue)\t\($0)\t\(route.access)\t\(policy)\t\(route.summary)" }
        }
    }

    /// Answers a request of a route that was found.
    func respond(to request: Request, context: FrontContext, served: ServedRoute) async -> Response {
        let start = ContinuousClock.now
        var call = Call(Call.Head(request, context, self, isAPI: served.isAPI))
        var response: Response
        do {
            response = try await traced(request, context, served) {
                try await answer(&call, request, context, served)
            }
        } catch {
            response = refusal(of: error, call)
        }
        await call.uploads?.remove()
        if request.method == .head { response = response.createHeadResponse() }
        let elapsed = ContinuousClock.now - start
        finish(
            &response, call, served.meter,
            seconds: Double(elapsed.components.attoseconds) / 1e18 + Double(elapsed.components.seconds))
        return response
    }

    /// The order in which a request is looked at. Whatever refuses it does so before what costs more.
    private func answer(
        _ call: inout Call, _ request: Request, _ context: FrontContext, _ served: ServedRoute
    ) async throws -> Response {
        // Each part is over before the next begins: what it holds while it waits is given back, and a stream is made of the last two alone.
        try checkHead(request, call, served)
        try await admit(&call, served)
        let place = sharedPlace(served, call)
        if let place, let response = await kept(place, request) { return response }
        if let seconds = served.policy.deadline { context.connection?.setDeadline(seconds: seconds) }
        if served.route.method != .get { try await takeBody(&call, request, context, served) }
        return try await render(try await served.route.handle(call), call, request, served.policy, place)
    }

    /// Finds out who asks, and whether they may, so often.
    private func admit(_ call: inout Call, _ served: ServedRoute) async throws {
        if let token = call.sessionToken { call.principal = try await authenticator.identify(token) ?? .guest }
        if let exceeded = await exceeded(call, served.policy.rate) { throw exceeded }
        guard served.route.access.admits(call.principal, in: call.scope) else {
            throw call.principal.isKnown
                ? AppError(.forbidden, "web.forbidden") : AppError(.unauthenticated, "web.sign-in")
        }
    }

    private func takeBody(
        _ call: inout Call, _ request: Request, _ context: FrontContext, _ served: ServedRoute
    ) async throws {
        try await readBody(&call, request, context, served)
        if served.policy.forgery == .token, !call.principal.formKey.isEmpty, call.bearerToken == nil {
            try CrossSite.check(form: call.bodyTree, header: call.headers[.csrfToken], of: call.principal)
        }
    }

    /// Refuses what is too long before anything of it is read, and what another site has sent.
    private func checkHead(_ request: Request, _ call: Call, _ served: ServedRoute) throws {
        guard request.uri.string.utf8.count <= settings.longestPath else {
            throw AppError(.malformed, "web.path-too-long")
        }
        if served.route.method == .get { return }
        if let field = call.headers[.contentLength] {
            guard let length = Int(field), length <= served.policy.largestBody else {
                throw AppError(.tooLarge, "web.too-large")
            }
        }
        if served.policy.forgery != .signed { try CrossSite.check(call.headers, host: call.host) }
    }

    /// Counts the request against what its principal, or a guest's address, may ask for.
    private func exceeded(_ call: Call, _ rateClass: RateClass) async -> RateExceeded? {
        let isGuest = !call.principal.isKnown || rateClass.isByAddress
        let kind = isGuest ? .guest : call.principal.kind
        guard let rate = settings.rates[rateClass, kind] else { return nil }
        let key = RateKey(rateClass, kind, isGuest ? call.client : call.principal.id)
        let wait = await shared.limiter.take(key, rate, at: call.now)
        return wait.map { RateExceeded(rateClass: rateClass, rate: rate, wait: $0) }
    }

    /// The answer to a guest who asks too often for what is not there, which costs a page like any other.
    func tooOften(_ call: Call) async -> Response? { await exceeded(call, .read).map { refusal(of: $0, call) } }

    /// What stands in the places of the path that are named.
    static func parameters(_ context: FrontContext) -> [String: String] {
        if context.parameters.isEmpty { return [:] }
        return Dictionary(
            context.parameters.map { (String($0.key), String($0.value).removingPercentEncoding ?? "") },
            uniquingKeysWith: { $1 })
    }

    /// The name of a cookie as it is on the wire.
    func cookieName(_ name: String) -> String { settings.isSecure ? "__Host-\(name)" : name }

    /// The last word on every answer: security headers, the request's id, the count, the log.
    func finish(_ response: inout Response, _ call: Call, _ meter: RequestMeter, seconds: Double) {
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
