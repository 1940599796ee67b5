public import Kernel
import Synchronization

/// Counts in this process: a bucket of tokens for each key.
///
/// It remembers the keys that were last seen, between `mostKeys` and twice as many; one that was not seen for so long begins with a
/// full bucket again. So nobody fills the memory by coming from many addresses, and nobody empties it for others at one stroke.
public final class RateLimiter: RateLimiting {
    private struct Bucket {
        var tokens: Double
        var updated: Instant

        /// Takes a token; the seconds until there is one when there is none.
        mutating func take(_ burst: Double, _ perSecond: Double, _ now: Instant) -> Int? {
            // A clock that went back adds nothing.
            let elapsed = max(0, Double((now - updated).microseconds) / 1_000_000)
            tokens = min(burst, tokens + elapsed * perSecond)
            updated = now
            guard tokens < 1 else {
                tokens -= 1
                return nil
            }
            return max(1, Int(((1 - tokens) / perSecond).rounded(.up)))
        }
    }

    private struct State {
        var recent: [RateKey: Bucket] = [:]
        var older: [RateKey: Bucket] = [:]
    }

    private let state = Mutex(State())
    private let mostKeys: Int

    /// Remembers `mostKeys` keys at least.
    public init(mostKeys: Int = 50_000) { self.mostKeys = max(1, mostKeys) }

    /// Takes a token of a key; nil when there was one, else the seconds to wait for the next.
    public func take(_ key: RateKey, _ rate: Rate, at now: Instant) -> Int? {
        let (burst, perSecond) = (Double(rate.burst), Double(rate.perMinute) / 60)
        return state.withLock { state in
            if let index = state.recent.index(forKey: key) {
                return state.recent.values[index].take(burst, perSecond, now)
            }
            var bucket = state.older[key] ?? Bucket(tokens: burst, updated: now)
            let wait = bucket.take(burst, perSecond, now)
            state.recent[key] = bucket
            if state.recent.count > mostKeys {
                state.older = state.recent
                state.recent = [:]
            }
            return wait
        }
    }

    /// How many keys are remembered.
    var count: Int { state.withLock { Set($0.recent.keys).union($0.older.keys).count } }
}
