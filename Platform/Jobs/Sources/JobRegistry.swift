public import Database
public import Kernel

/// What a program can do with jobs and events: the handlers, the listeners of the outbox, and what comes round.
public struct JobRegistry: Sendable {
    struct Handler: Sendable {
        let retry: RetryPolicy
        let run: @Sendable (_ payload: String, JobContext) async throws -> Void
    }

    struct Listener: Sendable {
        let event: String
        let start: ListenerStart
        let lane: Lane
    }

    private(set) var handlers: [String: Handler] = [:]
    /// By the name of the job that an event becomes.
    private(set) var listeners: [String: Listener] = [:]
    private(set) var schedules: [Schedule] = []
    private(set) var duplicates: [String] = []

    /// A registry that knows nothing yet.
    public init() {}

    /// Registers the handler of a type of job. What it throws counts as a failed attempt.
    public mutating func on<J: Job>(
        _: J.Type, retry: RetryPolicy = .standard, _ handler: @escaping @Sendable (J, JobContext) async throws -> Void
    ) {
        add(J.name, Handler(retry: retry) { try await handler(try Self.read($0), $1) })
    }

    /// Registers a listener of a type of event: it is told of each at least once, after the commit, apart from all other listeners.
    /// It gets the event, what the outbox has around it (id, time, topic, shop), and the run.
    ///
    /// `name` says who listens (`stock.reserve`); with the event's name it is how the database remembers how far the listener has
    /// come, so it stays the same from version to version. `start` says where one begins that was never there.
    ///
    /// Events of one topic come one after the other, in their order. One that keeps failing, or cannot be read, is a failed job; it
    /// holds up its topic for this listener, and nothing else, until somebody retries or discards it.
    public mutating func listen<Event: DomainEvent>(
        to _: Event.Type, as name: String, _ start: ListenerStart, lane: Lane = .normal, retry: RetryPolicy = .standard,
        _ handler: @escaping @Sendable (Event, PublishedEvent, JobContext) async throws -> Void
    ) {
        let job = "\(Event.name)/\(name)"
        listeners[job] = Listener(event: Event.name, start: start, lane: lane)
        add(
            job,
            Handler(retry: retry) { payload, context in
                let envelope: PublishedEvent = try Self.read(payload)
                try await handler(try Self.read(envelope.payload), envelope, context)
            })
    }

    /// Runs `work` once in every period of the given length, counted from 1970, in one process at a time, however many know of it;
    /// the length is a second at least. The first time is at once.
    ///
    /// A period of a minute or more is remembered: it is not repeated by another process, and one whose process died before the end
    /// is made up for. `name` is stored, so it stays the same from version to version. What fails is tried again, after a rest,
    /// with the next period at the latest.
    public mutating func every(
        _ span: Span, _ name: String, lane: Lane = .normal,
        _ work: @escaping @Sendable (ScheduleContext) async throws -> Void
    ) {
        add(Schedule(name, .every(max(span, .seconds(1))), lane, work))
    }

    /// Runs `work` once a day when the wall shows `time`; in the spring gap, at its end. The first time is the next one to come, and
    /// one that was missed because no program ran is made up for. Otherwise as `every`.
    public mutating func daily(
        at time: WallTime, in zone: ShopZone, _ name: String, lane: Lane = .normal,
        _ work: @escaping @Sendable (ScheduleContext) async throws -> Void
    ) {
        add(Schedule(name, .daily(time, zone), lane, work))
    }

    /// The names of all jobs, listeners and schedules, sorted.
    public var names: [String] {
        let jobs = handlers.keys.map { job in
            listeners[job].map { String(job.dropFirst($0.event.count + 1)) } ?? job
        }
        return (jobs + schedules.map(\.name)).sorted()
    }

    private mutating func add(_ name: String, _ handler: Handler) {
        if handlers.updateValue(handler, forKey: name) != nil { duplicates.append(name) }
    }

    private mutating func add(_ schedule: Schedule) {
        if schedules.contains(where: { $0.name == schedule.name }) { duplicates.append(schedule.name) }
        schedules.append(schedule)
    }

    /// Reads JSON. What cannot be read will not become readable by waiting.
    private static func read<Value: Decodable>(_ text: String) throws -> Value {
        do {
            return try JSONText.decode(from: text)
        } catch {
            throw JobError.hopeless("the payload cannot be read: \(error)")
        }
    }
}

/// Where a listener begins that the database does not know yet.
public enum ListenerStart: Sendable, Hashable {
    /// With everything that the outbox still has.
    case fromBeginning
    /// With what happens from now on.
    case fromNow
}
