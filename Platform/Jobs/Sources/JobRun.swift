import Database
import Kernel
import Logging

/// One attempt at one job, from its handler to the row that says how it went.
struct JobRun: Sendable {
    let job: ClaimedJob
    let handler: JobRegistry.Handler
    let queue: JobQueue
    let logger: Logger
    /// What makes it stop.
    let stops: AsyncStream<JobStop>

    private struct Stopped: Error {
        let why: JobStop
    }

    /// Runs it to its end. Throws only what the database throws.
    func run() async throws {
        if job.isCancelled { return try await settle(queue.remove(job)) }
        guard job.attempt <= handler.retry.attempts else {
            // Every attempt so far ended without a word: the process died of it, or its lease ran out.
            return try await settle(queue.quarantine(job, "abandoned after \(job.attempt - 1) attempts"))
        }
        let completion = JobCompletion()
        do {
            try await handle(context(completion))
            if !completion.value { try await settle(queue.remove(job)) }
        } catch let stopped as Stopped {
            if !completion.value { try await stop(stopped.why) }
        } catch JobError.leaseLost {
            logger.warning("a job went to another worker", metadata: metadata)
        } catch is CancellationError {
            if !completion.value {
                try await settle(queue.postpone(job, by: .milliseconds(0), "interrupted", counted: false))
            }
        } catch {
            if completion.value {
                // Its effect is committed, so there is nothing to repeat.
                logger.warning("a job failed after its end", metadata: metadata(error))
            } else {
                try await failed(error)
            }
        }
    }

    /// Runs the handler, and cancels it when the job is lost or cancelled.
    private func handle(_ context: JobContext) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await handler.run(job.payload, context)
                return true
            }
            group.addTask {
                for await why in stops { throw Stopped(why: why) }
                return false
            }
            while let isDone = try await group.next(), !isDone {}
            group.cancelAll()
        }
    }

    private func stop(_ why: JobStop) async throws {
        switch why {
        case .lost: logger.warning("a job went to another worker", metadata: metadata)
        case .cancelled:
            logger.notice("a job was cancelled", metadata: metadata)
            try await settle(queue.remove(job))
        }
    }

    private func failed(_ error: any Error) async throws {
        let text = JobRun.text(error)
        if case JobError.hopeless = error {
            logger.error("a job is hopeless", metadata: metadata(error))
            try await settle(queue.quarantine(job, text))
        } else if job.attempt >= handler.retry.attempts {
            logger.error("a job was put aside", metadata: metadata(error))
            try await settle(queue.quarantine(job, text))
        } else {
            logger.notice("a job failed and will be repeated", metadata: metadata(error))
            let rest = handler.retry.rest(after: job.attempt, queue.database.entropy)
            try await settle(queue.postpone(job, by: rest, text))
        }
    }

    private func settle(_ isOurs: Bool) async throws {
        if !isOurs { logger.warning("a job went to another worker", metadata: metadata) }
    }

    private func context(_ completion: JobCompletion) -> JobContext {
        var logger = logger
        logger[metadataKey: "job"] = "\(job.name)"
        logger[metadataKey: "job-id"] = "\(job.id)"
        return JobContext(
            isLast: job.attempt >= handler.retry.attempts, database: queue.database, logger: logger, job: job,
            completion: completion)
    }

    private var metadata: Logger.Metadata {
        ["job": "\(job.name)", "job-id": "\(job.id)", "attempt": "\(job.attempt)"]
    }

    private func metadata(_ error: any Error) -> Logger.Metadata {
        metadata.merging(["error": "\(JobRun.text(error))"]) { $1 }
    }

    /// What a row keeps of an error: bounded, and without what a database cannot keep.
    static func text(_ error: any Error) -> String {
        String("\(error)".unicodeScalars.prefix(2000).filter { $0.value != 0 }.map(Character.init))
    }
}
