import Foundation
import Kernel
import TestKit
import Testing

@testable import Database

@Suite struct SQLiteTests {
    private func reason(_ location: Database.Location) async -> String {
        do {
            let database = try await openForTest(location)
            await database.close()
            return "opened"
        } catch DatabaseError.unavailable(let reason) {
            return reason
        } catch {
            return "\(error)"
        }
    }

    @Test func itKeepsItsPromises() async throws {
        try await withDatabase(.sqlite, comparing: false) { database async throws in
            let mode = try await database.write { try $0.first("PRAGMA journal_mode", as: String.self) }
            #expect(mode == "wal")
            let level = try await database.write { try $0.first("PRAGMA synchronous", as: Int.self) }
            #expect(level == 2)
            let keys = try await database.write { try $0.first("PRAGMA foreign_keys", as: Int.self) }
            #expect(keys == 1)
        }
    }

    @Test func whatCannotBeOpenedSaysWhy() async throws {
        try await withLocation(.sqlite) { location in
            guard case .sqlite(let path) = location else { return }
            let missing = await reason(.sqlite(path: path + "/no/such/folder.db"))
            #expect(missing.contains("cannot open") && missing.contains("unable to open database file"))
            try Data(repeating: 42, count: 5000).write(to: URL(fileURLWithPath: path))
            let garbage = await reason(location)
            #expect(garbage.contains("file is not a database"))
            let memory = await reason(.sqlite(path: ":memory:"))
            #expect(memory.contains("journal_mode must be wal and is memory"))
        }
    }

    @Test func aProcessThatHoldsTheFileIsWaitedForAndThenNamed() async throws {
        try await withDatabase(.sqlite, [fixtures], limits: DatabaseLimits(turn: .seconds(2)), comparing: false) {
            database in
            let path = try #require(
                try await database.first("SELECT file FROM pragma_database_list WHERE name = 'main'", as: String.self))
            let other = try SQLiteConnection(path, writable: true, capacity: 16)
            try other.script("BEGIN IMMEDIATE")
            await #expect(throws: DatabaseError.timeout) {
                try await database.write { try $0.execute("INSERT INTO everything (whole) VALUES (1)") }
            }
            // Readers do not care.
            #expect(try await database.count("everything") == 0)
            try other.script("COMMIT")
            try await database.write { try $0.execute("INSERT INTO everything (whole) VALUES (2)") }
            let rows = try await database.all("SELECT whole FROM everything", as: Int.self)
            #expect(rows == [2])
            other.close()
        }
    }

    @Test func aFullDiskFailsWhatDoesNotFitAndNothingElse() async throws {
        try await withDatabase(.sqlite, [fixtures], comparing: false) { database in
            try await database.write { transaction in
                let pages = try transaction.first("PRAGMA page_count", as: Int.self) ?? 0
                _ = try transaction.first(SQL(trusted: "PRAGMA max_page_count = \(pages + 40)"), as: Int.self)
            }
            let acknowledged = await withTaskGroup(of: Int?.self) { group in
                for index in 0..<60 {
                    group.addTask {
                        let bytes = [UInt8](repeating: 7, count: index % 3 == 0 ? 50_000 : 10)
                        do {
                            try await database.write {
                                try $0.execute("INSERT INTO everything (whole, bytes) VALUES (\(index), \(bytes))")
                            }
                            return index
                        } catch DatabaseError.unavailable {
                            return nil
                        } catch {
                            Issue.record("\(error)")
                            return nil
                        }
                    }
                }
                return await group.reduce(into: [Int]()) { if let index = $1 { $0.append(index) } }
            }
            #expect(acknowledged.count < 60)
            let rows = try await database.all("SELECT whole FROM everything ORDER BY whole", as: Int.self)
            #expect(rows == acknowledged.sorted())
            // The writer goes on as soon as there is room.
            _ = try await database.write { try $0.first("PRAGMA max_page_count = 100000", as: Int.self) }
            try await database.write { try $0.execute("INSERT INTO everything (whole) VALUES (1000)") }
            let last = try await database.first("SELECT MAX(whole) FROM everything", as: Int.self)
            #expect(last == 1000)
        }
    }

    @Test func aDeferredForeignKeyFailsOnlyItsOwner() async throws {
        let tables = FeatureMigrations(
            feature: "deferred",
            files: [
                "0001_t.sql": """
                CREATE TABLE parents (id BIGINT PRIMARY KEY);
                CREATE TABLE children (parent BIGINT NOT NULL REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO parents VALUES (1);
                """
            ])
        for engine in TestEngine.all {
            try await withDatabase(engine, [tables], comparing: false) { database in
                let results = await withTaskGroup(of: DatabaseError?.self) { group in
                    for index in 0..<20 {
                        group.addTask {
                            do {
                                try await database.write {
                                    try $0.execute("INSERT INTO children (parent) VALUES (\(index == 7 ? 2 : 1))")
                                }
                                return nil
                            } catch { return error as? DatabaseError }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(results.compactMap { $0 } == [.foreignKey])
                let children = try await database.count("children")
                #expect(children == 19)
            }
        }
    }

    @Test func thePreparedStatementsAreBounded() async throws {
        try await withLocation(.sqlite) { location in
            guard case .sqlite(let path) = location else { return }
            let connection = try SQLiteConnection(path, writable: true, capacity: 16)
            var sum = 0
            for number in 0..<200 {
                try connection.run(Statement("SELECT \(number)")) { row in
                    sum += try row.next(Int.self)
                    return true
                }
                #expect(connection.preparedCount <= 16)
            }
            #expect(sum == 199 * 100)
            connection.close()
        }
    }
}
