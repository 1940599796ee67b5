public import Kernel

/// What a route lets a request ask of the server, and what may be done with its answer. What it does not say is what
/// `Policy.Effective` says for its kind of route.
public struct Policy: Sendable {
    /// What a body may be.
    public enum Body: Sendable, Hashable {
        /// None.
        case nothing
        /// Fields, in one of these encodings. Forms are read on the website only.
        case fields(Set<Encoding>)
        /// Bytes of one of these media types, left as they are: for what is signed, and for what is no text.
        case raw([String])
        /// `multipart/form-data`: fields, and files that are written to disk as they come.
        case upload(UploadLimits)
    }

    /// How fields are written.
    public enum Encoding: String, Sendable, Hashable, CaseIterable {
        /// `application/json`.
        case json
        /// `application/x-www-form-urlencoded`.
        case form
    }

    /// How a change proves that it is meant.
    public enum ForgeryCheck: String, Sendable, Hashable {
        /// The browser says that it comes from this site, or it is no browser.
        case sameOrigin = "same-origin"
        /// Besides, who is signed in by a cookie sends the token of the form.
        case token
        /// By a signature that the handler checks, as of another system that calls.
        case signed
    }

    /// Who may keep an answer.
    public enum Storage: Sendable {
        /// Nobody.
        case never
        /// This server, for every stranger, while the version of the shop stays the same; a browser asks each time whether it has changed.
        case shared(@Sendable (Identifier<Scope>?) -> String)
        /// The browser of who asked, which asks each time whether it has changed.
        case revalidated
        /// Everybody for a year: the address names the content.
        case immutable
    }

    /// What a body may be.
    public var body: Body?
    /// The most bytes of a body.
    public var largestBody: Int?
    /// Seconds until the answer has been sent, beyond what the bytes of body and answer need at a slow line's pace.
    public var deadline: Int?
    /// As what it is counted.
    public var rate: RateClass?
    /// How a change proves that it is meant.
    public var forgery: ForgeryCheck?
    /// Who may keep the answer.
    public var storage: Storage
    /// Whether a repeated request with the same `Idempotency-Key` gets the first one's answer; then the key must be sent.
    public var needsKey: Bool

    /// A policy that says as much as is said.
    public init(
        body: Body? = nil, largestBody: Int? = nil, deadline: Int? = nil, rate: RateClass? = nil,
        forgery: ForgeryCheck? = nil, storage: Storage = .never, needsKey: Bool = false
    ) {
        self.body = body
        self.largestBody = largestBody
        self.deadline = deadline
        self.rate = rate
        self.forgery = forgery
        self.storage = storage
        self.needsKey = needsKey
    }

    /// As is usual for its kind of route.
    public static let usual = Policy()

    /// Much work for one answer.
    public static let costly = Policy(rate: .costly)

    /// A try at a secret.
    public static let signIn = Policy(rate: .signIn)

    /// A change that is made once, however often it is sent with the same `Idempotency-Key`.
    public static let keyed = Policy(needsKey: true)

    /// A page that is the same for every stranger as long as `version` of the shop says the same.
    public static func shared(_ version: @escaping @Sendable (Identifier<Scope>?) -> String) -> Policy {
        Policy(storage: .shared(version))
    }

    /// Another system reports what has happened there; the handler checks the signature over `call.rawBody`.
    public static func webhook(_ mediaTypes: String..., largestBody: Int = 1 << 20) -> Policy {
        Policy(body: .raw(mediaTypes), largestBody: largestBody, rate: .webhook, forgery: .signed)
    }

    /// Files come in, `largestBody` bytes at most, all parts together.
    public static func upload(_ limits: UploadLimits = UploadLimits(), largestBody: Int, deadline: Int? = nil) -> Policy
    {
        Policy(body: .upload(limits), largestBody: largestBody, deadline: deadline, rate: .upload)
    }
}
