import Foundation
import HTTPTypes
import Synchronization
import Web

/// Somebody who calls the shop without a socket and keeps the cookies they are given.
final class Visitor: Sendable {
    private let front: Front
    /// What stands before the paths of the shop that is visited; empty for the first.
    private let base: String
    private let state = Mutex(State())

    private struct State: Sendable {
        var cookies: [String: String] = [:]
        var bearer: String?
        var userAgent: String?
    }

    init(front: Front, at base: String = "") {
        self.front = front
        self.base = base
    }

    /// Cookies by name.
    var cookies: [String: String] {
        get { state.withLock { $0.cookies } }
        set { state.withLock { $0.cookies = newValue } }
    }

    /// The token that goes into the bearer header.
    var bearer: String? {
        get { state.withLock { $0.bearer } }
        set { state.withLock { $0.bearer = newValue } }
    }

    /// What the browser says of itself.
    var userAgent: String? {
        get { state.withLock { $0.userAgent } }
        set { state.withLock { $0.userAgent = newValue } }
    }

    /// Somebody else with the same cookies: the same browser in another window, which may be at another shop.
    func twin(at base: String? = nil) -> Visitor {
        let twin = Visitor(front: front, at: base ?? self.base)
        (twin.cookies, twin.bearer) = (cookies, bearer)
        return twin
    }

    /// Calls the API with a body of JSON.
    func api(
        _ verb: Verb, _ path: String, _ body: String? = nil, key: String? = nil
    ) async throws -> Answer {
        var fields = ["Content-Type": "application/json"]
        fields["Idempotency-Key"] = key
        return try await send(verb.rawValue, "/api/v1\(path)", fields, Array((body ?? "").utf8))
    }

    /// Opens a page as a browser does.
    func page(_ path: String, language: String = "it") async throws -> Answer {
        try await send("GET", path, ["Accept": "text/html", "Accept-Language": language], [])
    }

    /// Sends a form as a browser does.
    func form(_ path: String, _ fields: [(String, String)] = []) async throws -> Answer {
        let body = fields.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
        let head = [
            "Accept": "text/html", "Accept-Language": "it", "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
        ]
        return try await send("POST", path, head, Array(body.utf8))
    }

    /// Sends anything.
    func send(
        _ method: String, _ path: String, _ fields: [String: String], _ body: [UInt8]
    ) async throws -> Answer {
        var head = HTTPRequest(
            method: HTTPRequest.Method(method) ?? .get, scheme: "http", authority: "shop.test",
            path: base + path)
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { head.headerFields[name] = value }
        }
        let (jar, bearer, userAgent) = state.withLock { ($0.cookies, $0.bearer, $0.userAgent) }
        if let userAgent { head.headerFields[.userAgent] = userAgent }
        if !jar.isEmpty {
            head.headerFields[.cookie] = jar.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
                separator: "; ")
        }
        if let bearer { head.headerFields[.authorization] = "Bearer \(bearer)" }
        let answer = try await front.exchange(head, body: body)
        for cookie in answer.head.headerFields[values: .setCookie] { keep(cookie) }
        return Answer(status: answer.head.status.code, headers: answer.head.headerFields, bytes: answer.body)
    }

    private func keep(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pair.count == 2 else { return }
        state.withLock { $0.cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var body: String { String(decoding: bytes, as: UTF8.self) }
    /// Where a redirect leads.
    var location: String { headers[.location] ?? "" }

    /// The value at a path of names and numbers, `lines.0.name`.
    private func value(_ path: String) -> Any? {
        var value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        for step in path.split(separator: ".") {
            if let list = value as? [Any] {
                value = Int(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
            } else {
                value = (value as? [String: Any])?[String(step)]
            }
        }
        return value
    }

    /// The text at a path; empty when there is none.
    func text(_ path: String) -> String { value(path) as? String ?? "" }
    /// The number at a path; nil when there is none.
    func int(_ path: String) -> Int? { (value(path) as? NSNumber)?.intValue }
    /// How many things the list at a path has; -1 when it is none.
    func count(_ path: String) -> Int { (value(path) as? [Any])?.count ?? -1 }

    /// The value of the form control with this name.
    func control(_ name: String) -> String {
        guard let tag = body.range(of: "name=\"\(name)\"") else { return "" }
        let rest = body[tag.upperBound...].prefix { $0 != ">" }
        guard let start = rest.range(of: "value=\"") else { return "" }
        return String(rest[start.upperBound...].prefix { $0 != "\"" })
    }
}
