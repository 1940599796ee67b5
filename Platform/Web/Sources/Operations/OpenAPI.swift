import HTTPTypes
import Kernel

/// The OpenAPI 3.1 document of the routes that programs may call.
public enum OpenAPI {
    /// The JSON text.
    public static func document(of routes: [Route], title: String, version: String) -> String {
        var paths: [(String, [Route])] = []
        for route in routes where route.surface != .site {
            if let index = paths.firstIndex(where: { $0.0 == route.path }) {
                paths[index].1.append(route)
            } else {
                paths.append((route.path, [route]))
            }
        }
        let items = paths.map { path, routes in
            "\(quoted("/api/v1\(path)")):{\(routes.map(operation).joined(separator: ","))}"
        }
        return
            "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\(quoted(title)),\"version\":\(quoted(version))},"
            + "\"paths\":{\(items.joined(separator: ","))},"
            + "\"components\":{\"securitySchemes\":{\"session\":{\"type\":\"http\",\"scheme\":\"bearer\"}},"
            + "\"schemas\":{\"Problem\":\(JSONWriter.schema(of: Problem.self).json)}}}"
    }

    /// One operation, for a list of them.
    public struct Entry: Sendable, Hashable {
        /// The verb.
        public let method: String
        /// The path as programs call it.
        public let path: String
        /// What it does.
        public let summary: String
        /// Every status that it may answer with.
        public let statuses: [Int]
    }

    /// All operations by path and verb.
    public static func entries(of routes: [Route]) -> [Entry] {
        routes.filter { $0.surface != .site }.map { route in
            let statuses = Set(route.answers.map(\.status) + refusals(of: route).map(\.status))
            return Entry(
                method: route.method.rawValue, path: "/api/v1\(route.path)", summary: route.summary,
                statuses: statuses.sorted())
        }.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    private static func operation(_ route: Route) -> String {
        var parts = ["\"summary\":\(quoted(route.summary))", "\"operationId\":\(quoted(operationID(route)))"]
        parts.append("\"tags\":[\(quoted(String(route.path.split(separator: "/").first ?? "root")))]")
        var parameters = route.parameters.map {
            "{\"name\":\(quoted($0)),\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\",\"minLength\":1}}"
        }
        if route.policy.needsKey {
            parameters.append(
                "{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":true,\"schema\":"
                    + "{\"type\":\"string\",\"minLength\":8,\"maxLength\":255,\"pattern\":\"^[!-~]{8,255}$\"}}")
        }
        if route.refusals.contains(.unconditional) {
            parameters.append(
                "{\"name\":\"If-Match\",\"in\":\"header\",\"required\":true,\"schema\":"
                    + "{\"type\":\"string\",\"pattern\":\"^(\\\\*|\\\"[0-9]{1,18}\\\")$\"}}")
        }
        if let schema = route.query, case .object(let query) = schema {
            parameters += query.properties.map {
                "{\"name\":\(quoted($0.name)),\"in\":\"query\",\"required\":\($0.required),\"schema\":\($0.schema.queryJSON(isRequired: $0.required))}"
            }
        }
        if !parameters.isEmpty { parts.append("\"parameters\":[\(parameters.joined(separator: ","))]") }
        let contents = contents(of: route)
        if !contents.isEmpty {
            parts.append("\"requestBody\":{\"required\":true,\"content\":{\(contents.joined(separator: ","))}}")
        }
        var answers = route.answers.map { status, schema in
            "\"\(status)\":{\"description\":\"Done.\",\"content\":{\"application/json\":{\"schema\":\(schema?.json ?? "{}")}}}"
        }
        for kind in AppError.Kind.allCases where refusals(of: route).contains(kind) {
            answers.append(
                "\"\(kind.status)\":{\"description\":\(quoted(kind.rawValue)),\"content\":"
                    + "{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}")
        }
        parts.append("\"responses\":{\(answers.joined(separator: ","))}")
        if route.access != .everyone { parts.append("\"security\":[{\"session\":[]}]") }
        return "\"\(route.method.rawValue.lowercased())\":{\(parts.joined(separator: ","))}"
    }

    /// What a body may be, by media type. Files of an upload are named by the form, and stand beside the fields.
    private static func contents(of route: Route) -> [String] {
        switch route.policy.body {
        case .raw(let types): return types.map { "\(quoted($0)):{}" }
        case .upload:
            guard case .object(let fields)? = route.body else { return ["\"multipart/form-data\":{}"] }
            let names = "\"propertyNames\":{\"pattern\":\"^[A-Za-z0-9._-]{1,64}$\"}"
            return ["\"multipart/form-data\":{\"schema\":{\(fields.members),\(names)}}"]
        case .nothing, .fields, nil: return route.body.map { ["\"application/json\":{\"schema\":\($0.json)}"] } ?? []
        }
    }

    /// What a route can refuse by its shape, and what it says it refuses besides.
    private static func refusals(of route: Route) -> Set<AppError.Kind> {
        var kinds = Set(route.refusals + [.tooMany, .unavailable, .malformed])
        if route.access != .everyone { kinds.formUnion([.unauthenticated, .forbidden]) }
        if !route.parameters.isEmpty { kinds.insert(.notFound) }
        if route.body != nil { kinds.formUnion([.invalid, .tooLarge, .unsupported]) }
        if route.policy.needsKey { kinds.insert(.invalid) }
        if route.method != .get { kinds.formUnion([.forbidden, .tooLarge, .unsupported]) }
        return kinds
    }

    private static func operationID(_ route: Route) -> String {
        let words = route.path.split { $0 == "/" || $0 == "{" || $0 == "}" || $0 == "-" || $0 == "." }
        return route.method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension Schema {
    /// A query has no null: what is absent is not sent, or sent empty, as forms do.
    fileprivate func queryJSON(isRequired: Bool) -> String {
        if !isRequired {
            let filled = if case .nullable(let schema) = self { schema } else { self }
            return "{\"anyOf\":[\(filled.json),{\"type\":\"string\",\"maxLength\":0}]}"
        }
        return json
    }
}
