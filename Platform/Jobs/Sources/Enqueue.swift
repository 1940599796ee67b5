public import Database
import Foundation
public import Kernel

extension Transaction {
    /// Puts a job into the queue with this transaction: it exists if and only if this commits, and may start at once then.
    ///
    /// It starts at `moment` or later; without one, now. With a `key`, nothing happens while a job of the same name and key is
    /// waiting or running. Throws `EncodingError` when the job cannot be written as JSON.
    @discardableResult
    public func enqueue(_ job: some Job, at moment: Instant? = nil, unique key: String? = nil) throws
        -> Identifier<QueuedJob>
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let payload = String(decoding: try encoder.encode(job), as: UTF8.self)
        return try enqueue(type(of: job).name, payload, at: moment, unique: key)
    }

    @discardableResult
    func enqueue(_ name: String, _ payload: String, at moment: Instant?, unique key: String?) throws
        -> Identifier<QueuedJob>
    {
        let id = entropy.identifier(at: now, for: QueuedJob.self)
        try post(
            """
            INSERT INTO jobs (id, name, payload, unique_key, state, due_at, attempts, fence, created_at)
            VALUES (\(id), \(name), \(payload), \(key), 'ready', \(moment ?? now), 0, 0, \(now))
            ON CONFLICT DO NOTHING
            """)
        ringJobs()
        return id
    }
}
