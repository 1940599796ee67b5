import Foundation
public import HTML
public import HTTPTypes
public import Kernel
public import Logging

/// One request as a handler sees it: read, bounded, and with its language and its person known.
public struct Call: Sendable {
    /// Who is answered, and in which form.
    public enum Face: Sendable, Hashable {
        /// A browser that wants a page.
        case page
        /// A page that wants a piece of itself.
        case fragment
        /// A program.
        case json
    }

    /// The verb.
    public let method: HTTPRequest.Method
    /// The path without the query, as it was sent.
    public let path: String
    /// The header fields.
    public let headers: HTTPFields
    /// The form of the answer.
    public let face: Face
    /// The sentences of the visitor's language.
    public let words: Words
    /// The moment the request came in.
    public let now: Instant
    /// The name of this request in the logs and in answers.
    public let requestID: String
    /// The address of the client, after trusted proxies.
    public let client: String
    let bareLogger: Logger
    /// Where chance comes from.
    public let entropy: Entropy
    /// The member of staff, if one is signed in.
    public internal(set) var identity: Identity?
    var parameters: [String: String] = [:]
    var queryText: Substring = ""
    var bodyTree: FieldTree = .object([:])
    var bodyBytes: [UInt8] = []
    var bodyIsForm = false
    let cookies: Cookies
    let cookiePrefix: String

    /// Writes with the request's id. Made when it is asked for: most requests have nothing to say.
    public var logger: Logger {
        var logger = bareLogger
        logger[metadataKey: "request"] = .string(requestID)
        return logger
    }

    /// The language of the answer.
    public var language: Language { words.language }

    /// The value of a cookie of ours.
    public func cookie(_ name: String) -> String? { cookies[cookiePrefix + name] }

    /// The token of the caller's session, from the bearer header or the cookie.
    public var sessionToken: String? {
        if let header = headers[.authorization], header.hasPrefix("Bearer ") { return String(header.dropFirst(7)) }
        return cookie("session")
    }

    /// The hidden field that every form of staff carries; nothing for strangers.
    public var formToken: HTML {
        identity.map { "<input type=\"hidden\" name=\"csrf\" value=\"\(CrossSite.token(for: $0))\">" } ?? .empty
    }

    /// A parameter of the path.
    public func parameter(_ name: String) throws -> String {
        guard let value = parameters[name], !value.isEmpty else { throw AppError.notFound() }
        return value
    }

    /// An id in the path; what is not an id is not found.
    public func id<T>(_ name: String, of _: T.Type = T.self) throws -> Identifier<T> {
        guard let id = Identifier<T>(try parameter(name)) else { throw AppError.notFound() }
        return id
    }

    /// Reads the body; throws `invalid` with every wrong field.
    public func input<T: Input>(_ type: T.Type) throws -> T {
        if type == NoInput.self { return try FieldReader.read(type, from: .object([:]), lenient: true) }
        return try FieldReader.read(type, from: bodyTree, lenient: bodyIsForm)
    }

    /// Reads the query; throws `invalid` with every wrong field.
    public func query<T: Input>(_ type: T.Type) throws -> T {
        guard let tree = FieldTree.form(Array(queryText.utf8)) else {
            throw AppError(.malformed, "web.malformed-query")
        }
        return try FieldReader.read(type, from: tree, lenient: true)
    }

    /// Whether the address has a query at all.
    public var hasQuery: Bool { !queryText.isEmpty }

    /// The last value of one name in the query, or nil; for what needs no rules.
    public func queryValue(_ name: String) -> String? {
        guard case .object(let members)? = FieldTree.form(Array(queryText.utf8)), case .text(let text)? = members[name]
        else { return nil }
        return text.isEmpty ? nil : text
    }

    /// The key that makes a repeated request the same request: from the header, or from the form's hidden field.
    /// 8 to 255 visible ASCII characters; throws `invalid` otherwise.
    public func idempotencyKey() throws -> String {
        var key = headers[.idempotencyKey] ?? ""
        if key.isEmpty, bodyIsForm, case .object(let members) = bodyTree,
            case .text(let text)? = members["idempotency_key"]
        {
            key = text
        }
        guard (8...255).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw AppError.invalid([.init("Idempotency-Key", key.isEmpty ? "missing" : "not-a-key")])
        }
        return key
    }

    /// The body as it was sent, for fingerprints and signatures.
    public var rawBody: [UInt8] { bodyBytes }

    /// The name of the control that made htmx ask, if it says so.
    public var triggerName: String? { headers[.htmxTriggerName] }

    /// The id of the last event a stream's reader has seen.
    public var lastEventID: Int64? { headers[.lastEventID].flatMap { Int64($0) } }

    /// The address the browser was on, if it is a page of this site; for going back after a form.
    public func back(or fallback: String) -> String {
        guard let referer = headers[.referer], let host = headers[.host],
            let range = referer.range(of: "://\(host)/")
        else { return fallback }
        let path = "/" + referer[range.upperBound...]
        return path.hasPrefix("//") ? fallback : path
    }
}

extension HTTPField.Name {
    /// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header).
    static let idempotencyKey = HTTPField.Name("Idempotency-Key").unsafelyUnwrapped
    /// `Last-Event-ID` (WHATWG HTML, server-sent events).
    static let lastEventID = HTTPField.Name("Last-Event-ID").unsafelyUnwrapped
    /// `HX-Request`, set by htmx.
    static let htmxRequest = HTTPField.Name("HX-Request").unsafelyUnwrapped
    /// `HX-History-Restore-Request`, set by htmx when it wants a whole page.
    static let htmxRestore = HTTPField.Name("HX-History-Restore-Request").unsafelyUnwrapped
    /// `HX-Redirect`, read by htmx.
    static let htmxRedirect = HTTPField.Name("HX-Redirect").unsafelyUnwrapped
    /// `HX-Trigger-Name`, sent by htmx.
    static let htmxTriggerName = HTTPField.Name("HX-Trigger-Name").unsafelyUnwrapped
    /// `HX-Trigger`, read by htmx.
    static let htmxTrigger = HTTPField.Name("HX-Trigger").unsafelyUnwrapped
    /// `HX-Reswap`, read by htmx.
    static let htmxReswap = HTTPField.Name("HX-Reswap").unsafelyUnwrapped
    /// `HX-Retarget`, read by htmx.
    static let htmxRetarget = HTTPField.Name("HX-Retarget").unsafelyUnwrapped
    /// `Sec-Fetch-Site` (W3C Fetch Metadata).
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site").unsafelyUnwrapped
    /// `Host`, which Hummingbird gives as the authority.
    static let host = HTTPField.Name("Host").unsafelyUnwrapped
    /// `X-Request-ID`.
    static let requestID = HTTPField.Name("X-Request-ID").unsafelyUnwrapped
    /// `X-Forwarded-For`.
    static let forwardedFor = HTTPField.Name("X-Forwarded-For").unsafelyUnwrapped
}
