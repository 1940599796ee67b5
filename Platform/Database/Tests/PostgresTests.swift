import Dispatch
import Kernel
import TestKit
import Testing

@testable import Database

@Suite struct PostgresTests {
    private let backend: SQL = "SELECT pg_backend_pid()"

    @Test(arguments: TestEngine.onlyPostgres) func aDeadlockIsRepeatedAndBothSucceed(_ engine: TestEngine) async throws
    {
        try await withDatabase(engine, [fixtures], comparing: false) { database in
            let (one, two) = (try await database.addShop("Da Ada"), try await database.addShop("Da Bea"))
            let attempts = Counter()
            let (first, second) = (Gate(), Gate())
            /// Takes one row, waits until the other side has the other row, and then wants that.
            @Sendable func cross(_ mine: Shop.ID, _ theirs: Shop.ID, _ ready: Gate, _ go: Gate) async throws {
                let isFirst = Counter()
                try await database.write { transaction in
                    attempts.increment()
                    try transaction.execute("UPDATE shops SET left_over = left_over + 1 WHERE id = \(mine)")
                    if isFirst.increment() == 1 {
                        ready.open()
                        go.wait()
                    }
                    try transaction.execute("UPDATE shops SET left_over = left_over + 1 WHERE id = \(theirs)")
                }
            }
            async let left: Void = cross(one, two, first, second)
            async let right: Void = cross(two, one, second, first)
            _ = try await (left, right)
            #expect(attempts.value == 3)
            let leftOver = try await database.all("SELECT left_over FROM shops", as: Int.self)
            #expect(leftOver == [2, 2])
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whoLosesEveryTimeIsToldSo(_ engine: TestEngine) async throws {
        try await withDatabase(engine, limits: DatabaseLimits(attempts: 3), comparing: false) { database in
            let (attempts, rung) = (Counter(), Counter())
            await #expect(throws: DatabaseError.serialization) {
                try await database.write { transaction in
                    attempts.increment()
                    transaction.afterCommit { rung.increment() }
                    try transaction.script("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(attempts.value == 3)
            #expect(rung.value == 0)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aBackendKilledInTheMiddleIsReplaced(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine, [fixtures], comparing: false) { database in
            let attempts = Counter()
            let (reached, killed) = (Bell(), Gate())
            let reaches = reached.rings()
            async let write: Int32 = database.write { transaction in
                try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                let process: Int = try transaction.first(backend) ?? 0
                if attempts.increment() == 1 {
                    reached.ring()
                    killed.wait()
                }
                try transaction.execute("INSERT INTO everything (whole) VALUES (2)")
                return Int32(process)
            }
            // A test that fails on its way must not wait for ever.
            defer { killed.open() }
            for await _ in reaches { break }
            try await database.write {
                _ = try $0.all(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
                    WHERE relation = CAST('everything' AS regclass) AND pid <> pg_backend_pid()
                    """, as: Bool.self)
            }
            killed.open()
            _ = try await write
            #expect(attempts.value == 2)
            let rows = try await database.all("SELECT whole FROM everything ORDER BY whole", as: Int.self)
            #expect(rows == [1, 2])
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aConnectionThatDiedIdleIsNotNoticed(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine, [fixtures], connections: 1, comparing: false) { database in
            let before: Int = try #require(try await database.first(backend))
            try await withDatabase(engine, comparing: false) { other in
                _ = try await other.write {
                    try $0.all("SELECT pg_terminate_backend(CAST(\(before) AS INTEGER), 5000)", as: SQLValue.self)
                }
            }
            let after: Int = try #require(try await database.first(backend))
            #expect(before != after)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aCommitWithoutAnswerIsUnknownAndNotRepeated(
        _ engine: TestEngine
    ) async throws {
        try await withDatabase(engine, [fixtures], comparing: false) { database in
            let attempts = Counter()
            // A deferred trigger runs inside the commit; this one ends the connection there.
            try await database.write {
                try $0.script(
                    """
                    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END';
                    CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON everything DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION die();
                    """)
            }
            do {
                try await database.write { transaction in
                    attempts.increment()
                    try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                }
                Issue.record("it was acknowledged")
            } catch DatabaseError.outcomeUnknown {}
            #expect(attempts.value == 1)
            let count = try await database.count("everything")
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whoWaitsTooLongForAConnectionIsTold(_ engine: TestEngine)
        async throws
    {
        let limits = DatabaseLimits(turn: .seconds(2))
        try await withDatabase(engine, limits: limits, connections: 1, comparing: false) { database in
            let (busy, gate) = (Bell(), Gate())
            let begins = busy.rings()
            async let holder: Void = database.write { _ in
                busy.ring()
                gate.wait()
            }
            // A test that fails on its way must not wait for ever.
            defer { gate.open() }
            for await _ in begins { break }
            await #expect(throws: DatabaseError.timeout) { try await database.first("SELECT 1", as: Int.self) }
            gate.open()
            try await holder
            let one = try await database.first("SELECT 1", as: Int.self)
            #expect(one == 1)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aLockAndAStatementHaveALimit(_ engine: TestEngine) async throws {
        let limits = DatabaseLimits(lock: .seconds(1), statement: .seconds(3))
        try await withDatabase(engine, [fixtures], limits: limits, comparing: false) { database in
            let shop = try await database.addShop("Da Ada")
            let (locked, gate) = (Bell(), Gate())
            let locks = locked.rings()
            async let holder: Void = database.write { transaction in
                try transaction.execute("UPDATE shops SET left_over = 1 WHERE id = \(shop)")
                locked.ring()
                gate.wait()
            }
            // A test that fails on its way must not wait for ever.
            defer { gate.open() }
            for await _ in locks { break }
            await #expect(throws: DatabaseError.timeout) {
                try await database.write { try $0.execute("UPDATE shops SET left_over = 2 WHERE id = \(shop)") }
            }
            gate.open()
            try await holder
            await #expect(throws: DatabaseError.timeout) {
                try await database.read { try $0.first("SELECT pg_sleep(60)", as: SQLValue.self) }
            }
        }
    }

    @Test func aServerThatIsNotThereIsNamedAtOnce() async throws {
        for url in ["postgresql://postgres@127.0.0.1:1/postgres", "not a url at all"] {
            do {
                _ = try await openForTest(.postgres(url: url, connections: 2))
                Issue.record("it was opened")
            } catch DatabaseError.unavailable(let reason) {
                #expect(reason.contains("PostgreSQL cannot be reached"))
            }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aTableThatChangesUnderAPreparedStatementIsNoError(
        _ engine: TestEngine
    ) async throws {
        try await withDatabase(engine, [fixtures], connections: 1, comparing: false) { database in
            _ = try await database.addShop("Da Ada")
            let columns: SQL = "SELECT * FROM shops"
            _ = try await database.first(columns, as: SQLValue.self)
            try await database.write { try $0.script("ALTER TABLE shops ADD COLUMN city TEXT") }
            let again = try await database.all(columns, as: SQLValue.self)
            #expect(again.count == 1)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func preparedStatementsAreBounded(_ engine: TestEngine) async throws {
        let limits = DatabaseLimits(statements: 16)
        try await withDatabase(engine, limits: limits, connections: 1, comparing: false) { database in
            for number in 0..<100 {
                let sql = SQL(trusted: "SELECT \(number)")
                let value = try await database.first(sql, as: Int.self)
                #expect(value == number)
            }
            let prepared: Int? = try await database.first("SELECT COUNT(*) FROM pg_prepared_statements")
            #expect(try #require(prepared) <= 17)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aTransactionThatFailsWithAFullCacheLeavesTheConnectionClean(
        _ engine: TestEngine
    ) async throws {
        let limits = DatabaseLimits(statements: 16)
        try await withDatabase(engine, [fixtures], limits: limits, connections: 1, comparing: false) { database in
            _ = try await database.addShop("Da Ada")
            // However many statements are prepared when it fails, the way out is open.
            for before in 0..<20 {
                await #expect(throws: DatabaseError.unique(constraint: "shops.name")) {
                    try await database.write { tx in
                        for number in 0..<before {
                            _ = try tx.first(SQL(trusted: "SELECT \(before * 100 + number)"), as: Int.self)
                        }
                        try tx.execute(
                            "INSERT INTO shops (id, name) SELECT \(tx.entropy.identifier(at: tx.now, for: Shop.self)), name FROM shops"
                        )
                    }
                }
                #expect(try await database.first("SELECT 7", as: Int.self) == 7)
                let kept: String? = try await database.write { tx in
                    for number in 0..<before {
                        _ = try tx.first(SQL(trusted: "SELECT \(before * 100 + number + 50)"), as: Int.self)
                    }
                    _ = try? tx.savepoint { try tx.execute("UPDATE shops SET left_over = -1") }
                    return try tx.first("SELECT name FROM shops WHERE left_over = 0")
                }
                #expect(kept == "Da Ada")
            }
            let prepared: Int? = try await database.first("SELECT COUNT(*) FROM pg_prepared_statements")
            #expect(try #require(prepared) <= 40)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func theSameTextWithOtherTypesIsAnotherStatement(
        _ engine: TestEngine
    ) async throws {
        try await withDatabase(engine, connections: 1, comparing: false) { database async throws in
            let number = try await database.first("SELECT \(1) AS x", as: Int.self)
            let text = try await database.first("SELECT \("a") AS x", as: String.self)
            let nothing = try await database.first("SELECT \(String?.none) AS x", as: String?.self)
            #expect(number == 1)
            #expect(text == "a")
            #expect(nothing == .some(nil))
        }
    }

    @Test func numericIsReadExactly() {
        func numeric(_ words: [Int16]) -> SQLValue? {
            let bytes = words.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
            return bytes.withUnsafeBytes { PostgresNumeric.value($0) }
        }
        // Digits, weight, sign, scale, then groups of four decimal digits.
        #expect(numeric([0, 0, 0, 0]) == .integer(0))
        #expect(numeric([1, 1, 0, 0, 3]) == .integer(30_000))
        #expect(numeric([2, 0, 0, 4, 2, 5000]) == .real(2.5))
        #expect(numeric([1, -1, 0x4000, 4, 1]) == .real(-0.0001))
        #expect(numeric([5, 4, 0x4000, 0, 922, 3372, 368, 5477, 5808]) == .integer(.min))
        #expect(numeric([5, 4, 0, 0, 922, 3372, 368, 5477, 5807]) == .integer(.max))
        #expect(numeric([5, 4, 0, 0, 922, 3372, 368, 5477, 5808]) == .real(9.223372036854775808e18))
        #expect(numeric([2, 0, 0, 4, 2]) == nil)
        #expect(numeric([0, 0, Int16(bitPattern: 0xC000), 0]) == nil)
    }
}
