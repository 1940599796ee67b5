/// A refusal that a person or a program can act on. Anything else that is thrown is "internal": logged in full, shown to nobody.
///
/// `code` is for machines and names the sentence for people: the catalogue of each language has `error.<code>`.
public struct AppError: Error, Equatable, Sendable {
    /// What kind of refusal; the web turns it into a status.
    public enum Kind: String, Sendable, CaseIterable {
        /// The request cannot be read (400).
        case malformed
        /// Nobody is signed in (401).
        case unauthenticated
        /// Signed in, and not allowed (403).
        case forbidden
        /// No such thing, or not yours (404).
        case notFound
        /// It is there, and not to be had in this way (405).
        case wrongMethod
        /// The thing is not in a state for this (409).
        case conflict
        /// It was there and is over (410).
        case gone
        /// The thing has been changed since it was read (412).
        case stale
        /// A change that does not say which version it is of (428).
        case unconditional
        /// The body is larger than allowed (413).
        case tooLarge
        /// The body is of a type that is not read here (415).
        case unsupported
        /// Read, and against a rule (422).
        case invalid
        /// Too often (429).
        case tooMany
        /// Something outside is down; try again (503).
        case unavailable
    }

    /// One field that is wrong.
    public struct Field: Equatable, Sendable {
        /// The path of the field, `sections.0.recipe`.
        public let path: String
        /// What is wrong, `too-long`; the sentence is `field.<code>`.
        public let code: String
        /// What the sentence wants to say, by name.
        public let arguments: [String: String]

        /// Says what is wrong with the field at `path`.
        public init(_ path: String, _ code: String, _ arguments: [String: String] = [:]) {
            self.path = path
            self.code = code
            self.arguments = arguments
        }
    }

    /// What kind of refusal.
    public let kind: Kind
    /// Stable, kebab-case, with its domain before a dot: `order.slot-full`.
    public let code: String
    /// What the sentence wants to say, by name.
    public let arguments: [String: String]
    /// The amounts the sentence wants to say, by name; each language writes them its own way.
    public let amounts: [String: Money]
    /// The texts of the shop that the sentence wants to say, by name; each reader hears them in their own language.
    public let texts: [String: LocalizedText]
    /// The fields that are wrong, in the order of the form.
    public let fields: [Field]
    /// When the same wish can be had; nil where nobody knows. The sentence is then `error.<code>.next`, with `{day}` and `{time}`.
    public let next: ShopMoment?
    /// Seconds after which another try makes sense.
    public let retryAfter: Int?

    /// A refusal; prefer the shorthands below.
    public init(
        _ kind: Kind, _ code: String, _ arguments: [String: String] = [:], amounts: [String: Money] = [:],
        texts: [String: LocalizedText] = [:], fields: [Field] = [], next: ShopMoment? = nil, retryAfter: Int? = nil
    ) {
        self.kind = kind
        self.code = code
        self.arguments = arguments
        self.amounts = amounts
        self.texts = texts
        self.fields = fields
        self.next = next
        self.retryAfter = retryAfter
    }

    /// No such thing, or not yours: the answer is the same.
    public static func notFound(_ code: String = "web.not-found") -> AppError { AppError(.notFound, code) }
    /// The thing is not in a state for this.
    public static func conflict(
        _ code: String, _ arguments: [String: String] = [:], texts: [String: LocalizedText] = [:]
    ) -> AppError {
        AppError(.conflict, code, arguments, texts: texts)
    }
    /// Read, and against a rule.
    public static func invalid(
        _ code: String, _ arguments: [String: String] = [:], amounts: [String: Money] = [:],
        texts: [String: LocalizedText] = [:]
    ) -> AppError {
        AppError(.invalid, code, arguments, amounts: amounts, texts: texts)
    }
    /// Fields of the form are wrong.
    public static func invalid(_ fields: [Field]) -> AppError {
        AppError(.invalid, "web.invalid-fields", fields: fields)
    }
    /// The same refusal, which names the field that stands in the way.
    public func at(_ path: String) -> AppError {
        AppError(
            kind, code, arguments, amounts: amounts, texts: texts, fields: fields + [Field(path, "not-possible")],
            next: next, retryAfter: retryAfter)
    }
    /// Something outside is down.
    public static func unavailable(_ code: String, retryAfter: Int) -> AppError {
        AppError(.unavailable, code, retryAfter: retryAfter)
    }
}
