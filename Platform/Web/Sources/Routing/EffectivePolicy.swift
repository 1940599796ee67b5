extension Policy {
    /// What holds for a route: its own policy, and the defaults of its kind. All defaults are here.
    struct Effective: Sendable {
        let body: Body
        let largestBody: Int
        /// Seconds; nil is the connection's own.
        let deadline: Int?
        let rate: RateClass
        let forgery: ForgeryCheck
        let storage: Storage
        let needsKey: Bool

        /// Throws `PolicyFault` when a route asks for what makes no sense.
        init(_ route: Route, _ settings: WebSettings) throws(PolicyFault) {
            let policy = route.policy
            let isChange = route.method != .get
            // A change without fields still takes a form: the button that sends it has a token beside it.
            body = policy.body ?? (isChange ? .fields(Set(Encoding.allCases)) : .nothing)
            largestBody = body == .nothing ? 0 : policy.largestBody ?? settings.largestBody
            deadline = policy.deadline
            rate = policy.rate ?? (isChange ? .change : .read)
            forgery = policy.forgery ?? (route.access == .everyone ? .sameOrigin : .token)
            storage = policy.storage
            needsKey = policy.needsKey
            try check(route)
        }

        /// Whether files come in.
        var takesFiles: Bool { if case .upload = body { true } else { false } }

        private func check(_ route: Route) throws(PolicyFault) {
            func refuse(_ reason: PolicyFault.Reason, when condition: Bool) throws(PolicyFault) {
                if condition { throw PolicyFault(route: "\(route.method.rawValue) \(route.path)", reason: reason) }
            }
            let isChange = route.method != .get
            try refuse(.bodyOfRead, when: !isChange && body != .nothing)
            try refuse(.nothingRead, when: route.body != nil && body == .nothing)
            switch body {
            case .nothing: break
            case .fields(let encodings): try refuse(.noType, when: encodings.isEmpty)
            case .raw(let types): try refuse(.noType, when: types.isEmpty || types.contains { !Self.isMediaType($0) })
            case .upload(let limits):
                try refuse(.unbounded, when: route.policy.largestBody == nil || limits.mostFiles < 1)
            }
            try refuse(.unbounded, when: body != .nothing && !(1...(4 << 30)).contains(largestBody))
            try refuse(.deadline, when: deadline.map { !(1...3600).contains($0) } == true)
            if case .raw = body {} else { try refuse(.unproven, when: isChange && forgery == .signed) }
            try refuse(.unproven, when: isChange && forgery == .signed && route.access != .everyone)
            try refuse(.keyOfRead, when: !isChange && needsKey)
            switch storage {
            case .never: break
            case .shared: try refuse(.privateShared, when: isChange || route.access != .everyone)
            case .immutable, .revalidated: try refuse(.storedChange, when: isChange)
            }
        }

        private static func isMediaType(_ text: String) -> Bool {
            let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(MediaType.isToken) }
        }
    }
}

/// A route whose policy makes no sense. The program does not start with it.
public struct PolicyFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, Sendable {
        /// A GET that reads a body.
        case bodyOfRead = "reads a body although it is a GET"
        /// Fields are described, and no body is taken.
        case nothingRead = "describes fields and takes no body"
        /// No type, or one that is none.
        case noType = "names no type that its body may have"
        /// No bound to the bytes of its body.
        case unbounded = "sets no bound to its body"
        /// A deadline that is no time, or longer than an hour.
        case deadline = "has a deadline that is not between a second and an hour"
        /// A change that any site could make a browser send.
        case unproven = "takes changes without a proof, which only signed bytes of everybody may"
        /// An idempotency key of a GET.
        case keyOfRead = "wants an idempotency key although it is a GET"
        /// A page for some that is kept for all.
        case privateShared = "shares among all what is a change or not for everybody"
        /// The answer to a change that is kept.
        case storedChange = "lets the answer to a change be kept"
    }

    /// Verb and path.
    public let route: String
    /// What is wrong.
    public let reason: Reason

    public var description: String { "\(route) \(reason.rawValue)." }
}

extension Policy.Effective: CustomStringConvertible {
    /// `json form 65536 B, change, token, never`: as the table of routes says it.
    var description: String {
        let size = body == .nothing ? "" : " \(largestBody) B"
        let time = deadline.map { ", \($0) s" } ?? ""
        let proof = body == .nothing ? "" : ", \(forgery.rawValue)"
        return "\(body)\(size)\(time), \(rate.rawValue)\(proof), \(storage)\(needsKey ? ", keyed" : "")"
    }
}

extension Policy.Body: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothing: "no body"
        case .fields(let encodings): encodings.map(\.rawValue).sorted().joined(separator: " ")
        case .raw(let types): "raw \(types.joined(separator: " "))"
        case .upload(let limits): "upload of \(limits.mostFiles)"
        }
    }
}

extension Policy.Storage: CustomStringConvertible {
    public var description: String {
        switch self {
        case .never: "never stored"
        case .shared: "shared"
        case .revalidated: "revalidated"
        case .immutable: "immutable"
        }
    }
}
