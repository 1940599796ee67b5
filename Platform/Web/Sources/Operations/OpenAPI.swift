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

    private static func operation(_ route: Route) -> String {
        var parts = ["\"summary\":\(quoted(route.summary))", "\"operationId\":\(quoted(operationID(route)))"]
        parts.append("\"tags\":[\(quoted(String(route.path.split(separator: "/").first ?? "root")))]")
        var parameters = route.parameters.map {
            "{\"name\":\(quoted($0)),\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\",\"minLength\":1}}"
        }
        if route.needsKey {
            parameters.append(
                "{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":true,\"schema\":"
                    + "{\"type\":\"string\",\"minLength\":8,\"maxLength\":255,\"pattern\":\"^[!-~]{8,255}$\"}}")
        }
        if let schema = route.query, case .object(let query) = schema {
            parameters += query.properties.map {
                "{\"name\":\(quoted($0.name)),\"in\":\"query\",\"required\":\($0.required),\"schema\":\($0.schema.queryJSON)}"
            }
        }
        if !parameters.isEmpty { parts.append("\"parameters\":[\(parameters.joined(separator: ","))]") }
        if let body = route.body {
            parts.append(
                "\"requestBody\":{\"required\":true,\"content\":{\"application/json\":{\"schema\":\(body.json)}}}")
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
        if case .staff = route.access { parts.append("\"security\":[{\"session\":[]}]") }
        return "\"\(route.method.rawValue.lowercased())\":{\(parts.joined(separator: ","))}"
    }

    /// What a route can refuse by its shape, and what it says it refuses besides.
    private static func refusals(of route: Route) -> Set<AppError.Kind> {
        var kinds = Set(route.refusals + [.tooMany, .unavailable, .malformed])
        if case .staff = route.access { kinds.formUnion([.unauthenticated, .forbidden]) }
        if !route.parameters.isEmpty { kinds.insert(.notFound) }
        if route.body != nil { kinds.formUnion([.invalid, .tooLarge, .unsupported]) }
        if route.needsKey { kinds.insert(.invalid) }
        if route.method != .get { kinds.formUnion([.forbidden, .tooLarge, .unsupported]) }
        return kinds
    }

    private static func operationID(_ route: Route) -> String {
        let words = route.path.split { $0 == "/" || $0 == "{" || $0 == "}" || $0 == "-" || $0 == "." }
        return route.method.rawValue.lowercased() + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension Schema {
    /// A query has no null: what is absent is not sent.
    fileprivate var queryJSON: String {
        if case .nullable(let schema) = self { return schema.json }
        return json
    }
}
