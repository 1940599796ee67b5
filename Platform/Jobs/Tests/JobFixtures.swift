import Database
import Jobs
import Kernel
import Synchronization

struct Bake: Job, Equatable {
    static let name = "tests.bake"
    let pizza: Int
}

struct Placed: DomainEvent, Equatable {
    static let name = "tests.placed"
    let order: Int
    var topic: String { "order/\(order)" }
}

struct Burnt: Error {}

/// What handlers did, in order.
final class Log: Sendable {
    private let entries = Mutex<[String]>([])
    var all: [String] { entries.withLock { $0 } }
    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
}

let noon = Instant(seconds: 1_795_000_000)

/// A table for the effects of jobs.
let effects = FeatureMigrations(
    feature: "effects", files: ["0001_effects.sql": "CREATE TABLE effects (what TEXT NOT NULL)"])

extension Database {
    func effects() async throws -> [String] { try await all("SELECT what FROM effects ORDER BY what") }

    func counts() async throws -> JobCounts { try await read { try $0.jobCounts() } }
}

extension Transaction {
    func effect(_ what: String) throws { try execute("INSERT INTO effects (what) VALUES (\(what))") }
}
