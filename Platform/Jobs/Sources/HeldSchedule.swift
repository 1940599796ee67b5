import Database
import Kernel

/// What a process knows of a schedule that it holds.
struct HeldSchedule: RowDecodable, Sendable {
    let name: String
    /// The end of the lease.
    var until: Instant
    /// The last period that was done.
    private(set) var done: Instant
    private(set) var ranAt: Instant?
    private(set) var error: String?
    /// Ends the work while it runs.
    private(set) var stop: AsyncStream<JobStop>.Continuation?
    private var failures = 0
    private var notBefore = Instant(microseconds: .min)

    private static let rests = RetryPolicy(attempts: .max, first: .minutes(1))
    /// How far the clocks of processes that are well may differ.
    static let skew = Span.minutes(1)

    /// Columns `name, held_until, period, ran_at, last_error`.
    init(row: inout Row) throws {
        name = try row.next()
        until = try row.next()
        done = try row.next()
        ranAt = try row.next()
        error = try row.next()
    }

    /// The period that is to be done at a moment; nil when there is none, when it runs already, or when the lease has ended.
    func due(_ schedule: Schedule, at moment: Instant) -> Instant? {
        guard stop == nil, moment < until, !isResting(at: moment) else { return nil }
        let period = schedule.period(at: moment)
        return done < period || isAhead(done, of: moment) ? period : nil
    }

    /// When it is due next, as it looks at a moment.
    func next(_ schedule: Schedule, at moment: Instant) -> Instant {
        let next = isAhead(done, of: moment) ? moment : schedule.next(after: done)
        return isResting(at: moment) ? max(next, notBefore) : next
    }

    /// Whether it failed and is left alone for a while. A rest that was begun by a clock that was ahead is none.
    private func isResting(at moment: Instant) -> Bool {
        moment < notBefore && !isAhead(ranAt ?? moment, of: moment)
    }

    /// Whether something was noted by a clock that was ahead and has been set right: it says nothing of what has been done since, and would
    /// hold up the work for as long as the clock was ahead.
    private func isAhead(_ noted: Instant, of moment: Instant) -> Bool { noted > moment + Self.skew }

    mutating func begin(at moment: Instant, _ stop: AsyncStream<JobStop>.Continuation) {
        ranAt = moment
        self.stop = stop
    }

    /// What is remembered is tried again after a rest, with the next period at the latest; else the next period is soon enough.
    mutating func end(
        _ schedule: Schedule, _ period: Instant, _ failure: (any Error)?, at moment: Instant, _ entropy: Entropy
    ) {
        stop = nil
        error = failure.map(JobRun.text)
        failures = failure == nil ? 0 : failures + 1
        if failure == nil || !schedule.isRemembered {
            done = period
            notBefore = Instant(microseconds: .min)
        } else {
            notBefore = min(moment + Self.rests.rest(after: failures, entropy), schedule.next(after: moment))
        }
    }
}
