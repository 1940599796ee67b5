import TestKit
import Testing

@testable import Database

@Suite struct TableRowTests {
    struct Table: TableRow, Sendable, Equatable {
        let number, seats: Int
        static let columns: RowColumns = ["number", "seats"]
        init(row: inout Row) throws {
            number = try row.next("number")
            seats = try row.next("seats")
        }
    }

    /// Reads in another order than it says.
    struct Crossed: TableRow, Sendable {
        let number, seats: Int
        static let columns: RowColumns = ["number", "seats"]
        init(row: inout Row) throws {
            seats = try row.next("seats")
            number = try row.next("number")
        }
    }

    struct Nameless: TableRow, Sendable {
        let number: Int
        static let columns: RowColumns = ["number"]
        init(row: inout Row) throws { number = try row.next() }
    }

    /// One that says no columns, and reads by name all the same.
    struct Loose: RowDecodable, Sendable {
        let number: Int
        init(row: inout Row) throws { number = try row.next("number") }
    }

    private let tables = FeatureMigrations(
        feature: "tables",
        files: ["0001_t.sql": "CREATE TABLE t (number BIGINT, seats BIGINT); INSERT INTO t VALUES (1, 4), (2, 6)"])

    @Test(arguments: TestEngine.all) func theListIsWrittenFromTheDeclaration(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [tables]) { database async throws in
            for _ in 0..<2 {
                let all = try await database.all("SELECT \(Table.columns) FROM t ORDER BY number", as: Table.self)
                #expect(all.map(\.seats) == [4, 6])
                let first = try await database.write {
                    try $0.first("SELECT \(Table.columns.of("t")) FROM t WHERE number = 2", as: Table.self)
                }
                #expect(first?.number == 2)
                #expect(first?.seats == 6)
            }
        }
    }

    @Test(arguments: TestEngine.all) func anotherOrderIsRefusedAlsoWithoutRows(_ engine: TestEngine) async throws {
        let swapped: SQL = "SELECT seats, number FROM t WHERE number = 99"
        try await withDatabase(engine, [tables]) { database async throws in
            let words = "columns swapped: Table has number, seats and the statement gives seats, number"
            for _ in 0..<2 {
                await #expect(throws: DatabaseError.decoding(words)) { try await database.all(swapped, as: Table.self) }
                await #expect(throws: DatabaseError.decoding(words)) {
                    try await database.read { try $0.first(swapped, as: Table.self) }
                }
            }
            // The statement itself is right for others, and the transaction goes on.
            let seats = try await database.write { tx in
                _ = try? tx.first(swapped, as: Table.self)
                return try tx.all("SELECT seats FROM t ORDER BY number", as: Int.self)
            }
            #expect(seats == [4, 6])
        }
    }

    @Test(arguments: TestEngine.all) func aTypeThatReadsOtherwiseThanItSaysIsRefused(_ engine: TestEngine) async throws
    {
        try await withDatabase(engine, [tables]) { database async throws in
            for _ in 0..<2 {
                await #expect(
                    throws: DatabaseError.decoding("columns swapped: seats is read where the statement gives number")
                ) { try await database.all("SELECT \(Crossed.columns) FROM t", as: Crossed.self) }
                await #expect(throws: DatabaseError.decoding("column number is read without its name")) {
                    try await database.first("SELECT \(Nameless.columns) FROM t", as: Nameless.self)
                }
                await #expect(
                    throws: DatabaseError.decoding("columns swapped: number is read where the statement gives seats")
                ) { try await database.first("SELECT seats, number FROM t", as: Loose.self) }
            }
            #expect(try await database.first("SELECT number FROM t WHERE seats = 6", as: Loose.self)?.number == 2)
        }
    }

    @Test(arguments: TestEngine.all) func oneStatementServesSeveralTypes(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [tables]) { database async throws in
            let sql: SQL = "SELECT \(Table.columns) FROM t ORDER BY number"
            for _ in 0..<2 {
                #expect(try await database.first(sql, as: Table.self)?.seats == 4)
                await #expect(throws: DatabaseError.self) { try await database.first(sql, as: Crossed.self) }
                #expect(try await database.first(sql, as: Int.self) == 1)
            }
        }
    }

    @Test func valuesGetNamesAndListsAreJoined() throws {
        let total: RowColumns = [.value("SUM(seats)", as: "total")]
        let columns: RowColumns = Table.columns + total
        #expect(columns.names == ["number", "seats", "total"])
        #expect(
            try Statement("SELECT \(columns.of("x")) FROM t AS x", for: .sqlite).text
                == "SELECT x.number AS number, x.seats AS seats, SUM(seats) AS total FROM t AS x")
    }

    @Test func twoColumnsOfOneNameAreRefused() async throws {
        struct Twice: TableRow, Sendable {
            static let columns: RowColumns = ["number", "number"]
            init(row: inout Row) throws {}
        }
        try await withDatabase(.sqlite, [tables], comparing: false) { database async throws -> Void in
            await #expect(throws: DatabaseError.decoding("Twice has two columns of one name: number, number")) {
                try await database.first("SELECT \(Twice.columns) FROM t", as: Twice.self)
            }
        }
    }
}
