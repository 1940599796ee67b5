import HTTPTypes
public import Kernel

/// The verbs of our routes; each has the meaning that RFC 9110 gives it.
public enum Verb: String, Sendable, Hashable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// The same for Hummingbird.
    var method: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .delete: .delete
        }
    }
}

/// One thing the server answers: where, to whom, what it reads, what it says, and the function that does it.
///
/// The router, the table of who may do what, and the OpenAPI document are all made from these values.
public struct Route: Sendable {
    /// The verb.
    public let method: Verb
    /// The path, with parameters in braces: `/orders/{token}`.
    public let path: String
    /// Who may call it.
    public let access: Access
    /// One sentence for the documentation.
    public let summary: String
    /// Where it is served.
    public let surface: Surface
    /// What it reads from the body.
    let body: Schema?
    /// What it reads from the query.
    let query: Schema?
    /// What it says, by status.
    let answers: [(status: Int, schema: Schema?)]
    /// The refusals a program must expect beyond those of its shape.
    let refusals: [AppError.Kind]
    /// What it lets a request ask, as it was declared.
    public let policy: Policy
    var handle: @Sendable (Call) async throws -> Reply

    /// Where a route is served.
    public enum Surface: Sendable {
        /// On the website and, as JSON, below `/api/v1`.
        case both
        /// On the website only.
        case site
        /// Below `/api/v1` only.
        case api
    }

    /// A route that reads a query.
    public static func get<Query: Input, Answer: JSONWritable>(
        _ path: String, _ summary: String, access: Access = .everyone, surface: Surface = .both,
        query: Query.Type, answer: Answer.Type, refusals: [AppError.Kind] = [],
        policy: Policy = .usual,
        _ handle: @escaping @Sendable (Call, Query) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, path: path, access: access, summary: summary, surface: surface, body: nil,
            query: FieldReader.schema(of: Query.self), answers: [(200, JSONWriter.schema(of: Answer.self))],
            refusals: refusals + [.invalid], policy: policy
        ) { try await handle($0, try $0.query(Query.self)) }
    }

    /// A route that reads nothing.
    public static func get<Answer: JSONWritable>(
        _ path: String, _ summary: String, access: Access = .everyone, surface: Surface = .both,
        answer: Answer.Type, refusals: [AppError.Kind] = [],
        policy: Policy = .usual,
        _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, path: path, access: access, summary: summary, surface: surface, body: nil, query: nil,
            answers: [(200, JSONWriter.schema(of: Answer.self))], refusals: refusals, policy: policy, handle: handle)
    }

    /// A page without a form for programs.
    public static func page(
        _ path: String, _ summary: String, access: Access = .everyone,
        policy: Policy = .usual,
        _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, path: path, access: access, summary: summary, surface: .site, body: nil, query: nil,
            answers: [(200, nil)], refusals: [], policy: policy, handle: handle)
    }

    /// A stream of server-sent events.
    public static func stream(
        _ path: String, _ summary: String, access: Access = .everyone,
        _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: .get, path: path, access: access, summary: summary, surface: .site, body: nil, query: nil,
            answers: [(200, nil)], refusals: [.notFound], policy: Policy(rate: .stream), handle: handle)
    }

    /// A route that changes something and reads a body.
    public static func change<Body: Input, Answer: JSONWritable>(
        _ method: Verb, _ path: String, _ summary: String, access: Access = .everyone,
        surface: Surface = .both, body: Body.Type, answer: Answer.Type, status: Int = 200,
        refusals: [AppError.Kind] = [], policy: Policy = .usual,
        _ handle: @escaping @Sendable (Call, Body) async throws -> Reply
    ) -> Route {
        let reads = Body.self != NoInput.self
        return Route(
            method: method, path: path, access: access, summary: summary, surface: surface,
            body: reads ? FieldReader.schema(of: Body.self) : nil, query: nil,
            answers: [(status, JSONWriter.schema(of: Answer.self))], refusals: refusals + (reads ? [.invalid] : []),
            policy: policy
        ) { try await handle($0, try $0.input(Body.self)) }
    }

    /// A route that changes something and reads the body itself, so that a form which is wrong can come back with what was typed.
    public static func change<Body: Input, Answer: JSONWritable>(
        _ method: Verb, _ path: String, _ summary: String, access: Access = .everyone,
        surface: Surface = .both, reading _: Body.Type, answer: Answer.Type, status: Int = 200,
        refusals: [AppError.Kind] = [], policy: Policy = .usual,
        _ handle: @escaping @Sendable (Call) async throws -> Reply
    ) -> Route {
        Route(
            method: method, path: path, access: access, summary: summary, surface: surface,
            body: FieldReader.schema(of: Body.self), query: nil,
            answers: [(status, JSONWriter.schema(of: Answer.self))], refusals: refusals + [.invalid],
            policy: policy, handle: handle)
    }

    /// A form of the website that no program needs.
    public static func form<Body: Input>(
        _ path: String, _ summary: String, access: Access = .everyone, body: Body.Type, policy: Policy = .usual,
        _ handle: @escaping @Sendable (Call, Body) async throws -> Reply
    ) -> Route {
        Route(
            method: .post, path: path, access: access, summary: summary, surface: .site,
            body: FieldReader.schema(of: Body.self), query: nil, answers: [(200, nil)], refusals: [.invalid],
            policy: policy
        ) { try await handle($0, try $0.input(Body.self)) }
    }

    /// Every verb and path at which it answers, with parameters nameless: `PUT /greetings/{}`. Two routes that share one collide.
    public var places: [String] {
        let shape = path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.utf8.first == UInt8(ascii: "{") ? "{}" : $0 }.joined(separator: "/")
        var places: [String] = []
        if surface != .api {
            places.append("\(method.rawValue) \(shape)")
            if method == .put { places.append("POST \(shape)") }
            if method == .delete { places.append("POST \(shape)/removal") }
        }
        if surface != .site { places.append("\(method.rawValue) /api/v1\(shape)") }
        return places
    }

    /// The names in braces, in order.
    var parameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }
}
