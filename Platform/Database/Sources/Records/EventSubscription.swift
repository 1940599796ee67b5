import Synchronization

/// What a subscription gives.
public enum FeedItem: Sendable, Hashable {
    /// Something happened.
    case event(PublishedEvent)
    /// The reader was too slow and events were dropped before the next one: look at the rows again.
    case missed
}

/// The events of one subscriber in order. It ends with the feed, or when its reader goes away; it has one reader.
public struct EventSubscription: AsyncSequence, Sendable {
    let stream: AsyncStream<PublishedEvent>
    let subscriber: EventSubscriber

    /// Reads one item after the other.
    public struct Iterator: AsyncIteratorProtocol {
        var events: AsyncStream<PublishedEvent>.Iterator
        let subscriber: EventSubscriber

        /// The next item; nil when the feed has ended or the task was cancelled.
        public mutating func next() async -> FeedItem? {
            // What was dropped lies before everything that still waits.
            if subscriber.takeMissed() { return .missed }
            return await events.next().map { .event($0) }
        }
    }

    /// An iterator.
    public func makeAsyncIterator() -> Iterator {
        Iterator(events: stream.makeAsyncIterator(), subscriber: subscriber)
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

/// Everybody who follows a feed.
final class EventSubscribers: Sendable {
    private struct State {
        var subscribers: [Int: EventSubscriber] = [:]
        var nextKey = 0
        var isFinished = false
    }

    private let state = Mutex(State())

    func add(buffer: Int) -> EventSubscription {
        let (stream, continuation) = AsyncStream.makeStream(
            of: PublishedEvent.self, bufferingPolicy: .bufferingNewest(max(buffer, 1)))
        let subscriber = EventSubscriber(continuation)
        let key = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.nextKey += 1
            state.subscribers[state.nextKey] = subscriber
            return state.nextKey
        }
        if let key {
            continuation.onTermination = { [weak self] _ in
                _ = self?.state.withLock { $0.subscribers.removeValue(forKey: key) }
            }
        } else {
            continuation.finish()
        }
        return EventSubscription(stream: stream, subscriber: subscriber)
    }

    func deliver(_ events: [PublishedEvent]) {
        let subscribers = state.withLock { Array($0.subscribers.values) }
        for event in events { for subscriber in subscribers { subscriber.deliver(event) } }
    }

    func finish() {
        let subscribers = state.withLock { state in
            state.isFinished = true
            return Array(state.subscribers.values)
        }
        for subscriber in subscribers { subscriber.continuation.finish() }
    }
}
