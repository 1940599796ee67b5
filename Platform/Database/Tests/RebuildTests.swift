import Foundation
import TestKit
import Testing

@testable import Database

@Suite struct RebuildTests {
    private static let tables = """
        CREATE TABLE orders (id BIGINT PRIMARY KEY, total BIGINT);
        CREATE TABLE lines (
            id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE);
        INSERT INTO orders VALUES (1, 100); INSERT INTO orders VALUES (2, 200);
        INSERT INTO lines VALUES (10, 1); INSERT INTO lines VALUES (11, 1); INSERT INTO lines VALUES (20, 2);
        """
    /// Makes the parents anew, with what stands in for a mistake.
    private static func anew(_ copied: String = "SELECT id, total FROM orders") -> String {
        """
        CREATE TABLE new_orders (id BIGINT PRIMARY KEY, total BIGINT NOT NULL CHECK (total > 0));
        INSERT INTO new_orders (id, total) \(copied);
        DROP TABLE orders;
        ALTER TABLE new_orders RENAME TO orders;
        """
    }

    private func steps(_ second: [String: String]) -> FeatureMigrations {
        FeatureMigrations(feature: "orders", files: second.merging(["0001_orders.sql": Self.tables]) { $1 })
    }

    /// That the keys are enforced, for the writer and for children of the table that was made anew.
    private func expectEnforced(_ database: Database) async throws {
        await #expect(throws: DatabaseError.foreignKey) {
            try await database.write { try $0.execute("INSERT INTO lines (id, order_id) VALUES (99, 99)") }
        }
        try await database.write { try $0.execute("DELETE FROM orders WHERE id = 2") }
        #expect(try await database.all("SELECT id FROM lines ORDER BY id", as: Int.self) == [10, 11])
    }

    @Test(arguments: TestEngine.all) func aParentIsMadeAnewAndKeepsItsChildren(_ engine: TestEngine) async throws {
        let feature = steps([
            "0002_totals.sqlite.sql": "-- Totals are never missing.\n-- rebuild\n" + Self.anew(),
            "0002_totals.postgres.sql": """
            -- rebuild
            ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
            ALTER TABLE orders ADD CHECK (total > 0);
            """,
        ])
        try await withDatabase(engine, [feature], comparing: false) { database async throws in
            #expect(try await database.all("SELECT total FROM orders ORDER BY id", as: Int.self) == [100, 200])
            #expect(try await database.all("SELECT id FROM lines ORDER BY id", as: Int.self) == [10, 11, 20])
            await #expect(throws: DatabaseError.notNull) {
                try await database.write { try $0.execute("INSERT INTO orders (id) VALUES (3)") }
            }
            try await expectEnforced(database)
        }
    }

    @Test func withoutTheWordTheChildrenWouldBeLost() async throws {
        // What the mode is for: should SQLite change, this says so.
        try await withDatabase(.sqlite, [steps(["0002_totals.sql": Self.anew()])], comparing: false) {
            database async throws in
            #expect(try await database.count("lines") == 0)
        }
    }

    @Test func whatItWouldLeaveDanglingIsNamedAndNothingIsKept() async throws {
        try await withDatabase(.sqlite, [steps([:])], comparing: false) { database async throws in
            let wrong = steps([
                "0002_totals.sql": "-- rebuild\n" + Self.anew("SELECT id, total FROM orders WHERE id = 2")
            ])
            await #expect(
                throws: MigrationError.dangling(
                    "orders/0002_totals", ["lines row 1 → orders", "lines row 2 → orders"])
            ) { try await Migrator([wrong]).migrate(database) }
            #expect(try await database.all("SELECT total FROM orders ORDER BY id", as: Int.self) == [100, 200])
            #expect(try await database.count("lines") == 3)
            let broken = steps(["0002_totals.sql": "-- rebuild\n" + Self.anew() + "SELECT * FROM nowhere;"])
            await #expect(throws: MigrationError.self) { try await Migrator([broken]).migrate(database) }
            #expect(try await database.first("SELECT COUNT(*) FROM schema_migrations", as: Int.self) == 3)
            #expect(try await database.count("lines") == 3)
            try await expectEnforced(database)
        }
    }

    @Test(arguments: TestEngine.all) func nothingIsWrittenBesideIt(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [steps([:])], connections: 8) { database async throws in
            // Many writers are queued around the rebuilds; each finds the keys enforced, and what each did is there.
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for index in 0..<60 {
                    group.addTask {
                        if index % 10 == 5 {
                            try await database.rebuild {
                                try $0.execute("INSERT INTO lines (id, order_id) VALUES (\(1000 + index), 1)")
                            }
                            return false
                        }
                        do {
                            let order = index % 2 == 0 ? 1 : 77
                            try await database.write {
                                try $0.execute("INSERT INTO lines (id, order_id) VALUES (\(100 + index), \(order))")
                            }
                            return false
                        } catch DatabaseError.foreignKey {
                            return true
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(refused == 24)
            #expect(try await database.count("lines") == 3 + 6 + 30)
            #expect(try await database.first("SELECT COUNT(*) FROM lines WHERE order_id = 77", as: Int.self) == 0)
        }
    }

    @Test func aCrashInTheMiddleLeavesWhatWasThereAndEnforcedKeys() async throws {
        try await withLocation(.sqlite) { location async throws in
            guard case .sqlite(let path) = location else { return }
            let (database, copy) = (try await openForTest(location, comparing: false), path + "-crashed")
            try await Migrator([steps([:])]).migrate(database)
            try await database.rebuild { tx in
                // Small enough a cache that the new pages are in the log when the process ends.
                try tx.script("PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
                try tx.script(Self.anew())
                for ending in ["", "-wal"] {
                    try FileManager.default.copyItem(atPath: path + ending, toPath: copy + ending)
                }
            }
            await database.close()
            let crashed = try await openForTest(.sqlite(path: copy), comparing: false)
            let again = steps(["0002_totals.sql": "-- rebuild\n" + Self.anew()])
            #expect(try await crashed.all("SELECT total FROM orders ORDER BY id", as: Int.self) == [100, 200])
            #expect(try await crashed.count("lines") == 3)
            #expect(try await Migrator([again]).migrate(crashed).map(\.title) == ["orders/0002_totals"])
            #expect(try await crashed.count("lines") == 3)
            try await expectEnforced(crashed)
            await crashed.close()
        }
    }

    @Test(arguments: TestEngine.all) func aFixtureIsLoadedAndBroughtUpToDate(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location async throws in
            let database = try await openForTest(location, comparing: false)
            // Children first, as in a dump.
            try await loadFixture(
                """
                CREATE TABLE schema_migrations (
                    feature TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum BIGINT NOT NULL,
                    applied_at BIGINT NOT NULL, PRIMARY KEY (feature, number));
                CREATE TABLE orders (id BIGINT PRIMARY KEY);
                CREATE TABLE lines (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL);
                INSERT INTO lines VALUES (1, 7);
                INSERT INTO orders VALUES (7);
                """, into: database)
            let added = FeatureMigrations(
                feature: "added",
                files: ["0001_total.sql": "ALTER TABLE orders ADD COLUMN total BIGINT NOT NULL DEFAULT 5"])
            let applied = try await Migrator([added]).migrate(database).map(\.title)
            #expect(applied == ["platform/0001_records", "platform/0002_jobs", "added/0001_total"])
            #expect(try await database.all("SELECT total FROM orders", as: Int.self) == [5])
            await database.close()
        }
    }
}
