import Kernel
import Shop
import Synchronization

/// What the head and foot of every page depend on, as a short text: pages of strangers are kept as long as it stays the same.
/// Worked out at most once a second, since it is asked for with every request.
final class PageVersion: Sendable {
    private let store: Current<Store?>
    private let clock: Clock
    private let last = Mutex<(second: Int64, text: String)>((.min, ""))

    init(store: Current<Store?>, clock: Clock) {
        self.store = store
        self.clock = clock
    }

    var text: String {
        let now = clock.now()
        return last.withLock { last in
            if last.second == now.seconds { return last.text }
            last = (now.seconds, compute(now))
            return last.text
        }
    }

    private func compute(_ now: Instant) -> String {
        guard let store = store.value else { return "none" }
        let day = store.zone.local(now).date.number
        switch OpenState(store, at: now) {
        case .open: return "\(store.version).open"
        case .paused(_, let until): return "\(store.version).paused.\(until.seconds)"
        case .closed(let opens): return "\(store.version).closed.\(opens?.seconds ?? 0).\(day)"
        }
    }
}
