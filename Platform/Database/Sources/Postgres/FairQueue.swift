import Dispatch
import Synchronization

/// From tasks to the threads of a pool, in lanes that take turns: whoever queues much waits behind themselves, not others
/// behind them. While there are several lanes, one may not have all threads either.
final class FairQueue<Item: Sendable>: Sendable {
    typealias Entry = Lanes<Item>.Entry

    private struct State {
        var lanes: Lanes<Item>
        var isWatched = false

        /// Whether the timer must be started.
        mutating func startWatch() -> Bool {
            defer { isWatched = true }
            return !isWatched
        }
    }

    private let state: Mutex<State>
    private let signal = DispatchSemaphore(value: 0)
    private let patience: Duration
    private let expired: @Sendable (Item) -> Void

    /// A queue for `width` threads, in which an item may wait as long as `patience`; then it goes to `expired`.
    init(width: Int, patience: Duration, expired: @escaping @Sendable (Item) -> Void) {
        state = Mutex(State(lanes: Lanes(width: width)))
        self.patience = patience
        self.expired = expired
    }

    /// Whether it takes nothing more.
    var isClosed: Bool { state.withLock { $0.lanes.isClosed } }

    /// A new lane.
    func open() -> Int { state.withLock { $0.lanes.open() } }

    /// Adds at the end of a lane; false when that or the queue is closed.
    func submit(_ item: Item, to lane: Int) -> Bool {
        let (accepted, watch) = state.withLock { state in
            state.lanes.submit(item, to: lane) ? (true, state.startWatch()) : (false, false)
        }
        guard accepted else { return false }
        signal.signal()
        if watch { self.watch(after: patience) }
        return true
    }

    /// Waits for work and takes it from the lane whose turn it is; nil once closed and empty. `finish` follows.
    func take() -> Entry? {
        while true {
            signal.wait()
            let (entry, isOver) = state.withLock { state in
                (state.lanes.take(), state.lanes.isClosed && state.lanes.isEmpty)
            }
            if let entry { return entry }
            if isOver {
                signal.signal()
                return nil
            }
        }
    }

    /// What was taken has been answered; or it was not, and comes next in its lane.
    func finish(_ entry: Entry, putBack: Bool = false) {
        let (wake, watch, ended) = state.withLock { state in
            let waits = state.lanes.finish(entry, putBack: putBack)
            return (waits || state.lanes.isClosed, putBack && state.startWatch(), state.lanes.endLanes())
        }
        if wake { signal.signal() }
        if watch { self.watch(after: patience - (.now - entry.since)) }
        for continuation in ended { continuation.resume() }
    }

    /// Refuses further items of a lane and returns when those that are queued have been answered.
    func close(_ lane: Int) async {
        await withCheckedContinuation { continuation in
            let ended = state.withLock { state in
                state.lanes.close(lane, continuation)
                return state.lanes.endLanes()
            }
            for continuation in ended { continuation.resume() }
        }
    }

    /// Refuses further items; threads finish what is queued and then get nil.
    func close() {
        state.withLock { $0.lanes.close() }
        signal.signal()
    }

    /// One timer while anything is queued, for the oldest of all lanes: all wait equally long.
    private func watch(after delay: Duration) {
        DispatchQueue.global().asyncAfter(deadline: .now() + delay.interval) { [self] in
            let limit = ContinuousClock.now - patience
            let (late, ended, next) = state.withLock { state in
                let late = state.lanes.expire(limit)
                state.isWatched = !state.lanes.isEmpty
                return (late, state.lanes.endLanes(), state.lanes.oldest)
            }
            for entry in late { expired(entry.item) }
            for continuation in ended { continuation.resume() }
            if let next { watch(after: next + patience - .now) }
        }
    }
}
