import Database
import Jobs
import Kernel

/// Forgets what the platform keeps only for a while: answers under idempotency keys, received messages, events that every listener has
/// heard, jobs that failed long ago.
struct ForgetRecords: Sendable {
    let database: Database

    /// Longer than any client repeats a request, and than anybody looks back at a stream.
    static let age = Span.days(30)

    /// Forgets everything that is older; a thousand jobs a transaction, so that no other waits long.
    func run() async throws {
        try await database.write { tx in _ = try tx.forgetRecords(before: tx.now - Self.age) }
        while try await database.write({ try $0.forgetFailedJobs(before: $0.now - Self.age) }) > 0 {}
    }
}
