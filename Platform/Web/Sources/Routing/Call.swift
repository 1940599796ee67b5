import Foundation
public import HTML
public import HTTPTypes
import Hummingbird
public import Kernel
public import Logging
import Synchronization

/// One request as a handler sees it: read, bounded, and with its language and its person known.
public struct Call: Sendable {
    /// Who is answered, and in which form.
    public enum Face: String, Sendable, Hashable {
        /// A browser that wants a page.
        case page
        /// A page that wants a piece of itself.
        case fragment
        /// A program.
        case json
    }

    /// What its head says and where it came in. A call is handed on many times and waited with, so that all of this is one reference.
    final class Head: Sendable {
        let method: HTTPRequest.Method
        let path: String
        /// The host and port that it was sent to; empty when it does not say.
        let host: String
        let headers: HTTPFields
        let face: Face
        let words: Words
        let now: Instant
        let requestID: String
        let client: String
        /// What the product calls itself where programs read it.
        let product: String
        /// The trace that a trusted caller has begun.
        let trace: TraceParent?
        let logger: Logger
        let entropy: Entropy
        let scope: Identifier<Scope>?
        let base: String
        let slots: PageSlots
        let languages: [Catalogue.Spoken]
        let parameters: [String: String]
        let queryText: Substring
        let cookies: Cookies
        let cookiePrefix: String
        let filled = Mutex(FilledSlots())
        let assets: Assets

        init(_ request: Request, _ context: FrontContext, _ front: Front, isAPI: Bool) {
            let cookies = Cookies(request.headers[.cookie])
            self.cookies = cookies
            method = request.method
            path = request.uri.path
            host = request.head.authority ?? ""
            headers = request.headers
            face = front.face(request, api: isAPI)
            words = front.catalogue[front.language(request, cookies)]
            now = front.clock.now()
            requestID = String(front.entropy.bits(), radix: 36)
            client = front.clients.household(peer: context.peer, forwarded: request.headers[.forwardedFor])
            product = front.settings.product
            trace = front.trace(request, context)
            logger = front.logger
            entropy = front.entropy
            scope = context.scope
            base = context.base
            slots = front.slots
            assets = front.assets
            languages = front.catalogue.languages
            parameters = Front.parameters(context)
            queryText = (request.uri.query ?? "")[...]
            cookiePrefix = front.cookieName("")
        }
    }

    let head: Head
    /// On whose behalf it is made.
    public internal(set) var principal = Principal.guest
    var bodyTree: FieldTree = .object([:])
    var bodyBytes: [UInt8] = []
    var bodyIsForm = false
    var uploads: UploadFolder.Place?
    /// The files that came in, in their order. They are gone when the request has been answered.
    public internal(set) var files: [UploadedFile] = []

    init(_ head: Head) { self.head = head }

    /// The verb.
    public var method: HTTPRequest.Method { head.method }
    /// The path without the query, as it was sent.
    public var path: String { head.path }
    var host: String { head.host }
    /// The header fields.
    public var headers: HTTPFields { head.headers }
    /// The form of the answer.
    public var face: Face { head.face }
    /// The sentences of the visitor's language.
    public var words: Words { head.words }
    /// The moment the request came in.
    public var now: Instant { head.now }
    /// The name of this request in the logs and in answers.
    public var requestID: String { head.requestID }
    /// The address of the client, after trusted proxies.
    public var client: String { head.client }
    var product: String { head.product }
    /// Where chance comes from.
    public var entropy: Entropy { head.entropy }
    /// The shop that it is about; nil while there is none in this database.
    public var scope: Identifier<Scope>? { head.scope }
    /// What stands before every path of that shop, such as `/s/centro`; empty where nothing does. Pages need not mind it: it is put
    /// into their links when they are sent.
    public var base: String { head.base }
    var slots: PageSlots { head.slots }
    /// The languages that the product speaks: those in which a form asks for a text.
    public var languages: [Catalogue.Spoken] { head.languages }
    var parameters: [String: String] { head.parameters }
    var queryText: Substring { head.queryText }

    /// Writes with the request's id. Made when it is asked for: most requests have nothing to say.
    public var logger: Logger {
        var logger = head.logger
        logger[metadataKey: "request"] = .string(requestID)
        if let trace = head.trace {
            logger[metadataKey: "trace"] = .string(trace.trace)
            logger[metadataKey: "parent"] = .string(trace.parent)
        }
        return logger
    }

    /// The address of a file of the program or of a feature, by its name: `vouchers/img/card.svg`. One that is not there is an address
    /// that is not found.
    public func asset(_ name: String) -> String { head.assets.address(name) }

    /// The language of the answer.
    public var language: Language { words.language }

    /// The value of a cookie of ours.
    public func cookie(_ name: String) -> String? { head.cookies[head.cookiePrefix + name] }

    /// The token in the bearer header (RFC 6750 section 2.1).
    var bearerToken: String? {
        guard let header = headers[.authorization], header.utf8.starts(with: "Bearer ".utf8) else { return nil }
        return String(header.dropFirst(7))
    }

    /// The token of the caller's session, from the bearer header or the cookie.
    public var sessionToken: String? { bearerToken ?? cookie("session") }

    /// Whether the principal holds a permission in the shop that the call is about.
    public func may(_ permission: Permission) -> Bool { principal.may(permission, in: scope) }

    /// The hidden field that every form of somebody who is signed in carries; nothing for strangers.
    public var formToken: HTML {
        if principal.formKey.isEmpty { return .empty }
        return "<input type=\"hidden\" name=\"csrf\" value=\"\(CrossSite.token(for: principal))\">"
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

    /// The file of a form's field, or nil when none was chosen.
    public func file(_ field: String) -> UploadedFile? { files.first { $0.field == field } }

    /// The body as it was sent, for fingerprints and signatures.
    public var rawBody: [UInt8] { bodyBytes }

    /// What was sent as the body, before anybody asks for meaning: for a form that comes back with what was typed.
    public var sent: FieldTree { bodyTree }

    /// Which version of a thing the caller has seen, from `If-Match` (RFC 9110 section 13.1.1): a version, or any when it is `*`; nil when
    /// it does not say. Throws `invalid` for anything else.
    public func seenVersion() throws -> SeenVersion? {
        guard let field = headers[.ifMatch] else { return nil }
        if field == "*" { return .any }
        let digits = field.dropFirst().dropLast()
        guard field.utf8.count > 2, field.hasPrefix("\""), field.hasSuffix("\""), let version = Int64(digits) else {
            throw AppError.invalid([.init("If-Match", "not-a-version")])
        }
        return .version(version)
    }

    /// Which version of a thing somebody changes.
    public enum SeenVersion: Sendable, Hashable {
        /// Whichever there is.
        case any
        /// Just this one.
        case version(Int64)
    }

    /// Whether the body is that of a form.
    public var sentForm: Bool { bodyIsForm }

    /// The name of the control that made htmx ask, if it says so.
    public var triggerName: String? { headers[.htmxTriggerName] }

    /// The id of the last event a stream's reader has seen.
    public var lastEventID: Int64? { headers[.lastEventID].flatMap { Int64($0) } }

    /// The address the browser was on, if it is a page of this site; for going back after a form.
    public func back(or fallback: String) -> String {
        guard let referer = headers[.referer], !host.isEmpty,
            let range = referer.range(of: "://\(host)/")
        else { return fallback }
        let path = "/" + referer[range.upperBound...]
        // The answer gets the shop's base in front once more.
        let inner = path.utf8.starts(with: base.utf8) ? String(path.dropFirst(base.count)) : path
        return inner.utf8.starts(with: "/".utf8) && !inner.utf8.starts(with: "//".utf8) ? inner : fallback
    }
}
