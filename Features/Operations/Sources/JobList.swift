import Jobs
import Kernel
import Web

/// The jobs in one state, how many there are in each, and what comes round.
struct JobList: Sendable {
    let state: JobState
    let counts: JobCounts?
    let jobs: [StoredJob]
    /// Where the next page begins; nil on the last.
    let next: JobPlace?
    let schedules: [StoredSchedule]
    let now: Instant

    func count(_ state: JobState) -> Int { counts?.count(state) ?? 0 }
}

extension JobList: JSONWritable {
    static let example = JobList(
        state: .failed, counts: nil, jobs: [], next: nil, schedules: [], now: Instant(seconds: 1_790_000_000))

    func write(to json: inout JSONWriter) {
        json.member("state", state.rawValue)
        for state in JobState.allCases {
            switch state {
            case .waiting: json.member("waiting", count(state))
            case .running: json.member("running", count(state))
            case .failed: json.member("failed", count(state))
            }
        }
        json.member("next", next?.description)
        json.member("jobs", jobs.map(JobView.init))
        json.member("schedules", schedules.map(ScheduleView.init))
    }
}

/// One job.
struct JobView: JSONWritable {
    let id: Identifier<QueuedJob>
    let name: String
    let lane: String
    let attempts: Int
    let due: Instant
    let enqueued: Instant
    let error: String?
    let isStopping: Bool

    static let example = JobView(
        id: Identifier(high: 0x7000, low: 1 << 63), name: "orders.placed/stock.reserve", lane: "normal", attempts: 10,
        due: Instant(seconds: 1_790_000_000), enqueued: Instant(seconds: 1_790_000_000), error: "unavailable",
        isStopping: false)

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("name", name)
        json.member("lane", lane)
        json.member("attempts", attempts)
        json.member("due_at", due)
        json.member("enqueued_at", enqueued)
        json.member("error", error)
        json.member("stopping", isStopping)
    }
}

extension JobView {
    init(_ job: StoredJob) {
        self.init(
            id: job.id, name: job.name, lane: job.lane.rawValue, attempts: job.attempts, due: job.dueAt,
            enqueued: job.enqueuedAt, error: job.error, isStopping: job.isCancelled)
    }
}

/// What comes round.
struct ScheduleView: JSONWritable {
    let name: String
    let rule: String
    let ran: Instant?
    let next: Instant
    let error: String?

    static let example = ScheduleView(
        name: "orders.refuse-overdue", rule: "every 10 s", ran: Instant(seconds: 1_790_000_000),
        next: Instant(seconds: 1_790_000_010), error: "unavailable")

    func write(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("rule", rule)
        json.member("ran_at", ran)
        json.member("next_at", next)
        json.member("error", error)
    }
}

extension ScheduleView {
    init(_ schedule: StoredSchedule) {
        self.init(
            name: schedule.name, rule: schedule.rule, ran: schedule.ranAt, next: schedule.nextAt, error: schedule.error)
    }
}
