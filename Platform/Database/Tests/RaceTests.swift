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
                let request = RequestKey(scope: "orders", key: "k", fingerprint: [1, 2])
                let done = try await database.once(request) { transaction -> (StoredAnswer, StoredAnswer) in
                    try transaction.execute("INSERT INTO everything (whole) VALUES (\(index))")
                    let answer = StoredAnswer(
                        status: 201, contentType: "text/plain", body: Array("order \(index)".utf8))
                    return (answer, answer)
                }
                switch done {
                case .first(let answer), .repeated(let answer): return answer
                }
            }
            #expect(Set(answers).count == 1)
            let orders = try await database.count("everything")
            #expect(orders == 1)
        }
    }

    @Test(arguments: TestEngine.all) func aKeyBelongsToOneRequest(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database async throws in
            let given = StoredAnswer(status: 201, contentType: "a/b", body: [])
            func ask(_ scope: String, _ fingerprint: [UInt8], refusing: Bool = false) async throws -> StoredAnswer? {
                let request = RequestKey(scope: scope, key: "k", fingerprint: fingerprint)
                let done = try await database.once(request) { _ -> (Int, StoredAnswer) in
                    if refusing { throw AppError.conflict("cart.changed") }
                    return (1, given)
                }
                if case .repeated(let answer) = done { return answer }
                return nil
            }
            await #expect(throws: AppError.conflict("cart.changed")) { try await ask("orders", [1], refusing: true) }
            // What was refused may be tried again with the key.
            #expect(try await ask("orders", [1]) == nil)
            await #expect(throws: AppError.invalid("idempotency.other-request")) { try await ask("orders", [2]) }
            #expect(try await ask("orders", [1]) == given)
            // A repetition gets the answer even where the work would be refused by now.
            #expect(try await ask("orders", [1], refusing: true) == given)
            await #expect(throws: AppError.invalid("idempotency.other-request")) {
                try await ask("orders", [2], refusing: true)
            }
            #expect(try await ask("refunds", [2]) == nil)
            #expect(try await database.count("idempotency") == 2)
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
                    try transaction.publish(Accepted(number: 1))
                }
                _ = try await database.once(RequestKey(scope: "s", key: key, fingerprint: [])) { _ in
                    (1, StoredAnswer(status: 200, contentType: "a/b", body: []))
                }
                clock.advance(.days(1))
            }
            let forgotten = try await database.write {
                try $0.forgetRecords(before: Instant(seconds: 1000) + .hours(1))
            }
            #expect(forgotten == 3)
            #expect(try await database.all("SELECT key FROM inbox", as: String.self) == ["new"])
            let left: Instant? = try await database.first("SELECT occurred_at FROM outbox")
            #expect(left == Instant(seconds: 1000) + .days(1))
            #expect(try await database.count("outbox") == 1)
            #expect(try await database.read { try $0.lastEvent() } == left)
        }
    }
}
