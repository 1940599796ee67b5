import Database
import Kernel
import TestKit
import Testing

@Suite struct ValueTests {
    enum Size: String, SQLConvertible { case small, large }
    enum Level: Int, SQLConvertible { case low = 1, high = 2 }

    /// Writes a value into a column and reads it back.
    private func roundTrip<T: SQLConvertible & Equatable>(_ database: Database, _ column: SQL, _ value: T) async throws
        -> T?
    {
        try await database.write { transaction in
            let id: Int64? = try transaction.first(
                "INSERT INTO everything (\(column)) VALUES (\(value)) RETURNING id")
            return try transaction.first("SELECT \(column) FROM everything WHERE id = \(id)")
        }
    }

    @Test(arguments: TestEngine.all) func numbersComeBack(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            for value in [Int64.min, -1, 0, 1, 1 << 32, .max] {
                #expect(try await roundTrip(database, "whole", value) == value)
            }
            for value in [Int(Int32.min), -1, 0, Int(Int32.max)] {
                #expect(try await roundTrip(database, "small", value) == value)
            }
            for value in [0.0, -0.1, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, 3] {
                #expect(try await roundTrip(database, "real", value) == value)
            }
            #expect(try await roundTrip(database, "whole", Int?.none) == .some(nil))
        }
    }

    @Test(arguments: TestEngine.all) func textComesBack(_ engine: TestEngine) async throws {
        let texts = [
            "", " ", "pizza", "Caffè ☕️ 🍕👩🏽‍🍳", "e\u{301}", "it's; \"quoted\" \\ $1 %", "\r\n\t",
            String(repeating: "è", count: 70_000),
        ]
        try await withDatabase(engine, [fixtures]) { database async throws in
            for text in texts {
                let back = try await roundTrip(database, "words", text)
                #expect(back.map { Array($0.utf8) } == Array(text.utf8))
            }
            await #expect(throws: DatabaseError.invalidValue("text with NUL")) {
                try await roundTrip(database, "words", "a\0b")
            }
        }
    }

    @Test(arguments: TestEngine.all) func bytesIdsFlagsAndTimesComeBack(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            for bytes: [UInt8] in [
                [], [0], Array(0...255), Array(repeating: 7, count: 16), Array(repeating: 9, count: 100_000),
            ] {
                #expect(try await roundTrip(database, "bytes", bytes) == bytes)
            }
            for id in [Shop.ID(high: 0, low: 0), Shop.ID(high: .max, low: .max), Shop.ID(high: 1, low: 2)] {
                #expect(try await roundTrip(database, "key", id) == id)
            }
            for flag in [true, false] { #expect(try await roundTrip(database, "flag", flag) == flag) }
            let moment = Instant(microseconds: 1_795_000_000_123_456)
            #expect(try await roundTrip(database, "whole", moment) == moment)
            let day = try #require(CivilDate("2026-11-23"))
            #expect(try await roundTrip(database, "small", day) == day)
            let time = try #require(WallTime("25:30"))
            #expect(try await roundTrip(database, "small", time) == time)
            #expect(try await roundTrip(database, "words", Size.large) == .large)
            #expect(try await roundTrip(database, "small", Level.high) == .high)
        }
    }

    @Test(arguments: TestEngine.all) func aColumnThatDoesNotFitIsNamed(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            await #expect(throws: DatabaseError.decoding("column words: expected Int, found TEXT")) {
                try await database.first("SELECT 'x' AS words", as: Int.self)
            }
            await #expect(throws: DatabaseError.decoding("column words: medium is not a Size")) {
                try await database.first("SELECT 'medium' AS words", as: Size.self)
            }
            await #expect(throws: DatabaseError.decoding("column missing: expected Int, found NULL")) {
                try await database.first("SELECT \(Int?.none) AS missing", as: Int.self)
            }
            await #expect(throws: DatabaseError.decoding("the row has only 1 columns")) {
                try await database.first("SELECT 'x'", as: Pair.self)
            }
        }
    }

    struct Pair: RowDecodable, Sendable {
        init(row: inout Row) throws {
            _ = try row.next(String.self)
            _ = try row.next(String.self)
        }
    }

    @Test(arguments: TestEngine.all) func sumsAndAveragesAreNumbers(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            try await database.write { transaction in
                for value in [1, 2, 4] { try transaction.execute("INSERT INTO everything (whole) VALUES (\(value))") }
            }
            #expect(try await database.first("SELECT SUM(whole) FROM everything", as: Int.self) == 7)
            #expect(
                try await database.first("SELECT AVG(whole) FROM everything WHERE whole <> 4", as: Double.self) == 1.5)
            #expect(try await database.first("SELECT AVG(whole) FROM everything WHERE whole = 4", as: Double.self) == 4)
            #expect(
                try await database.first("SELECT SUM(whole) FROM everything WHERE whole > 9", as: Int?.self)
                    == .some(nil))
        }
    }

    @Test(arguments: TestEngine.all) func likeMindsTheCase(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database async throws in
            for (text, pattern, matches) in [
                ("Diavola", "dia%", false), ("Diavola", "Dia%", true), ("a_b", "a\\_b", true),
            ] {
                let like: SQL = "SELECT \(text) LIKE \(pattern) ESCAPE '\\'"
                let read = try await database.first(like, as: Bool.self)
                let written = try await database.write { try $0.first(like, as: Bool.self) }
                #expect(read == matches)
                #expect(written == matches)
            }
        }
    }

    @Test(arguments: TestEngine.all) func listsMatchTheirMembers(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [fixtures]) { database async throws in
            try await database.write { transaction in
                for value in 1...5 { try transaction.execute("INSERT INTO everything (whole) VALUES (\(value))") }
            }
            func numbers(_ condition: SQL) async throws -> [Int] {
                try await database.all("SELECT whole FROM everything WHERE \(condition) ORDER BY whole")
            }
            #expect(try await numbers("whole IN \(list: [2, 4, 9])") == [2, 4])
            #expect(try await numbers("whole IN \(list: [Int]())") == [])
            #expect(try await numbers("whole NOT IN \(list: [Int]())") == [1, 2, 3, 4, 5])
        }
    }
}
