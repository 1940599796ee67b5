import Kernel
import Shop
import Synchronization

/// Whether the shop is open, worked out once a second and anew when the shop changes: every page asks, and hours and zones take time.
final class OpenSign: Sendable {
    private struct Reading {
        var second: Int64 = .min
        var shop: Int64?
        var state: OpenState?
        var pageVersion = ""
    }

    private let store: Current<Store?>
    private let clock: Clock
    private let last = Mutex(Reading())

    init(store: Current<Store?>, clock: Clock) {
        self.store = store
        self.clock = clock
    }

    /// How the shop stands; nil when there is none yet.
    var state: OpenState? { reading.state }

    /// What the head and foot of every page depend on, as a short text: pages of strangers are kept as long as it stays the same.
    var pageVersion: String { reading.pageVersion }

    private var reading: Reading {
        let now = clock.now()
        let store = store.value
        return last.withLock { last in
            if last.second != now.seconds || last.shop != store?.version { last = Self.read(store, now) }
            return last
        }
    }

    private static func read(_ store: Store?, _ now: Instant) -> Reading {
        guard let store else { return Reading(second: now.seconds, pageVersion: "none") }
        let state = OpenState(store, at: now)
        let words =
            switch state {
            case .open: "open"
            case .paused(_, let until): "paused.\(until.seconds)"
            // It says "today" or names the day, and that changes at midnight.
            case .closed(let opens): "closed.\(opens?.seconds ?? 0).\(store.zone.local(now).date.number)"
            }
        return Reading(
            second: now.seconds, shop: store.version, state: state, pageVersion: "\(store.version).\(words)")
    }
}
