import Synchronization

/// What a subscription gives.
public enum FeedItem: Sendable, Hashable {
    /// Something happened.
    case event(PublishedEvent)
    /// The reader was too slow and events were dropped before the next one: look at the rows, or replay.
    case missed
}

/// The events of one subscriber, in the order in which they were found. It ends with the feed, or when its reader goes away.
public struct EventSubscription: AsyncSequence, Sendable {
    let stream: AsyncStream<PublishedEvent>
    let subscriber: EventSubscriber
    /// What happened before, and comes first.
    var replay: [FeedItem] = []
    /// The event after which the replay begins.
    var last: Int64?

    /// Reads one item after the other.
    public struct Iterator: AsyncIteratorProtocol {
        var events: AsyncStream<PublishedEvent>.Iterator
        let subscriber: EventSubscriber
        var replay: ArraySlice<FeedItem>
        /// What was replayed and may come again by the feed.
        var known: Set<Int64>

        /// The next item; nil when the feed has ended or the task was cancelled.
        public mutating func next() async -> FeedItem? {
            if let item = replay.popFirst() { return item }
            // What was dropped lies before everything that still waits.
            if subscriber.takeMissed() { return .missed }
            while let event = await events.next() {
                if known.remove(event.id) == nil { return .event(event) }
            }
            return nil
        }
    }

    /// An iterator; a subscription has one reader.
    public func makeAsyncIterator() -> Iterator {
        let known =
            [last].compactMap(\.self)
            + replay.compactMap { item in
                if case .event(let event) = item { event.id } else { nil }
            }
        return Iterator(
            events: stream.makeAsyncIterator(), subscriber: subscriber, replay: replay[...], known: Set(known))
    }
}

/// One subscriber as the feed sees it.
final class EventSubscriber: Sendable {
    let continuation: AsyncStream<PublishedEvent>.Continuation
    private let hasMissed = Atomic(false)

    init(_ continuation: AsyncStream<PublishedEvent>.Continuation) { self.continuation = continuation }

    func deliver(_ event: PublishedEvent) {
        if case .dropped = continuation.yield(event) { hasMissed.store(true, ordering: .releasing) }
    }

    func takeMissed() -> Bool { hasMissed.exchange(false, ordering: .acquiringAndReleasing) }
}

/// Everybody who listens, by topic.
final class EventSubscribers: Sendable {
    private struct State {
        var topics: [String: [Int: EventSubscriber]] = [:]
        var everything: [Int: EventSubscriber] = [:]
        var nextKey = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.everything.count + $0.topics.values.reduce(0) { $0 + $1.count } } }

    func add(_ topic: String?, buffer: Int) -> EventSubscription {
        let (stream, continuation) = AsyncStream.makeStream(
            of: PublishedEvent.self, bufferingPolicy: .bufferingNewest(max(buffer, 1)))
        let subscriber = EventSubscriber(continuation)
        let key = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.nextKey += 1
            if let topic {
                state.topics[topic, default: [:]][state.nextKey] = subscriber
            } else {
                state.everything[state.nextKey] = subscriber
            }
            return state.nextKey
        }
        if let key {
            continuation.onTermination = { [weak self] _ in self?.remove(topic, key) }
        } else {
            continuation.finish()
        }
        return EventSubscription(stream: stream, subscriber: subscriber)
    }

    func deliver(_ events: [PublishedEvent]) {
        for event in events {
            let (listeners, all) = state.withLock { state in
                (state.topics[event.topic].map { Array($0.values) } ?? [], Array(state.everything.values))
            }
            for subscriber in listeners { subscriber.deliver(event) }
            for subscriber in all { subscriber.deliver(event) }
        }
    }

    func finish() {
        let all = state.withLock { state in
            state.isFinished = true
            return state.topics.values.flatMap { Array($0.values) } + Array(state.everything.values)
        }
        for subscriber in all { subscriber.continuation.finish() }
    }

    private func remove(_ topic: String?, _ key: Int) {
        state.withLock { state in
            guard let topic else { return state.everything[key] = nil }
            state.topics[topic]?[key] = nil
            if state.topics[topic]?.isEmpty == true { state.topics[topic] = nil }
        }
    }
}
