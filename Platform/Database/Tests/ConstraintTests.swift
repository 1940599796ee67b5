import Database
import Kernel
import TestKit
import Testing

@Suite struct ConstraintTests {
    /// The error of a statement, which must leave nothing behind.
    private func refusal(_ database: Database, _ sql: SQL) async throws -> DatabaseError? {
        do {
            try await database.write { _ = try $0.execute(sql) }
            return nil
        } catch let error as DatabaseError {
            return error
        }
    }

    @Test(arguments: TestEngine.all) func everyEngineRefusesInTheSameWords(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            let shop = try await database.addShop("Da Ada")
            let other = Shop.ID(high: 1, low: 1)
            try await database.write { try $0.execute("UPDATE shops SET nickname = 'Ada' WHERE id = \(shop)") }
            try await database.write { try $0.execute("INSERT INTO lines (shop, position) VALUES (\(shop), 1)") }

            #expect(
                try await refusal(database, "INSERT INTO shops (id, name) VALUES (\(other), 'Da Ada')")
                    == .unique(constraint: "shops.name"))
            #expect(
                try await refusal(database, "INSERT INTO shops (id, name) VALUES (\(shop), 'Da Bea')")
                    == .unique(constraint: "shops.id"))
            #expect(
                try await refusal(database, "INSERT INTO shops (id, name, nickname) VALUES (\(other), 'Da Bea', 'ADA')")
                    == .unique(constraint: "shops_nickname"))
            #expect(
                try await refusal(database, "INSERT INTO lines (shop, position) VALUES (\(shop), 1)")
                    == .unique(constraint: "lines.shop, lines.position"))
            #expect(
                try await refusal(database, "INSERT INTO lines (shop, position) VALUES (\(other), 1)") == .foreignKey)
            #expect(try await refusal(database, "DELETE FROM shops WHERE id = \(shop)") == .foreignKey)
            #expect(
                try await refusal(database, "INSERT INTO shops (id, name) VALUES (\(other), \(String?.none))")
                    == .notNull)
            #expect(
                try await refusal(database, "UPDATE shops SET left_over = -1 WHERE id = \(shop)")
                    == .check("shops_left_over"))
            #expect(try await database.count("shops") == 1)
            #expect(try await database.count("lines") == 1)
        }
    }

    @Test(arguments: TestEngine.all) func aStatementThatIsNoSQLNamesItself(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            guard case .other(_, let message) = try await refusal(database, "SELEC 1") else {
                Issue.record("it was accepted")
                return
            }
            #expect(message.contains("SELEC"))
            // The connection serves the next one.
            #expect(try await database.count("shops") == 0)
        }
    }

    @Test(arguments: TestEngine.all) func aReadCannotChangeAnything(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            await #expect(throws: DatabaseError.readOnly) {
                try await database.read { _ = try $0.execute("DELETE FROM shops") }
            }
            await #expect(throws: DatabaseError.readOnly) {
                try await database.read(.long) { _ = try $0.execute("DELETE FROM shops") }
            }
            await #expect(throws: DatabaseError.readOnly) {
                try await database.read { try $0.post("DELETE FROM shops") }
            }
            await #expect(throws: DatabaseError.readOnly) {
                try await database.all("DELETE FROM shops RETURNING name", as: String.self)
            }
        }
    }
}
