public import Database
public import Kernel
public import Logging
import Synchronization

/// What a handler knows of the run it is in.
public struct JobContext: Sendable {
    /// The job's row.
    public var id: Identifier<QueuedJob> { job.id }
    /// Which attempt this is, from 1.
    public var attempt: Int { job.attempt }
    /// Whether the job is put aside if this one fails.
    public let isLast: Bool
    /// When the job was put into the queue.
    public var enqueuedAt: Instant { job.createdAt }
    /// The database whose job it is.
    public let database: Database
    /// A logger that names the job.
    public let logger: Logger
    let job: ClaimedJob
    let completion: JobCompletion

    /// Takes the job out of the queue with `transaction`, so that its effect and its end are one commit.
    ///
    /// Throws `JobError.leaseLost` when another worker has the job by now; the transaction must then not commit.
    public func finish(in transaction: Transaction) throws {
        guard try transaction.remove(job) else { throw JobError.leaseLost }
        transaction.afterCommit { [completion] in completion.note() }
    }

    /// Runs `body` and takes the job out of the queue in one transaction. Throws as `finish` and `Database.write` do.
    @discardableResult
    public func finishing<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.write { transaction in
            let value = try body(transaction)
            try finish(in: transaction)
            return value
        }
    }
}

/// Whether a handler has finished its job itself.
final class JobCompletion: Sendable {
    private let isDone = Atomic(false)
    var value: Bool { isDone.load(ordering: .acquiring) }
    func note() { isDone.store(true, ordering: .releasing) }
}
