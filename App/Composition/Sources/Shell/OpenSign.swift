import Kernel
import Shop
import Synchronization

/// Whether each shop is open, worked out once a second and anew when the shop changes: every page asks, and hours and zones take time.
final class OpenSign: Sendable {
    private struct Reading {
        var second: Int64 = .min
        var version: Int64?
        var state: OpenState?
        var pageVersion = "none"
    }

    private let shops: Current<Shops>
    private let clock: Clock
    private let last = Mutex<[Identifier<Scope>: Reading]>([:])

    init(shops: Current<Shops>, clock: Clock) {
        self.shops = shops
        self.clock = clock
    }

    /// How a shop stands; nil when it is not there.
    func state(of scope: Identifier<Scope>?) -> OpenState? { reading(scope) { $0.state } }

    /// What the head and foot of every page of a shop depend on, as a short text: pages of strangers are kept as long as it stays the same.
    func pageVersion(of scope: Identifier<Scope>?) -> String { reading(scope) { $0.pageVersion } }

    /// A part of what is known of a shop now.
    private func reading<T: Sendable>(_ scope: Identifier<Scope>?, _ part: (Reading) -> T) -> T {
        let shops = shops.value
        guard let scope, let version = shops.version(of: scope) else { return part(Reading()) }
        let now = clock.now()
        return last.withLock { last in
            if let known = last[scope], known.second == now.seconds, known.version == version { return part(known) }
            guard let store = shops[scope] else { return part(Reading()) }
            let fresh = Self.read(store, now)
            last[scope] = fresh
            return part(fresh)
        }
    }

    private static func read(_ store: Store, _ now: Instant) -> Reading {
        let state = OpenState(store, at: now)
        let words =
            switch state {
            case .open: "open"
            case .paused(_, let until): "paused.\(until.seconds)"
            // It says "today" or names the day, and that changes at midnight.
            case .closed(let opens): "closed.\(opens?.seconds ?? 0).\(store.zone.local(now).date.number)"
            }
        return Reading(
            second: now.seconds, version: store.version, state: state, pageVersion: "\(store.version).\(words)")
    }
}
