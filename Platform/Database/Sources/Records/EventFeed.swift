public import Kernel
public import Logging
public import ServiceLifecycle
import Synchronization

/// Follows the outbox and tells everybody in this process who subscribed: each event once, none left out, whichever process
/// published it.
///
/// A commit in this process rings at once; those of others are found by looking every half second.
public final class EventFeed: Service {
    private let database: Database
    private let monotonic: Clock
    private let interval: Span
    private let logger: Logger
    private let subscribers = EventSubscribers()
    private let progress: Mutex<EventProgress>

    /// A feed that has not started. `patience` is how long an id that is missing may still appear: the longest time
    /// between taking an id and committing. It is measured by `monotonic`, which nobody sets.
    public init(
        _ database: Database, interval: Span = .milliseconds(500), patience: Span = .seconds(10),
        monotonic: Clock = .monotonic, logger: Logger = Logger(label: "feed")
    ) {
        self.database = database
        self.monotonic = monotonic
        self.interval = interval
        self.logger = logger
        progress = Mutex(EventProgress(patience: patience))
    }

    /// The events of a topic, or all, from now on. At most `buffer` wait for a slow reader; then the oldest are dropped, and
    /// it is told so by `.missed`.
    public func subscribe(to topic: String? = nil, buffer: Int = 64) -> EventSubscription {
        subscribers.add(topic, buffer: buffer)
    }

    /// The events of a topic from after the one with an id, for a reader that comes back: first those that are in the outbox,
    /// then live ones, none twice. If more than a thousand lie in between it begins with `.missed`.
    ///
    /// Throws `DatabaseError`.
    public func subscribe(to topic: String, after id: Int64, buffer: Int = 64) async throws -> EventSubscription {
        // Subscribed before it reads, so that nothing falls between the two.
        var subscription = subscribers.add(topic, buffer: buffer)
        let limit = 1000
        let events = try await database.read { try $0.events(topic: topic, after: id, limit: limit) }
        subscription.replay = (events.count == limit ? [.missed] : []) + events.map { .event($0) }
        subscription.last = id
        return subscription
    }

    /// How many subscriptions are open.
    public var subscriptionCount: Int { subscribers.count }

    /// Follows the outbox until the service is shut down; then every subscription ends.
    public func run() async throws {
        let rings = database.outboxBell.rings()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                while (try? await Task.sleep(for: interval.duration)) != nil { database.outboxBell.ring() }
            }
            for await _ in rings.cancelOnGracefulShutdown() {
                do {
                    try await start()
                    try await poll()
                } catch {
                    logger.warning("the feed cannot read the outbox", metadata: ["error": "\(error)"])
                }
            }
            group.cancelAll()
        }
        subscribers.finish()
    }

    /// Begins at the end of the outbox, once. Ids that are missing shortly before it may still be on their way.
    package func start() async throws {
        if progress.withLock({ $0.hasStarted }) { return }
        let lookback: Int64 = 1000
        let ids: [Int64] = try await database.all("SELECT id FROM outbox ORDER BY id DESC LIMIT \(lookback)")
        progress.withLock { $0.start(ids.reversed(), at: monotonic.now()) }
    }

    /// Looks once, and tells the subscribers what is new.
    package func poll() async throws {
        let page = 1000
        while true {
            let (newest, gaps) = progress.withLock { ($0.newest, $0.gaps.map(\.range)) }
            let events = try await database.read { transaction in
                try Self.late(transaction, gaps) + Self.fresh(transaction, after: newest, limit: page)
            }
            // Two who look at once read the same rows; the first to note one delivers it.
            let fresh = progress.withLock { progress in
                defer { progress.giveUp(at: monotonic.now()) }
                return events.filter { progress.saw($0.id, at: monotonic.now()) }
            }
            subscribers.deliver(fresh)
            if events.count < page { return }
        }
    }

    private static func fresh(_ transaction: Transaction, after id: Int64, limit: Int) throws -> [PublishedEvent] {
        try transaction.all(
            """
            SELECT id, name, topic, payload, occurred_at FROM outbox WHERE id > \(id) ORDER BY id LIMIT \(limit)
            """)
    }

    /// What has appeared in the gaps. Eight a statement, so that its text is always the same.
    private static func late(_ transaction: Transaction, _ gaps: [ClosedRange<Int64>]) throws -> [PublishedEvent] {
        var events: [PublishedEvent] = []
        for start in stride(from: 0, to: gaps.count, by: 8) {
            let conditions = (start..<start + 8).map { index -> SQL in
                let gap = gaps[min(index, gaps.count - 1)]
                return "id BETWEEN \(gap.lowerBound) AND \(gap.upperBound)"
            }
            events += try transaction.all(
                """
                SELECT id, name, topic, payload, occurred_at FROM outbox
                WHERE \(conditions.joined(separator: " OR ")) ORDER BY id
                """)
        }
        return events
    }
}
