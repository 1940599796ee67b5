import Database
import Jobs
import Kernel

/// Forgets what the platform keeps only for a while: answers under idempotency keys, received messages, events long dispatched.
struct ForgetRecords: Job {
    static let name = "platform.forget-records"

    /// Longer than any client repeats a request, and than anybody looks back at a stream.
    static let age = Span.days(30)

    static func register(in registry: inout JobRegistry, _ database: Database) {
        registry.on(ForgetRecords.self) { _, _ in
            _ = try await database.write { try $0.forgetRecords(before: $0.now - age) }
        }
        registry.on(Schedule("platform.forget-records", every: .hours(24))) { ForgetRecords() }
    }
}
