import Database
import Jobs
import Kernel
import Web

/// `/jobs`: what waits, runs and failed. `/jobs/{id}/attempt`: once more. `/jobs/{id}`: gone.
struct JobRoutes: Sendable {
    let database: Database

    /// How many jobs stand on one page.
    static let page = 50

    struct Query: Input {
        let state: JobState
        let after: String?

        init(_ fields: inout FieldReader) {
            state = fields.choice("state", default: JobState.failed) ?? .failed
            after = fields.optionalText("after", limit: 80)
        }
    }

    var routes: [Route] {
        [
            .get(
                "/jobs", "What the program does in the background: what waits, runs, or failed.",
                access: .holders(of: .manageJobs), query: Query.self, answer: JobList.self, refusals: [.notFound]
            ) { call, query in
                let place = query.after.flatMap { JobPlace($0) }
                if query.after != nil, place == nil { throw AppError.notFound("operations.no-job") }
                let list = try await list(query.state, after: place)
                return .value(list, call, page: { JobsPage(call: call, list: list).page })
            },
            .change(
                .put, "/jobs/{id}/attempt", "Tries a job once more that was put aside.",
                access: .holders(of: .manageJobs), body: NoInput.self, answer: JobDone.self,
                refusals: [.notFound, .conflict]
            ) { call, _ in
                let id: Identifier<QueuedJob> = try call.id("id")
                guard try await database.write({ try $0.retryFailedJob(id) }) else {
                    throw AppError.conflict("operations.not-repeated")
                }
                return .done(JobDone(id: id, done: "waiting"), call, to: "/jobs?state=waiting")
            },
            .change(
                .delete, "/jobs/{id}",
                "Takes a job out: one that waits or failed is gone, one that runs is asked to stop.",
                access: .holders(of: .manageJobs), body: NoInput.self, answer: JobDone.self, refusals: [.notFound]
            ) { call, _ in
                let id: Identifier<QueuedJob> = try call.id("id")
                let done = try await database.write { try Self.remove(id, $0) }
                return .done(
                    JobDone(id: id, done: done), call, to: "/jobs?state=\(done == "stopping" ? "running" : "failed")")
            },
        ]
    }

    static func remove(_ id: Identifier<QueuedJob>, _ tx: Transaction) throws -> String {
        if try tx.discardFailedJob(id) { return "removed" }
        switch try tx.cancelJob(id) {
        case .removed: return "removed"
        case .asked: return "stopping"
        case .absent: throw AppError.notFound("operations.no-job")
        }
    }

    /// A page of the jobs in a state, from a place on.
    func list(_ state: JobState, after place: JobPlace?) async throws -> JobList {
        try await database.read { tx in
            let jobs = try tx.jobs(state, after: place, limit: Self.page + 1)
            let shown = Array(jobs.prefix(Self.page))
            return JobList(
                state: state, counts: try tx.jobCounts(), jobs: shown,
                next: jobs.count > Self.page ? shown.last?.place : nil, schedules: try tx.schedules(), now: tx.now)
        }
    }
}

/// What became of a job.
struct JobDone: JSONWritable {
    let id: Identifier<QueuedJob>
    let done: String
    static let example = JobDone(id: Identifier(high: 0x7000, low: 1 << 63), done: "waiting")
    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("done", done)
    }
}
