import Database
import Dispatch
import Kernel
import Synchronization

/// Tables of every type, and the constraints that the tests break.
let fixtures = FeatureMigrations(
    feature: "fixtures",
    files: [
        "0001_tables.sql": """
        CREATE TABLE everything (
            id IDENTITY_PRIMARY_KEY, whole BIGINT, small INTEGER, real DOUBLE PRECISION, words TEXT, flag BOOLEAN,
            key UUID, bytes BYTEA);
        CREATE TABLE shops (id UUID PRIMARY KEY, name TEXT NOT NULL, nickname TEXT, left_over BIGINT NOT NULL DEFAULT 0,
            CONSTRAINT shops_left_over CHECK (left_over >= 0));
        CREATE UNIQUE INDEX shops_name ON shops (name);
        CREATE UNIQUE INDEX shops_nickname ON shops (lower(nickname));
        CREATE TABLE lines (
            shop UUID NOT NULL REFERENCES shops (id), position BIGINT NOT NULL, words TEXT,
            PRIMARY KEY (shop, position));
        """
    ])

struct Shop: Sendable {
    typealias ID = Identifier<Shop>
}

struct Accepted: DomainEvent, Equatable {
    static let name = "tests.accepted"
    let number: Int
    var topic: String { "order/\(number % 10)" }
}

/// Counts across threads.
final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    @discardableResult func increment() -> Int {
        count.withLock {
            $0 += 1; return $0
        }
    }
}

extension Database {
    func addShop(_ name: String, leftOver: Int = 0) async throws -> Shop.ID {
        try await write { transaction in
            let id = transaction.entropy.identifier(at: transaction.now, for: Shop.self)
            try transaction.execute("INSERT INTO shops (id, name, left_over) VALUES (\(id), \(name), \(leftOver))")
            return id
        }
    }

    func count(_ table: SQL) async throws -> Int {
        try await first("SELECT COUNT(*) FROM \(table)") ?? -1
    }
}

/// Holds a driver's thread until the test lets it go on.
final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    func wait() { semaphore.wait() }
    func open() { semaphore.signal() }
}
