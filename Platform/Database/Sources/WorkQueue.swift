import DequeModule
import Dispatch
import Synchronization

/// First in, first out, from tasks to the threads of a driver; what waits too long is handed back.
final class WorkQueue<Item: Sendable>: Sendable {
    /// An item with the moment it was queued.
    struct Entry: Sendable {
        let item: Item
        let since: ContinuousClock.Instant
    }

    private struct State {
        var entries: Deque<Entry> = []
        var isClosed = false
        var isWatched = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)
    private let patience: Duration
    private let expired: @Sendable (Item) -> Void

    /// A queue in which an item may wait as long as `patience`; then it goes to `expired`.
    init(patience: Duration, expired: @escaping @Sendable (Item) -> Void) {
        self.patience = patience
        self.expired = expired
    }

    /// Adds at the end; false when the queue is closed.
    func submit(_ item: Item) -> Bool {
        let (accepted, watch) = state.withLock { state in
            if state.isClosed { return (false, false) }
            state.entries.append(Entry(item: item, since: .now))
            let watch = !state.isWatched
            state.isWatched = true
            return (true, watch)
        }
        guard accepted else { return false }
        signal.signal()
        if watch { self.watch(after: patience) }
        return true
    }

    /// Waits for work and takes up to `count` items, the oldest first; nil once closed and empty.
    func take(_ count: Int) -> [Entry]? {
        while true {
            signal.wait()
            let (taken, closed) = state.withLock { state in
                var entries: [Entry] = []
                while entries.count < count, let entry = state.entries.popFirst() { entries.append(entry) }
                return (entries, state.isClosed)
            }
            if !taken.isEmpty { return taken }
            if closed {
                signal.signal()
                return nil
            }
        }
    }

    /// Refuses further items; consumers finish what is queued and then get nil.
    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }

    /// One timer while anything is queued: since all wait equally long, the oldest is always at the front.
    private func watch(after delay: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + delay.interval) { [self] in
            let limit = ContinuousClock.now - patience
            let (late, next) = state.withLock { state in
                var late: [Item] = []
                while let entry = state.entries.first, entry.since <= limit {
                    late.append(entry.item)
                    state.entries.removeFirst()
                }
                state.isWatched = !state.entries.isEmpty
                return (late, state.entries.first.map { $0.since + patience })
            }
            for item in late { expired(item) }
            if let next { watch(after: next - .now) }
        }
    }
}

extension Duration {
    /// For Dispatch, which counts in nanoseconds.
    var interval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        return .nanoseconds(Int(clamping: seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
    }
}
