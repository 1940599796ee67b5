import Database
import HTTPTypes
import Kernel
import TestKit
import Testing
import Web

@testable import Resources

@Suite("The list of a resource") struct ListTests {
    static func codes(_ answer: ResourceWorld.Answer) -> [String] {
        answer.json["items"].numbered.map { $0["code"].typed }
    }

    static func five() -> [Shelf] {
        zip(["A", "B", "C", "D", "E"], [3, 1, 3, 2, 3]).enumerated().map { index, row in
            let (code, seats) = row
            var shelf = Shelf.sample(code, seats: seats)
            shelf.id = Identifier(high: 5, low: UInt64(index))
            shelf.keeping = code == "D" ? .dry : .cold
            return shelf
        }
    }

    @Test("Pages forward and back meet every row once", arguments: TestEngine.all)
    func pages(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            try await world.add(Self.five())
            try await world.add([.sample("Z")], to: Shelf.south)
            for (sort, expected) in [
                ("code", ["A", "B", "C", "D", "E"]), ("-code", ["E", "D", "C", "B", "A"]),
                ("seats", ["B", "D", "A", "C", "E"]), ("-seats", ["E", "C", "A", "D", "B"]),
            ] {
                var seen: [String] = []
                var path = "/api/v1/shelves?limit=2&sort=\(sort)"
                var last = ResourceWorld.Answer(status: 0, headers: [:], text: "")
                for _ in 0..<3 {
                    last = try await world.send(.get, path)
                    seen += Self.codes(last)
                    path = "/api/v1/shelves?limit=2&sort=\(sort)&cursor=\(last.json["next"].typed)"
                }
                #expect(seen == expected)
                #expect(last.json["next"] == .absent)
                let back = try await world.send(
                    .get, "/api/v1/shelves?limit=2&sort=\(sort)&before=\(last.json["previous"].typed)")
                #expect(Self.codes(back) == Array(expected[2...3]))
                let first = try await world.send(
                    .get, "/api/v1/shelves?limit=2&sort=\(sort)&before=\(back.json["previous"].typed)")
                #expect(Self.codes(first) == Array(expected[0...1]))
                #expect(first.json["previous"] == .absent)
                #expect(first.json["next"] != .absent)
            }
            #expect(Self.codes(try await world.send(.get, "/s/south/api/v1/shelves")) == ["Z"])
        }
    }

    @Test("Search and filters, each alone and together", arguments: TestEngine.all)
    func filters(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            try await world.add(Self.five())
            for (query, expected) in [
                ("q=mensola+b", ["B"]), ("q=shelf", ["A", "B", "C", "D", "E"]), ("q=it", []), ("q=%25", []),
                ("q=d", ["D"]), ("keeping=dry", ["D"]), ("keeping=", ["A", "B", "C", "D", "E"]),
                ("is_open=false", []), ("least=2&most=2", ["D"]), ("least=3", ["A", "C", "E"]),
                ("least=2&keeping=cold&q=e", ["A", "C", "E"]),
            ] {
                let answer = try await world.send(.get, "/api/v1/shelves?\(query)")
                #expect(Self.codes(answer) == expected, "\(query)")
            }
            for query in ["keeping=wet", "sort=price", "limit=0", "least=x"] {
                #expect(try await world.send(.get, "/api/v1/shelves?\(query)").status == 422, "\(query)")
            }
            for query in ["cursor=x", "before=1"] {
                #expect(try await world.send(.get, "/api/v1/shelves?\(query)").status == 404, "\(query)")
            }
        }
    }

    @Test("Pages go on after a name as long as it may be", arguments: TestEngine.all)
    func long(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            for scalar in ["Щ", "好", "🍕"] {
                for _ in 0..<2 {
                    let name = String(repeating: scalar, count: 120)
                    #expect(try await world.send(.post, "/api/v1/labels", "{\"name\":\"\(name)\"}").status == 201)
                }
            }
            var (path, seen) = ("/api/v1/labels?limit=1&sort=-name", [String]())
            for _ in 0..<6 {
                let page = try await world.send(.get, path)
                #expect(page.status == 200)
                seen += page.json["items"].numbered.map { $0["id"].typed }
                path = "/api/v1/labels?limit=1&sort=-name&cursor=\(page.json["next"].typed)"
            }
            #expect(Set(seen).count == 6)
        }
    }

    @Test("A cursor is of one order only", arguments: TestEngine.all)
    func cursors(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            try await world.add(Self.five())
            let next = try await world.send(.get, "/api/v1/shelves?limit=2").json["next"].typed
            #expect(try await world.send(.get, "/api/v1/shelves?sort=seats&cursor=\(next)").status == 404)
            let cursor = RowCursor(column: "code", value: .text("Pizza è ✓"), id: .none)
            #expect(RowCursor(cursor.text, of: "code", .text) == cursor)
            #expect(RowCursor(cursor.text, of: "note", .text) == nil)
            #expect(RowCursor(cursor.text + "0", of: "code", .text) == nil)
            #expect(RowCursor("\(Identifier<Scope>.none).code.00", of: "code", .text) == nil)
        }
    }

    @Test("Every order is read from an index, at any place", arguments: TestEngine.all)
    func indexed(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine, comparing: false) { world in
            try await world.add(Self.five())
            let statements = RowStatements(Shelf.resource)
            for order in ["code", "-code", "seats", "-seats"] {
                for value in [nil, SQLValue.integer(2)] {
                    let cursor = value.map { value in
                        RowCursor(column: order, value: order.hasSuffix("code") ? .text("B") : value, id: .none)
                    }
                    let query = RowQuery(order: RowOrder(rawValue: order), limit: 50, cursor: cursor)
                    let page = try statements.page(query, Shelf.north)
                    let index = "shelves_by_\(order.drop { $0 == "-" })"
                    let plan = try await world.plan(of: page)
                    #expect(plan.contains(index), "\(order): \(plan)")
                    #expect(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "\(order): \(plan)")
                }
            }
        }
    }
}

extension ResourceWorld {
    private struct Step: RowDecodable, Sendable {
        let text: String
        init(row: inout Row) throws { text = try row.next() }
    }

    /// How the database would run a statement, if the table were large.
    func plan(of sql: SQL) async throws -> String {
        try await database.write { tx in
            if tx.dialect == .postgres { try tx.execute("SET LOCAL enable_seqscan = off") }
            if tx.dialect == .postgres { try tx.execute("SET LOCAL enable_bitmapscan = off") }
            let steps: [String] =
                switch tx.dialect {
                case .postgres: try tx.all("EXPLAIN \(sql)", as: Step.self).map(\.text)
                case .sqlite:
                    try tx.all("EXPLAIN QUERY PLAN \(sql)") { row in
                        let (_, _, _): (Int, Int, Int) = (try row.next(), try row.next(), try row.next())
                        return try row.next()
                    }
                }
            return steps.joined(separator: "\n")
        }
    }
}
