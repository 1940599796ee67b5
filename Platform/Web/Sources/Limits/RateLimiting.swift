public import Kernel

/// Who is counted for what.
public struct RateKey: Sendable, Hashable {
    /// The kind of request.
    public let rateClass: RateClass
    /// The kind of principal.
    public let kind: Principal.Kind
    /// The id of the principal, or the address of a guest.
    public let id: String

    /// Who is counted for what.
    public init(_ rateClass: RateClass, _ kind: Principal.Kind, _ id: String) {
        self.rateClass = rateClass
        self.kind = kind
        self.id = id
    }
}

/// Counts requests, in this process or for several together.
public protocol RateLimiting: Sendable {
    /// Takes one from what `key` has left of `rate`: nil when there was one, else the seconds after which there is the next.
    ///
    /// Whoever counts elsewhere and cannot reach it lets requests pass: a shop that answers is worth more than one that counts.
    func take(_ key: RateKey, _ rate: Rate, at now: Instant) async -> Int?
}
