import Database
import Kernel
import TestKit
import Testing

@Suite struct RaceTests {
    /// Runs `body` fifty times at once and gives what each returned.
    private func fifty<T: Sendable>(_ body: @escaping @Sendable (Int) async throws -> T) async throws -> [T] {
        try await withThrowingTaskGroup(of: T.self) { group in
            for index in 0..<50 { group.addTask { try await body(index) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(arguments: TestEngine.all) func theLastUnitIsSoldOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures], connections: 8) { database in
            let shop = try await database.addShop("Da Ada", leftOver: 1)
            let sold = try await fifty { _ in
                try await database.write {
                    try $0.execute("UPDATE shops SET left_over = left_over - 1 WHERE id = \(shop) AND left_over >= 1")
                }
            }
            #expect(sold.reduce(0, +) == 1)
            let leftOver = try await database.first("SELECT left_over FROM shops", as: Int.self)
            #expect(leftOver == 0)
        }
    }

    @Test(arguments: TestEngine.all) func fiftyRepetitionsOfARequestAreOne(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures], connections: 8) { database in
            let answers = try await fifty { index in
                try await database.write { transaction -> StoredAnswer in
                    if let known = try transaction.idempotentAnswer(scope: "orders", key: "k", fingerprint: [1, 2]) {
                        return known
                    }
                    try transaction.execute("INSERT INTO everything (whole) VALUES (\(index))")
                    let answer = StoredAnswer(
                        status: 201, contentType: "text/plain", body: Array("order \(index)".utf8))
                    try transaction.storeAnswer(scope: "orders", key: "k", answer)
                    return answer
                }
            }
            #expect(Set(answers).count == 1)
            let orders = try await database.count("everything")
            #expect(orders == 1)
        }
    }

    @Test(arguments: TestEngine.all) func aKeyBelongsToOneRequest(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database async throws in
            try await database.write { transaction in
                let first = try transaction.idempotentAnswer(scope: "orders", key: "k", fingerprint: [1])
                #expect(first == nil)
                try transaction.storeAnswer(
                    scope: "orders", key: "k", StoredAnswer(status: 201, contentType: "a/b", body: []))
            }
            await #expect(throws: AppError.invalid("idempotency.other-request")) {
                try await database.write { try $0.idempotentAnswer(scope: "orders", key: "k", fingerprint: [2]) }
            }
            let replay = try await database.write {
                try $0.idempotentAnswer(scope: "orders", key: "k", fingerprint: [1])
            }
            #expect(replay == StoredAnswer(status: 201, contentType: "a/b", body: []))
            let elsewhere = try await database.write {
                try $0.idempotentAnswer(scope: "refunds", key: "k", fingerprint: [2])
            }
            #expect(elsewhere == nil)
            await #expect(throws: AppError.conflict("idempotency.unanswered")) {
                try await database.write { try $0.idempotentAnswer(scope: "refunds", key: "k", fingerprint: [2]) }
            }
        }
    }

    @Test(arguments: TestEngine.all) func aMessageIsReceivedOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine, connections: 8) { database in
            let firsts = try await fifty { _ in try await database.write { try $0.receive(source: "bank", key: "e1") } }
            #expect(firsts.filter { $0 }.count == 1)
            let other = try await database.write { try $0.receive(source: "bank", key: "e2") }
            #expect(other)
        }
    }

    @Test(arguments: TestEngine.all) func whoFailsInACrowdFailsAlone(_ engine: TestEngine) async throws {
        struct Odd: Error {}
        try await withDatabase(engine, [fixtures], connections: 8) { database in
            let done = try await fifty { index in
                do {
                    try await database.write { transaction in
                        try transaction.execute("INSERT INTO everything (whole) VALUES (\(index))")
                        if index % 2 == 1 { throw Odd() }
                    }
                    return true
                } catch is Odd {
                    return false
                }
            }
            #expect(done.filter { $0 }.count == 25)
            let rows = try await database.all("SELECT whole FROM everything ORDER BY whole", as: Int.self)
            #expect(rows == Array(stride(from: 0, to: 50, by: 2)))
        }
    }

    @Test(arguments: TestEngine.all) func oldRecordsAreForgotten(_ engine: TestEngine) async throws {
        let clock = ManualClock(Instant(seconds: 1000))
        try await withDatabase(engine, clock: clock.clock) { database in
            for key in ["old", "new"] {
                try await database.write { transaction in
                    _ = try transaction.receive(source: "bank", key: key)
                    _ = try transaction.idempotentAnswer(scope: "s", key: key, fingerprint: [])
                    try transaction.publish(Accepted(number: 1))
                }
                clock.advance(.days(1))
            }
            let forgotten = try await database.write {
                try $0.forgetRecords(before: Instant(seconds: 1000) + .hours(1))
            }
            // The event was not dispatched, so it stays.
            #expect(forgotten == 2)
            #expect(try await database.all("SELECT key FROM inbox", as: String.self) == ["new"])
            #expect(try await database.count("outbox") == 2)
            // Whenever they were dispatched, an event is as old as what happened.
            try await database.write { try $0.execute("UPDATE outbox SET dispatched_at = 0") }
            try await database.write { try $0.forgetRecords(before: Instant(seconds: 1000) + .hours(1)) }
            let left: Instant? = try await database.first("SELECT occurred_at FROM outbox")
            #expect(left == Instant(seconds: 1000) + .days(1))
            #expect(try await database.count("outbox") == 1)
            #expect(try await database.read { try $0.lastEvent() } == left)
        }
    }
}
