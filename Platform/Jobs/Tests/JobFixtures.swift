import Database
import Jobs
import Kernel
import Logging
import ServiceLifecycle
import Synchronization

struct Bake: Job, Equatable {
    static let name = "tests.bake"
    let pizza: Int
}

struct Refuse: Job {
    static let name = "tests.refuse"
    static let lane = Lane.urgent
}

struct Report: Job {
    static let name = "tests.report"
    static let lane = Lane.heavy
}

struct Placed: DomainEvent, Equatable {
    static let name = "tests.placed"
    let order: Int
    /// Which event of the order it is.
    var step = 0
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

/// Counts across threads.
final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    @discardableResult func increment() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// A table for the effects of jobs.
let effects = FeatureMigrations(
    feature: "effects", files: ["0001_effects.sql": "CREATE TABLE effects (what TEXT NOT NULL)"])

extension Database {
    func effects() async throws -> [String] { try await all("SELECT what FROM effects ORDER BY what") }

    /// How many jobs wait, run and were put aside.
    func counts() async throws -> [Int] {
        let counts = try await read { try $0.jobCounts() }
        return JobState.allCases.map { counts.count($0) }
    }

    /// The jobs in a state.
    func jobs(_ state: JobState) async throws -> [StoredJob] { try await read { try $0.jobs(state) } }
}

extension Transaction {
    func effect(_ what: String) throws { try execute("INSERT INTO effects (what) VALUES (\(what))") }
}

/// A way for handlers to say that they have begun, and to wait for the test.
struct Stage: Sendable {
    private let begun: AsyncStream<String>
    private let begins: AsyncStream<String>.Continuation
    private let released: AsyncStream<Void>
    private let releases: AsyncStream<Void>.Continuation

    init() {
        (begun, begins) = AsyncStream.makeStream()
        (released, releases) = AsyncStream.makeStream()
    }

    /// A handler has begun.
    func enter(_ who: String) { begins.yield(who) }
    /// Waits until the test lets one go on; throws when the task is cancelled.
    func wait() async throws {
        for await _ in released { return }
        try Task.checkCancellation()
    }
    /// Lets one handler go on.
    func release() { releases.yield() }
    /// Who begins next.
    func next() async -> String? {
        for await who in begun { return who }
        return nil
    }
}

/// Runs services until `body` is done, then shuts them down in order.
func serving(_ services: [any Service], _ body: () async throws -> Void) async throws {
    let group = ServiceGroup(
        configuration: .init(services: services.map { .init(service: $0) }, logger: quiet))
    let running = Task { try await group.run() }
    let result: Result<Void, any Error>
    do { result = .success(try await body()) } catch { result = .failure(error) }
    await group.triggerGracefulShutdown()
    try await running.value
    try result.get()
}

/// A logger that says nothing.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
