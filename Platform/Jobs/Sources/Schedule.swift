import Foundation
public import Database
public import Kernel
public import Logging

/// Something that is due again and again.
struct Schedule: Sendable {
    enum Rule: Sendable {
        case every(Span)
        case daily(WallTime, ShopZone)
    }

    let name: String
    let rule: Rule
    let lane: Lane
    let work: @Sendable (ScheduleContext) async throws -> Void

    init(
        _ name: String, _ rule: Rule, _ lane: Lane = .normal,
        _ work: @escaping @Sendable (ScheduleContext) async throws -> Void
    ) {
        self.name = name
        self.rule = rule
        self.lane = lane
        self.work = work
    }

    /// Whether one that was never seen before is due at once.
    var startsAtOnce: Bool {
        if case .every = rule { true } else { false }
    }

    /// Whether its row says which period was the last. For what comes round in seconds the next one is as good.
    var isRemembered: Bool {
        if case .every(let span) = rule { span >= .minutes(1) } else { true }
    }

    /// The beginning of the period that a moment lies in.
    func period(at moment: Instant) -> Instant {
        switch rule {
        case .every(let span):
            let rest = moment.microseconds % span.microseconds
            return Instant(microseconds: moment.microseconds - (rest < 0 ? rest + span.microseconds : rest))
        case .daily(let time, let zone):
            // A reading past midnight belongs to the day before, so up to two days are looked back.
            let today = zone.local(moment).date
            let candidates = (-2...0).map { zone.instantAfterGap(today.advanced(by: $0), time) }
            return candidates.last { $0 <= moment } ?? zone.instantAfterGap(today.advanced(by: -3), time)
        }
    }

    /// The beginning of the period after the one that a moment lies in.
    func next(after moment: Instant) -> Instant {
        switch rule {
        case .every(let span): return period(at: moment) + span
        case .daily(let time, let zone):
            let today = zone.local(moment).date
            let candidates = (-2...1).map { zone.instantAfterGap(today.advanced(by: $0), time) }
            return candidates.first { $0 > moment } ?? zone.instantAfterGap(today.advanced(by: 2), time)
        }
    }

    /// For people: `every 10 s`, `daily 04:00 Europe/Rome`.
    var text: String {
        switch rule {
        case .every(let span): "every \(span.seconds) s"
        case .daily(let time, let zone): "daily \(time) \(zone.zone.identifier)"
        }
    }
}

/// What scheduled work knows of the run it is in.
public struct ScheduleContext: Sendable {
    /// The name of the schedule.
    public let name: String
    /// The beginning of the period that it runs for.
    public let period: Instant
    /// The database that it works on.
    public let database: Database
    /// A logger that names the schedule.
    public let logger: Logger
}

/// A schedule as people look at it.
public struct StoredSchedule: RowDecodable, Sendable, Hashable {
    /// By which it is known.
    public let name: String
    /// When it is due: `every 10 s`, `daily 04:00 Europe/Rome`.
    public let rule: String
    /// Until when a process holds it; in the past when none does.
    public let heldUntil: Instant
    /// When it last began, as far as its process has said: one that comes round in seconds says it only now and then.
    public let ranAt: Instant?
    /// When it is due next, said at the same times.
    public let nextAt: Instant
    /// What the last run failed with; nil when it did not.
    public let error: String?

    /// Columns `name, rule, held_until, ran_at, next_at, last_error`.
    public init(row: inout Row) throws {
        name = try row.next()
        rule = try row.next()
        heldUntil = try row.next()
        ranAt = try row.next()
        nextAt = try row.next()
        error = try row.next()
    }
}

extension Transaction {
    /// Every schedule that a worker has known, by name.
    public func schedules() throws -> [StoredSchedule] {
        try all("SELECT name, rule, held_until, ran_at, next_at, last_error FROM schedules ORDER BY name")
    }
}
