import Database
import Foundation
import Kernel
import TestKit
import Testing

@Suite struct MigratorTests {
    private func feature(_ files: [String: String]) -> FeatureMigrations {
        FeatureMigrations(feature: "pizzas", files: files)
    }

    private func opened<T>(_ engine: TestEngine, _ body: (Database) async throws -> T) async throws -> T {
        try await withLocation(engine) { location in
            let database = try await openForTest(location)
            do {
                let result = try await body(database)
                await database.close()
                return result
            } catch {
                await database.close()
                throw error
            }
        }
    }

    @Test(arguments: TestEngine.all) func stepsAreAppliedOnceAndInOrder(_ engine: TestEngine) async throws {
        let first = feature(["0001_pizzas.sql": "CREATE TABLE pizzas (id IDENTITY_PRIMARY_KEY, name TEXT NOT NULL)"])
        let second = feature([
            "0001_pizzas.sql": "CREATE TABLE pizzas (id IDENTITY_PRIMARY_KEY, name TEXT NOT NULL)",
            "0002_names.sql":
                "INSERT INTO pizzas (name) VALUES ('Margherita'); INSERT INTO pizzas (name) VALUES ('Diavola;')",
        ])
        try await opened(engine) { database async throws in
            let one = try await Migrator([first]).migrate(database).map(\.title)
            #expect(one == ["platform/0001_records", "platform/0002_jobs", "pizzas/0001_pizzas"])
            let pending = try await Migrator([second]).status(database).filter { $0.appliedAt == nil }.map(\.title)
            #expect(pending == ["pizzas/0002_names"])
            let two = try await Migrator([second]).migrate(database).map(\.title)
            #expect(two == ["pizzas/0002_names"])
            let three = try await Migrator([second]).migrate(database).map(\.title)
            #expect(three.isEmpty)
            let names = try await database.all("SELECT name FROM pizzas ORDER BY id", as: String.self)
            #expect(names == ["Margherita", "Diavola;"])
        }
    }

    @Test(arguments: TestEngine.all) func aSmallRowIsWrittenOnceWhereTheEngineCan(_ engine: TestEngine) async throws {
        let files = feature([
            "0001_a.sql":
                "CREATE TABLE a (x TEXT NOT NULL, y TEXT NOT NULL, PRIMARY KEY (x, y)) WITHOUT_ROWID; INSERT INTO a VALUES ('b', 'c')"
        ])
        try await opened(engine) { database async throws in
            try await Migrator([files]).migrate(database)
            #expect(try await database.all("SELECT y FROM a", as: String.self) == ["c"])
            await #expect(throws: DatabaseError.self) { try await database.all("SELECT rowid FROM a", as: Int.self) }
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("INSERT INTO a VALUES ('b', 'c')") }
            }
        }
    }

    @Test(arguments: TestEngine.all) func eachEngineTakesItsOwnFile(_ engine: TestEngine) async throws {
        let files = feature([
            "0001_a.sql": "CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('shared')",
            "0002_b.sql": "INSERT INTO a VALUES ('shared')",
            "0002_b.postgres.sql": "INSERT INTO a VALUES ('postgres')",
            "0003_c.sqlite.sql": "INSERT INTO a VALUES ('sqlite')",
        ])
        try await opened(engine) { database async throws in
            try await Migrator([files]).migrate(database)
            let rows = try await database.all("SELECT x FROM a", as: String.self)
            #expect(rows == (engine == .sqlite ? ["shared", "shared", "sqlite"] : ["shared", "postgres"]))
            let again = try await Migrator([files]).migrate(database)
            #expect(again.isEmpty)
        }
    }

    @Test(arguments: TestEngine.all) func anEditedStepIsRefused(_ engine: TestEngine) async throws {
        try await opened(engine) { database async throws in
            try await Migrator([feature(["0001_a.sql": "CREATE TABLE a (x TEXT)"])]).migrate(database)
            await #expect(throws: MigrationError.edited("pizzas/0001_a")) {
                try await Migrator([feature(["0001_a.sql": "CREATE TABLE a (x BIGINT)"])]).migrate(database)
            }
        }
    }

    @Test(arguments: TestEngine.all) func aNewerDatabaseIsRefusedInASentence(_ engine: TestEngine) async throws {
        let old = ["0001_a.sql": "CREATE TABLE a (x TEXT)"]
        try await opened(engine) { database async throws in
            try await Migrator([feature(old.merging(["0002_b.sql": "CREATE TABLE b (x TEXT)"]) { $1 })]).migrate(
                database)
            await #expect(throws: MigrationError.unknown("pizzas/0002_b")) {
                try await Migrator([feature(old)]).migrate(database)
            }
            await #expect(throws: MigrationError.unknown("pizzas/0002_b")) {
                try await Migrator([feature(old)]).status(database)
            }
            #expect("\(MigrationError.unknown("pizzas/0002_b"))".contains("newer version"))
        }
    }

    @Test(arguments: TestEngine.all) func aFeatureThatWasTakenOutLeavesItsTables(_ engine: TestEngine) async throws {
        try await opened(engine) { database async throws in
            let kept = feature(["0001_a.sql": "CREATE TABLE a (x TEXT)"])
            let other = FeatureMigrations(feature: "extras", files: ["0001_b.sql": "CREATE TABLE b (x TEXT)"])
            #expect(
                try await Migrator([kept, other]).migrate(database).map(\.feature).suffix(2) == ["pizzas", "extras"])
            #expect(try await Migrator([kept, other]).strangers(database) == [])
            #expect(try await Migrator([kept]).migrate(database).isEmpty)
            #expect(try await Migrator([kept]).strangers(database) == ["extras"])
            #expect(try await database.all("SELECT x FROM b", as: String.self).isEmpty)
            // And it is there when it comes back.
            #expect(try await Migrator([kept, other]).migrate(database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.all) func aStepThatFailsLeavesNothing(_ engine: TestEngine) async throws {
        try await opened(engine) { database async throws in
            do {
                try await Migrator([feature(["0001_a.sql": "CREATE TABLE a (x TEXT); INSERT INTO nowhere VALUES (1)"])])
                    .migrate(database)
                Issue.record("it was accepted")
            } catch MigrationError.failed(let title, .other(_, let message)) {
                #expect(title == "pizzas/0001_a")
                #expect(message.contains("nowhere"))
            }
            let applied = try await Migrator([feature(["0001_a.sql": "CREATE TABLE a (x TEXT)"])]).migrate(database)
            #expect(applied.map(\.title) == ["pizzas/0001_a"])
        }
    }

    @Test(arguments: TestEngine.all) func severalMayStartAtOnce(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let files = feature(
                Dictionary(
                    uniqueKeysWithValues: (1...5).map { ("000\($0)_t\($0).sql", "CREATE TABLE t\($0) (x TEXT)") }))
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = try await openForTest(location)
                        let titles = try await Migrator([files]).migrate(database).map(\.title)
                        await database.close()
                        return titles
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(
                applied.sorted() == (1...5).map { "pizzas/000\($0)_t\($0)" } + [
                    "platform/0001_records", "platform/0002_jobs",
                ])
        }
    }

    @Test func namesThatAreNoneAreRefused() async throws {
        try await opened(.sqlite) { database async throws in
            for name in ["1_a.sql", "0001a.sql", "0001_.sql", "0001_a.mysql.sql", "0001_a.b.c.sql"] {
                await #expect(throws: MigrationError.badName("pizzas/\(name)")) {
                    try await Migrator([feature([name: "SELECT 1"])]).migrate(database)
                }
            }
            await #expect(throws: MigrationError.duplicate("pizzas/0001_b.sql")) {
                try await Migrator([feature(["0001_a.sql": "SELECT 1", "0001_b.sql": "SELECT 1"])]).migrate(database)
            }
            let nowhere = FeatureMigrations(feature: "x", folder: URL(fileURLWithPath: "/nonexistent-folder"))
            await #expect(throws: MigrationError.self) { try await Migrator([nowhere]).migrate(database) }
        }
    }
}
