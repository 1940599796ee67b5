public import Kernel

/// What went wrong, ready to be said: RFC 9457 for programs, a sentence for people.
public struct Problem: Sendable, JSONWritable {
    /// The status of HTTP.
    public let status: Int
    /// The code for machines.
    public let code: String
    /// The sentence for people.
    public let sentence: String
    /// What is wrong with which field.
    public let fields: [FieldProblem]
    /// The name of the request in the logs.
    public let requestID: String
    /// When the same wish can be had; nil where nobody knows.
    public let next: Instant?
    /// Seconds after which another try makes sense.
    public let retryAfter: Int?
    private let product: String

    /// What is wrong with one field.
    public struct FieldProblem: Sendable, JSONWritable {
        /// The path of the field.
        public let path: String
        /// The code for machines.
        public let code: String
        /// The sentence for people.
        public let sentence: String

        public static let example = FieldProblem(path: "lines.0.quantity", code: "out-of-range", sentence: "Da 1 a 50.")
        public func write(to json: inout JSONWriter) {
            json.member("field", path)
            json.member("code", code)
            json.member("detail", sentence)
        }
    }

    /// What a refusal says to the person of a call.
    public init(_ error: AppError, _ call: Call) {
        self.init(error, words: call.words, requestID: call.requestID, product: call.product)
    }

    init(_ error: AppError, words: Words, requestID: String, product: String) {
        status = error.kind.status
        code = error.code
        sentence = words(error)
        fields = error.fields.map {
            FieldProblem(path: $0.path, code: $0.code, sentence: words("field.\($0.code)", $0.arguments))
        }
        next = error.next?.instant
        retryAfter = error.retryAfter
        self.requestID = requestID
        self.product = product
    }

    /// What is said of an error that is nobody's business.
    init(internalOf call: Call) {
        status = 500
        code = "web.internal"
        sentence = call.words("error.web.internal")
        fields = []
        next = nil
        retryAfter = nil
        requestID = call.requestID
        product = call.product
    }

    public static var example: Problem {
        let words = Words(language: .standard, entries: [:], formats: Formats())
        return Problem(AppError(.invalid, "web.invalid-fields"), words: words, requestID: "8f3a", product: "shop")
    }

    public func write(to json: inout JSONWriter) {
        json.member("type", "urn:\(product):problem:\(code)")
        json.member("title", sentence)
        json.member("status", status)
        json.member("code", code)
        json.member("fields", fields)
        json.member("next", next)
        json.member("request_id", requestID)
    }

    /// The sentence for a field, if it is wrong.
    public func sentence(for path: String) -> String? { fields.first { $0.path == path }?.sentence }
}

extension AppError.Kind {
    /// The status of HTTP (RFC 9110 section 15, RFC 6585).
    public var status: Int {
        switch self {
        case .malformed: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .wrongMethod: 405
        case .conflict: 409
        case .gone: 410
        case .stale: 412
        case .tooLarge: 413
        case .unsupported: 415
        case .invalid: 422
        case .unconditional: 428
        case .tooMany: 429
        case .unavailable: 503
        }
    }
}
