import DequeModule

/// What waits for the threads of a pool, in lanes that take turns.
struct Lanes<Item: Sendable> {
    /// An item with its lane and the moment it was queued.
    struct Entry: Sendable {
        let item: Item
        let lane: Int
        let since: ContinuousClock.Instant
    }

    private struct Lane {
        var entries = Deque<Entry>()
        var running = 0
        var isInTurn = false
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// Whether nothing more is accepted in any lane.
    private(set) var isClosed = false
    private let width: Int
    private var lanes: [Int: Lane] = [:]
    /// The lanes with entries, each once; one that was emptied meanwhile is passed over.
    private var turn = Deque<Int>()
    private var newest = 0
    /// How many lanes are closed and not over yet.
    private var closing = 0

    /// Lanes to `width` threads.
    init(width: Int) { self.width = width }

    /// Whether nothing is queued.
    var isEmpty: Bool { lanes.values.allSatisfy(\.entries.isEmpty) }

    /// Since when the oldest entry waits.
    var oldest: ContinuousClock.Instant? { lanes.values.compactMap(\.entries.first?.since).min() }

    /// How many threads a lane may have at once: all, or while others are open three quarters, and one at least.
    private var share: Int { lanes.count < 2 || isClosed ? width : max(1, width - max(1, width / 4)) }

    /// A new lane.
    mutating func open() -> Int {
        newest += 1
        lanes[newest] = Lane()
        return newest
    }

    /// Adds at the end of a lane; false when it is closed.
    mutating func submit(_ item: Item, to lane: Int) -> Bool {
        guard !isClosed, lanes[lane]?.isClosed == false else { return false }
        lanes[lane]?.entries.append(Entry(item: item, lane: lane, since: .now))
        takeTurn(lane)
        return true
    }

    /// The oldest entry of the lane whose turn it is, if one may have another thread.
    mutating func take() -> Entry? {
        var passed: [Int] = []
        defer { for lane in passed { turn.append(lane) } }
        while let key = turn.popFirst() {
            guard var lane = lanes[key], !lane.entries.isEmpty else {
                lanes[key]?.isInTurn = false
                continue
            }
            guard lane.running < share, let entry = lane.entries.popFirst() else {
                passed.append(key)
                continue
            }
            lane.running += 1
            lane.isInTurn = !lane.entries.isEmpty
            if lane.isInTurn { turn.append(key) }
            lanes[key] = lane
            return entry
        }
        return nil
    }

    /// What was taken was answered; or it was not, and comes next in its lane. Says whether another of the lane waits: it may
    /// have been passed over because the lane had its share.
    mutating func finish(_ entry: Entry, putBack: Bool) -> Bool {
        lanes[entry.lane]?.running -= 1
        if putBack {
            lanes[entry.lane]?.entries.prepend(entry)
            takeTurn(entry.lane)
        }
        return lanes[entry.lane]?.entries.isEmpty == false
    }

    /// Takes out what has waited since `limit` or longer.
    mutating func expire(_ limit: ContinuousClock.Instant) -> [Entry] {
        var late: [Entry] = []
        for key in lanes.keys {
            while let first = lanes[key]?.entries.first, first.since <= limit {
                if let entry = lanes[key]?.entries.popFirst() { late.append(entry) }
            }
        }
        return late
    }

    /// Accepts nothing more in any lane.
    mutating func close() { isClosed = true }

    /// Accepts nothing more in a lane; `continuation` goes on when the lane is over.
    mutating func close(_ lane: Int, _ continuation: CheckedContinuation<Void, Never>) {
        // One that is not there is over, and made anew to say so.
        if lanes[lane]?.isClosed != true { closing += 1 }
        lanes[lane, default: Lane()].isClosed = true
        lanes[lane]?.waiting.append(continuation)
    }

    /// Takes away the lanes that are closed and have nothing left, and gives who waits for that.
    mutating func endLanes() -> [CheckedContinuation<Void, Never>] {
        if closing == 0 { return [] }
        let over = lanes.filter { $0.value.isClosed && $0.value.running == 0 && $0.value.entries.isEmpty }
        for key in over.keys { lanes[key] = nil }
        closing -= over.count
        return over.values.flatMap(\.waiting)
    }

    private mutating func takeTurn(_ lane: Int) {
        guard lanes[lane]?.isInTurn == false else { return }
        lanes[lane]?.isInTurn = true
        turn.append(lane)
    }
}
