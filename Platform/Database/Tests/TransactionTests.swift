import Database
import Kernel
import TestKit
import Testing

@Suite struct TransactionTests {
    struct Refused: Error {}

    @Test(arguments: TestEngine.all) func anErrorUndoesEverythingAndIsThrownOn(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            let rung = Counter()
            await #expect(throws: Refused.self) {
                try await database.write { transaction in
                    transaction.afterCommit { rung.increment() }
                    try transaction.execute(
                        "INSERT INTO shops (id, name) VALUES (\(Shop.ID(high: 1, low: 1)), 'Da Ada')")
                    try transaction.publish(Accepted(number: 1))
                    throw Refused()
                }
            }
            #expect(try await database.count("shops") == 0)
            #expect(try await database.count("outbox") == 0)
            #expect(rung.value == 0)
        }
    }

    @Test(arguments: TestEngine.all) func rowsChangedAreCounted(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            let counts = try await database.write { transaction in
                try transaction.batch([
                    "INSERT INTO everything (whole) VALUES (1), (2), (3)",
                    "UPDATE everything SET flag = TRUE WHERE whole > \(1)",
                    "DELETE FROM everything WHERE whole = \(9)",
                    "INSERT INTO everything (id, whole) VALUES (1, 1) ON CONFLICT (id) DO NOTHING",
                    "INSERT INTO everything (id, whole) VALUES (1, 7) ON CONFLICT (id) DO UPDATE SET whole = excluded.whole",
                ])
            }
            #expect(counts == [3, 2, 0, 0, 1])
            let single = try await database.write { transaction in
                [
                    try transaction.execute("DELETE FROM everything WHERE whole = 7"),
                    try transaction.execute("DELETE FROM everything WHERE whole = 99"),
                    try transaction.execute("SELECT * FROM everything"),
                ]
            }
            #expect(single == [1, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func aFailedStatementSpoilsTheTransactionEvenIfCaught(
        _ engine: TestEngine
    ) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            _ = try await database.addShop("Da Ada")
            let later = Counter()
            await #expect(throws: DatabaseError.unique(constraint: "shops.name")) {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                    _ = try? transaction.execute(
                        "INSERT INTO shops (id, name) VALUES (\(Shop.ID(high: 1, low: 1)), 'Da Ada')")
                    do { try transaction.execute("INSERT INTO everything (whole) VALUES (2)") } catch {
                        later.increment()
                    }
                }
            }
            #expect(later.value == 1)
            #expect(try await database.count("everything") == 0)
        }
    }

    @Test(arguments: TestEngine.all) func aSavepointUndoesOnlyItself(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            _ = try await database.addShop("Da Ada")
            let (outer, inner) = (Counter(), Counter())
            try await database.write { transaction in
                try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                transaction.afterCommit { outer.increment() }
                do {
                    try transaction.savepoint {
                        try transaction.execute("INSERT INTO everything (whole) VALUES (2)")
                        try transaction.post("INSERT INTO everything (whole) VALUES (20)")
                        transaction.afterCommit { inner.increment() }
                        try transaction.savepoint {
                            try transaction.execute(
                                "INSERT INTO shops (id, name) VALUES (\(Shop.ID(high: 1, low: 1)), 'Da Ada')")
                        }
                    }
                } catch DatabaseError.unique {}
                try transaction.savepoint { try transaction.execute("INSERT INTO everything (whole) VALUES (3)") }
            }
            #expect(try await database.all("SELECT whole FROM everything ORDER BY whole", as: Int.self) == [1, 3])
            #expect(outer.value == 1)
            #expect(inner.value == 0)
        }
    }

    @Test(arguments: TestEngine.all) func aRowThatIsPostedForIsThereWhenTheTransactionIsOver(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine, [fixtures]) { database async throws in
            let (first, none, second, between) = try await database.write { transaction in
                try transaction.post("INSERT INTO everything (whole) VALUES (1)")
                let first: PostedRow<Int64> = try transaction.post(
                    "INSERT INTO everything (whole) VALUES (2), (3) RETURNING whole")
                let none: PostedRow<Int64> = try transaction.post(
                    "UPDATE everything SET whole = 9 WHERE whole = 8 RETURNING whole")
                // What comes after them gets its own rows, not theirs.
                let between: [Int64] = try transaction.all("SELECT whole FROM everything ORDER BY whole")
                let second: PostedRow<Int64> = try transaction.post("SELECT COUNT(*) FROM everything")
                try transaction.post("INSERT INTO everything (whole) VALUES (4)")
                return (first, none, second, between)
            }
            #expect(between == [1, 2, 3])
            #expect(first.row == 2)
            #expect(none.row == nil)
            #expect(second.row == 3)
            #expect(
                try await database.all("SELECT whole FROM everything ORDER BY whole", as: Int.self) == [1, 2, 3, 4])
        }
    }

    @Test(arguments: TestEngine.all) func aRowThatWasUndoneIsNotThere(_ engine: TestEngine) async throws {
        struct Stop: Error {}
        try await withDatabase(engine, [fixtures]) { database async throws in
            await #expect(throws: DatabaseError.self) {
                try await database.write { transaction in
                    let _: PostedRow<Int64> = try transaction.post("SELECT 1 / 0 FROM no_such_table")
                }
            }
            let kept = try await database.write { transaction in
                var posted: PostedRow<Int64>?
                do {
                    try transaction.savepoint {
                        posted = try transaction.post("INSERT INTO everything (whole) VALUES (5) RETURNING whole")
                        throw Stop()
                    }
                } catch is Stop {}
                let kept: PostedRow<Int64> = try transaction.post("SELECT COUNT(*) FROM everything")
                return (posted, kept)
            }
            #expect(kept.1.row == 0)
            #expect(try await database.count("everything") == 0)
        }
    }

    @Test(arguments: TestEngine.all) func afterCommitRunsOnceAndBeforeTheAnswer(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            let rung = Counter()
            try await database.write { transaction in
                try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                transaction.afterCommit { rung.increment() }
            }
            #expect(rung.value == 1)
        }
    }

    @Test(arguments: TestEngine.all) func aTransactionThatIsKeptIsOver(_ engine: TestEngine) async throws {
        final class Thief: @unchecked Sendable { var transaction: Transaction? }
        try await withDatabase(engine, [fixtures]) { database async throws in
            let thief = Thief()
            try await database.write { thief.transaction = $0 }
            #expect(throws: DatabaseError.other(code: "ended", message: "the transaction is over")) {
                try thief.transaction?.execute("DELETE FROM shops")
            }
            try await database.read { thief.transaction = $0 }
            #expect(throws: DatabaseError.other(code: "ended", message: "the transaction is over")) {
                try thief.transaction?.first("SELECT 1", as: Int.self)
            }
        }
    }

    @Test(arguments: TestEngine.all) func aReadSeesOneMoment(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            let (started, written) = (Bell(), Bell())
            let starts = started.rings()
            let gate = Gate()
            async let counts: [Int] = database.read(.long) { transaction in
                let first = try transaction.first("SELECT COUNT(*) FROM shops", as: Int.self)
                started.ring()
                gate.wait()
                let second = try transaction.first("SELECT COUNT(*) FROM shops", as: Int.self)
                return [first ?? -1, second ?? -1]
            }
            // A test that fails on its way must not wait for ever.
            defer { gate.open() }
            for await _ in starts { break }
            _ = try await database.addShop("Da Ada")
            gate.open()
            #expect(try await counts == [0, 0])
            #expect(try await database.count("shops") == 1)
            written.ring()
        }
    }

    @Test(arguments: TestEngine.all) func theClockAndTheEntropyAreTheInjectedOnes(_ engine: TestEngine) async throws {
        let clock = ManualClock(Instant(seconds: 1000))
        try await withDatabase(engine, clock: clock.clock, entropy: Entropy { 42 }) { database async throws in
            let (now, bits) = try await database.write { ($0.now, $0.entropy.bits()) }
            #expect(now == Instant(seconds: 1000))
            #expect(bits == 42)
        }
    }

    @Test(arguments: TestEngine.all) func aClosedDatabaseSaysSo(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            await database.close()
            await #expect(throws: DatabaseError.unavailable("the database is closed")) {
                try await database.write { _ = try $0.execute("DELETE FROM shops") }
            }
            await #expect(throws: DatabaseError.unavailable("the database is closed")) {
                try await database.first("SELECT 1", as: Int.self)
            }
        }
    }
}
