import Kernel
import Testing

@testable import Database

@Suite struct SQLTests {
    private func text(_ sql: SQL, _ dialect: Dialect = .postgres) throws -> String {
        try Statement(sql, for: dialect).text
    }

    @Test func valuesAreBoundAndNeverSpliced() throws {
        let name = "'; DROP TABLE users; --"
        let statement = try Statement("SELECT id FROM users WHERE name = \(name) AND age > \(18)", for: .sqlite)
        #expect(statement.text == "SELECT id FROM users WHERE name = $1 AND age > $2")
        #expect(statement.bindings.map(\.value) == [.text(name), .integer(18)])
    }

    @Test func nestedStatementsAreRenumbered() throws {
        let condition: SQL = "shop = \(7) AND open = \(true)"
        let statement = try Statement("SELECT \(1) WHERE \(condition) LIMIT \(2)", for: .postgres)
        #expect(statement.text == "SELECT $1 WHERE shop = $2 AND open = $3 LIMIT $4")
        #expect(statement.bindings.map(\.value) == [.integer(1), .integer(7), .boolean(true), .integer(2)])
    }

    @Test func listsAndTheEmptyList() throws {
        #expect(try text("x IN \(list: ["a", "b"]) AND y = \(1)") == "x IN ($1, $2) AND y = $3")
        #expect(try text("x IN \(list: [Int]())") == "x IN (SELECT CAST(NULL AS BIGINT) WHERE FALSE)")
    }

    @Test func theDialectChooses() throws {
        let sql: SQL = "SELECT id FROM jobs LIMIT \(1)\(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")"
        #expect(try text(sql, .sqlite) == "SELECT id FROM jobs LIMIT $1")
        #expect(try text(sql, .postgres) == "SELECT id FROM jobs LIMIT $1 FOR UPDATE SKIP LOCKED")
        #expect(sql.shape == "SELECT id FROM jobs LIMIT ?{| FOR UPDATE SKIP LOCKED}")
    }

    @Test func partsAreJoined() throws {
        let rows = [(1, "a"), (2, "b")].map { number, name -> SQL in "(\(number), \(name))" }
        #expect(
            try text("INSERT INTO t VALUES \(rows.joined(separator: ", "))")
                == "INSERT INTO t VALUES ($1, $2), ($3, $4)")
    }

    @Test func statementsAreAppended() throws {
        let base: SQL = "SELECT id FROM orders WHERE shop = \(1)"
        #expect(try text(base + " AND state = \("placed")") == "SELECT id FROM orders WHERE shop = $1 AND state = $2")
    }

    @Test func aNullKeepsTheTypeOfItsColumn() throws {
        let statement = try Statement("SELECT \(Int?.none), \(Instant?.none), \(String?.some("x"))", for: .postgres)
        #expect(statement.bindings.map(\.type) == [.integer, .integer, .text])
        #expect(statement.bindings.map(\.value) == [.null, .null, .text("x")])
    }

    @Test func whatNotEveryEngineKeepsIsRefused() {
        #expect(throws: DatabaseError.invalidValue("text with NUL")) { try text("SELECT \("a\0b")") }
        #expect(throws: DatabaseError.invalidValue("not a number")) { try text("SELECT \(Double.nan)") }
    }
}
