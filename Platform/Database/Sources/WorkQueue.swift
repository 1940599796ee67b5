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
        var entries: [Entry] = []
        var head = 0
        var isClosed = false
        var isWatched = false

        var isEmpty: Bool { head == entries.count }

        mutating func removeFirst() -> Entry? {
            guard head < entries.count else { return nil }
            let entry = entries[head]
            head += 1
            // The consumed front is cut off now and then, so that a queue that never empties does not grow.
            if head == entries.count || head > 1024 {
                entries.removeFirst(head)
                head = 0
            }
            return entry
        }
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
                while entries.count < count, let entry = state.removeFirst() { entries.append(entry) }
                return (entries, state.isClosed)
            }
            if !taken.isEmpty { return taken }
            if closed {
                signal.signal()
                return nil
            }
        }
    }

    /// Puts back what was taken and could not be served, ahead of the others.
    func putBack(_ entry: Entry) {
        state.withLock { state in
            if state.head > 0 {
                state.head -= 1
                state.entries[state.head] = entry
            } else {
                state.entries.insert(entry, at: 0)
            }
        }
        signal.signal()
    }

    /// Whether it takes nothing more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

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
                while !state.isEmpty, state.entries[state.head].since <= limit, let entry = state.removeFirst() {
                    late.append(entry.item)
                }
                state.isWatched = !state.isEmpty
                return (late, state.isEmpty ? nil : state.entries[state.head].since + patience)
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
