import Foundation
public import Kernel

/// What a program can do with jobs and events: the handlers, the listeners of the outbox, and the schedules.
public struct JobRegistry: Sendable {
    struct Handler: Sendable {
        let retry: RetryPolicy
        let run: @Sendable (_ payload: String, JobContext) async throws -> Void
    }

    struct Scheduled: Sendable {
        let schedule: Schedule
        let job: @Sendable () throws -> (name: String, payload: String)
    }

    private(set) var handlers: [String: Handler] = [:]
    /// Names of the jobs that an event of a name becomes.
    private(set) var listeners: [String: [String]] = [:]
    private(set) var schedules: [Scheduled] = []
    private(set) var duplicates: [String] = []

    /// A registry that knows nothing yet.
    public init() {}

    /// Registers the handler of a type of job. What it throws counts as a failed attempt.
    public mutating func on<J: Job>(
        _: J.Type, retry: RetryPolicy = .standard, _ handler: @escaping @Sendable (J, JobContext) async throws -> Void
    ) {
        add(J.name, retry, handler)
    }

    /// Registers a listener of an event: it is told at least once, after the commit, apart from all other listeners.
    ///
    /// `name` says who listens (`stock.reserve`) and is stored, so it stays the same from version to version.
    public mutating func listen<Event: DomainEvent>(
        to _: Event.Type, as name: String, retry: RetryPolicy = .standard,
        _ handler: @escaping @Sendable (Event, JobContext) async throws -> Void
    ) {
        let job = "\(Event.name)/\(name)"
        listeners[Event.name, default: []].append(job)
        add(job, retry, handler)
    }

    /// Has `job` put into the queue once per period of `schedule`, however many schedulers there are.
    public mutating func on<J: Job>(_ schedule: Schedule, _ job: @escaping @Sendable () -> J) {
        if schedules.contains(where: { $0.schedule.name == schedule.name }) { duplicates.append(schedule.name) }
        schedules.append(
            Scheduled(schedule: schedule) {
                (J.name, String(decoding: try JSONEncoder().encode(job()), as: UTF8.self))
            })
    }

    /// Everything that another registry knows.
    public mutating func merge(_ other: JobRegistry) {
        duplicates += other.duplicates
        for (name, handler) in other.handlers { add(name, handler) }
        listeners.merge(other.listeners) { $0 + $1 }
        for scheduled in other.schedules {
            if schedules.contains(where: { $0.schedule.name == scheduled.schedule.name }) {
                duplicates.append(scheduled.schedule.name)
            }
            schedules.append(scheduled)
        }
    }

    private mutating func add<Payload: Decodable & Sendable>(
        _ name: String, _ retry: RetryPolicy,
        _ handler: @escaping @Sendable (Payload, JobContext) async throws -> Void
    ) {
        add(
            name,
            Handler(retry: retry) { text, context in
                let payload: Payload
                do {
                    payload = try JSONDecoder().decode(Payload.self, from: Data(text.utf8))
                } catch {
                    // It will not become readable by waiting.
                    throw JobError.hopeless("the payload cannot be read: \(error)")
                }
                try await handler(payload, context)
            })
    }

    private mutating func add(_ name: String, _ handler: Handler) {
        if handlers.updateValue(handler, forKey: name) != nil { duplicates.append(name) }
    }
}
