public import Kernel
public import Logging
public import ServiceLifecycle

/// Follows the outbox and tells everybody in this process who subscribed: each event once, in order, none left out, whichever
/// process published it.
///
/// A commit in this process rings at once; those of others are found by looking every half second.
public final class EventFeed: Service {
    private let database: Database
    private let start: Int64
    private let interval: Span
    private let logger: Logger
    private let subscribers = EventSubscribers()

    private init(_ database: Database, start: Int64, interval: Span, logger: Logger) {
        self.database = database
        self.start = start
        self.interval = interval
        self.logger = logger
    }

    /// A feed of everything that happens from now on: who reads rows after this and subscribes before `run` misses no change.
    ///
    /// Throws `DatabaseError`.
    public static func open(
        _ database: Database, interval: Span = .milliseconds(500), logger: Logger = Logger(label: "feed")
    ) async throws -> EventFeed {
        EventFeed(database, start: try await OutboxReader.end(of: database), interval: interval, logger: logger)
    }

    /// All events. At most `buffer` wait for a slow reader; then the oldest are dropped, and it is told so by `.missed`.
    public func subscribe(buffer: Int = 64) -> EventSubscription { subscribers.add(buffer: buffer) }

    /// Follows the outbox until the service is shut down; then every subscription ends.
    public func run() async throws {
        let rings = database.outboxBell.rings()
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                while (try? await Task.sleep(for: interval.duration)) != nil { database.outboxBell.ring() }
            }
            var (reader, position) = (OutboxReader(database), start)
            for await _ in rings.cancelOnGracefulShutdown() {
                do {
                    while let last = try await follow(&reader, from: position) { position = last }
                } catch {
                    logger.warning("the feed cannot read the outbox", metadata: ["error": "\(error)"])
                }
                if reader.isWaiting { group.addTask { [self] in await lookAgain() } }
            }
            group.cancelAll()
        }
        subscribers.finish()
    }

    /// Tells the next events; the id of the last one, or nil when there are none.
    private func follow(_ reader: inout OutboxReader, from position: Int64) async throws -> Int64? {
        let events = try await reader.events(after: position)
        subscribers.deliver(events)
        return events.last?.id
    }

    /// Whoever holds up the outbox has rung no bell if it was rolled back.
    private func lookAgain() async {
        if (try? await Task.sleep(for: .milliseconds(20))) != nil { database.outboxBell.ring() }
    }
}
