public import Kernel
import Synchronization

/// A bucket of tokens per client: `burst` at once, `perMinute` on average.
///
/// At most `mostClients` are remembered; when there are more, those whose buckets are full again are forgotten first.
public final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var updated: Instant
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    private let burst: Double
    private let perSecond: Double
    private let mostClients: Int

    /// Allows `burst` at once and `perMinute` in the long run.
    public init(burst: Int, perMinute: Int, mostClients: Int = 50_000) {
        self.burst = Double(burst)
        perSecond = Double(perMinute) / 60
        self.mostClients = mostClients
    }

    /// Takes a token of `client`; nil when there was one, else the seconds to wait for the next.
    public func take(_ client: String, at now: Instant) -> Int? {
        buckets.withLock { buckets in
            if buckets.count >= mostClients, buckets[client] == nil { forget(&buckets, at: now) }
            var bucket = buckets[client] ?? Bucket(tokens: burst, updated: now)
            // A clock that went back adds nothing.
            let elapsed = max(0, Double((now - bucket.updated).microseconds) / 1_000_000)
            bucket.tokens = min(burst, bucket.tokens + elapsed * perSecond)
            bucket.updated = now
            let allowed = bucket.tokens >= 1
            if allowed { bucket.tokens -= 1 }
            buckets[client] = bucket
            return allowed ? nil : max(1, Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
        }
    }

    private func forget(_ buckets: inout [String: Bucket], at now: Instant) {
        let refill = Span(microseconds: Int64(burst / perSecond * 1_000_000))
        buckets = buckets.filter { now - $0.value.updated < refill }
        if buckets.count >= mostClients { buckets.removeAll() }
    }
}
