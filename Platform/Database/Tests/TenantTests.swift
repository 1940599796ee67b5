import Kernel
import TestKit
import Testing

@testable import Database

@Suite struct TenantTests {
    private let words: SQL = "SELECT words FROM everything ORDER BY id"

    private func text(_ sql: SQL) throws -> String { try Statement(sql, for: .postgres).text }

    /// Opens two tenants with the fixtures' tables on a pool, each with its own name in a row.
    private func withTenants(
        connections: Int, limits: DatabaseLimits = .patient,
        _ body: (PostgresPool, Database, Database) async throws -> Void
    ) async throws {
        try await withPool(connections: connections, schemas: 2, limits: limits) { pool, names async throws in
            var tenants: [Database] = []
            for (index, name) in names.enumerated() {
                let database = try await openForTest(pool: pool, schema: name)
                try await Migrator([fixtures]).migrate(database)
                try await database.write {
                    try $0.execute("INSERT INTO everything (words) VALUES (\("tenant \(index)"))")
                }
                tenants.append(database)
            }
            try await body(pool, tenants[0], tenants[1])
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func statementsOfTenantsNeverCrossOnOneConnection(
        _ engine: TestEngine
    ) async throws {
        try await withTenants(connections: 1) { _, one, two async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<60 {
                    for (name, database) in [("tenant 0", one), ("tenant 1", two)] {
                        group.addTask {
                            let text: [String]
                            switch round % 4 {
                            case 0: text = try await database.all(words)
                            case 1: text = try await database.read { try $0.all(words) }
                            case 2:
                                text = try await database.write { tx in
                                    try tx.post("UPDATE everything SET flag = TRUE WHERE words <> \(name)")
                                    return try tx.all(words)
                                }
                            default:
                                // Posted alone, it is sent with the commit.
                                try await database.write {
                                    try $0.post(
                                        "INSERT INTO shops (id, name) VALUES (\(Shop.ID(high: 1, low: UInt64(round))), \("\(name) \(round)"))"
                                    )
                                }
                                text = [name]
                            }
                            #expect(text == [name])
                        }
                    }
                }
                try await group.waitForAll()
            }
            for database in [one, two] { #expect(try await database.count("shops") == 15) }
            // One connection served both, and prepared the statement for each.
            let prepared: SQL = "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement = \(try text(words))"
            for database in [one, two] { #expect(try await database.first(prepared, as: Int.self) == 2) }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aTransactionThatFailsLeavesTheSchemaRight(
        _ engine: TestEngine
    ) async throws {
        struct Refused: Error {}
        try await withTenants(connections: 1) { _, one, two async throws in
            let failures: [@Sendable (Database) async throws -> Void] = [
                // The first statement of the transaction is the one behind the change of schema.
                { _ = try await $0.write { try $0.execute("SELECT * FROM nowhere") } },
                { _ = try await $0.read { try $0.execute("SELECT * FROM nowhere") } },
                { _ = try await $0.first("SELECT 1 / 0", as: Int.self) },
                { try await $0.write { try $0.post("SELECT 1 / 0") } },
                {
                    try await $0.write { tx in
                        try tx.execute("DELETE FROM everything")
                        throw Refused()
                    }
                },
                // Should a script change it, it is for that script.
                {
                    try await $0.write { try $0.script("SET search_path TO pg_catalog") }
                    throw Refused()
                },
            ]
            for failure in failures {
                for (mine, other, names) in [
                    (one, two, ["tenant 0", "tenant 1"]), (two, one, ["tenant 1", "tenant 0"]),
                ] {
                    #expect(try await other.all(words, as: String.self) == [names[1]])
                    await #expect(throws: (any Error).self) { try await failure(mine) }
                    #expect(try await mine.all(words, as: String.self) == [names[0]])
                    await #expect(throws: (any Error).self) { try await failure(mine) }
                    #expect(try await other.all(words, as: String.self) == [names[1]])
                }
            }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aBrokenConnectionIsReplacedInItsSchema(
        _ engine: TestEngine
    ) async throws {
        try await withTenants(connections: 1) { _, one, two async throws in
            for (name, database) in [("tenant 0", one), ("tenant 1", two)] {
                let before = try #require(try await database.first("SELECT pg_backend_pid()", as: Int.self))
                try await withDatabase(engine, comparing: false) { other in
                    _ = try await other.write {
                        try $0.all("SELECT pg_terminate_backend(CAST(\(before) AS INTEGER), 5000)", as: SQLValue.self)
                    }
                }
                #expect(try await database.all(words, as: String.self) == [name])
                #expect(try await database.first("SELECT pg_backend_pid()", as: Int.self) != before)
            }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func oneTenantMayNotHaveAllConnections(_ engine: TestEngine) async throws
    {
        try await withTenants(connections: 4) { _, busy, quiet async throws in
            let (begun, gate) = (Counter(), Gate())
            let started = Bell()
            let starts = started.rings()
            let holders = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<12 {
                        group.addTask {
                            try await busy.write { tx in
                                try tx.execute("SELECT 1")
                                if begun.increment() >= 3 { started.ring() }
                                gate.wait()
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            // A test that fails on its way must not wait for ever.
            defer { for _ in 0..<12 { gate.open() } }
            for await _ in starts { break }
            for _ in 0..<8 { #expect(try await quiet.all(words, as: String.self) == ["tenant 1"]) }
            #expect(begun.value == 3)
            for _ in 0..<12 { gate.open() }
            try await holders.value
            #expect(begun.value == 12)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func closingOneLeavesTheOthers(_ engine: TestEngine) async throws {
        let closed = DatabaseError.unavailable("the database is closed")
        try await withTenants(connections: 2) { pool, one, two async throws in
            async let last = one.write { try $0.all(words, as: String.self) }
            #expect(try await last == ["tenant 0"])
            await one.close()
            await one.close()
            await #expect(throws: closed) { try await one.all(words, as: String.self) }
            await #expect(throws: closed) { try await one.ping() }
            #expect(try await two.all(words, as: String.self) == ["tenant 1"])
            await pool.close()
            await #expect(throws: closed) { try await two.all(words, as: String.self) }
            await #expect(throws: closed) { try await pool.makeSchema("anything") }
            await two.close()
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aDatabaseByURLClosesItsOwnPool(_ engine: TestEngine) async throws {
        try await withLocation(engine, connections: 1) { location async throws in
            let mine = try await openForTest(location, comparing: false)
            let witness = try await openForTest(location, comparing: false)
            let backend = try #require(try await mine.first("SELECT pg_backend_pid()", as: Int.self))
            await mine.close()
            let isThere: SQL = "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = \(backend)"
            let bound = ContinuousClock.now + .seconds(60)
            var count = 1
            while count != 0, ContinuousClock.now < bound { count = try await witness.first(isThere) ?? -1 }
            #expect(count == 0)
            await witness.close()
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whatTheURLLeadsToIsATenantToo(_ engine: TestEngine) async throws {
        try await withPool(connections: 1, schemas: 1) { pool, names async throws in
            let (plain, named) = (
                try await openForTest(pool: pool, schema: nil), try await openForTest(pool: pool, schema: names[0])
            )
            for _ in 0..<2 {
                #expect(try await named.first("SELECT current_schema()", as: String.self) == names[0])
                #expect(try await plain.first("SELECT current_schema()", as: String.self) == "public")
            }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func schemasAreMadeOnceAndNamedPlainly(_ engine: TestEngine) async throws
    {
        try await withPool(connections: 1, schemas: 1) { pool, names async throws in
            try await pool.makeSchema(names[0])
            let long = String(repeating: "a", count: 64)
            for name in ["", "A", "1a", "a-b", "a;b", "a b", "à", "pg_x", "information_schema", long, "a\"b", "a.b"] {
                await #expect(throws: DatabaseError.invalidValue("\(name) is not the name of a schema")) {
                    try await pool.makeSchema(name)
                }
                await #expect(throws: DatabaseError.invalidValue("\(name) is not the name of a schema")) {
                    try await openForTest(pool: pool, schema: name)
                }
            }
            await #expect(throws: DatabaseError.unavailable("PostgreSQL: there is no schema not_there")) {
                try await openForTest(pool: pool, schema: "not_there")
            }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func tenantsAreMigratedApartWhoeverComesFirst(
        _ engine: TestEngine
    ) async throws {
        try await withPool(connections: 3, schemas: 3) { pool, names async throws in
            // Two processes, each with a pool of its own.
            try await withPool(connections: 3, schemas: 0) { other, _ async throws in
                let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                    for name in names {
                        for pool in [pool, other] {
                            group.addTask {
                                let database = try await openForTest(pool: pool, schema: name)
                                return try await Migrator([fixtures]).migrate(database).map { "\(name)/\($0.title)" }
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0 += $1 }
                }
                let titles = ["fixtures/0001_tables", "platform/0001_records", "platform/0002_jobs"]
                #expect(applied.sorted() == names.sorted().flatMap { name in titles.map { "\(name)/\($0)" } })
            }
        }
    }

    @Test func filesAreTenantsToo() async throws {
        try await withDatabase(.sqlite, [fixtures], comparing: false) { one async throws in
            try await withDatabase(.sqlite, [fixtures], comparing: false) { two async throws in
                _ = try await one.addShop("Da Ada")
                #expect(try await two.count("shops") == 0)
                await one.close()
                _ = try await two.addShop("Da Ada")
                #expect(try await two.count("shops") == 1)
            }
        }
    }
}
