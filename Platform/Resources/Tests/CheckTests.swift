import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Resources

@Suite("What is refused at the start") struct CheckTests {
    static let all: Set<Permission> = [.fillShelves, .seeShelves, .emptyShelves]

    static func faults(
        _ engine: TestEngine, _ resource: Resource<Shelf> = Shelf.resource, without sentence: String? = nil,
        permissions: Set<Permission> = all
    ) async throws -> [String] {
        try await withDatabase(engine, [Shelf.tables]) { database in
            let catalogue = try ResourceWorld.catalogue(Shelf.sentences.filter { $0.key != sentence })
            let check = ResourceCheck(resource: resource, catalogue: catalogue, permissions: permissions)
            return try await database.read { try check.faults($0) }
        }
    }

    static func resource(table: StaticString = "shelves", order: RowOrder = .oldestFirst, _ columns: Column<Shelf>...)
        -> Resource<Shelf>
    {
        Resource(
            "shelves", of: "depot", table: table, scope: .shop(column: "store_id"), permission: .fillShelves,
            order: order, columns: columns)
    }

    @Test("The sample is in order", arguments: TestEngine.all)
    func sound(_ engine: TestEngine) async throws { #expect(try await Self.faults(engine) == []) }

    @Test("A label without a sentence, a permission that nobody declares", arguments: TestEngine.all)
    func words(_ engine: TestEngine) async throws {
        #expect(
            try await Self.faults(engine, without: "depot.shelves.keeping.cold") == [
                "The resource depot.shelves: no sentence depot.shelves.keeping.cold in en.",
                "The resource depot.shelves: no sentence depot.shelves.keeping.cold in it.",
            ])
        #expect(
            try await Self.faults(engine, permissions: [.fillShelves, .seeShelves]) == [
                "The resource depot.shelves: no feature declares the permission depot.empty."
            ])
    }

    @Test("A table that is not as described", arguments: TestEngine.all)
    func tables(_ engine: TestEngine) async throws {
        let missing = try await Self.faults(
            engine, Self.resource(table: "cupboards", Column("code", \.code, .text(limit: 8))))
        #expect(missing == ["The resource depot.shelves: there is no table cupboards."])
        let wrong = try await Self.faults(
            engine,
            Self.resource(
                Column("kode", \.code, .text(limit: 8)), Column("seats", \.code, .text(limit: 8)),
                Column("since", \.paused, .optional(.moment, or: Instant(seconds: 0)))),
            without: nil)
        let found = wrong.filter { $0.contains("shelves.") && !$0.contains("sentence") || $0.contains("no column") }
        #expect(found.contains { $0.hasSuffix("the table shelves has no column kode.") })
        #expect(found.contains { $0.contains("shelves.seats is ") && $0.contains("TEXT") })
        #expect(found.contains { $0.contains("shelves.since may be null by its description") })
    }

    @Test("A rule that its column has no room for", arguments: TestEngine.all)
    func bounds(_ engine: TestEngine) async throws {
        let (most, over) = (Int(Int32.max), Int(Int32.max) + 1)
        let faults = try await Self.faults(
            engine,
            Self.resource(
                Column("seats", \.seats, .integer(1...over)),
                Column("share", \.share, .decimal(digits: 2, -over - 1...0)),
                Column("days", \.price, .money(0...5_000_000_000)), Column("since", \.opened, .moment).asked,
                Column("paused", \.paused, .optional(.moment, or: Instant(seconds: 0))),
                Column("opens", \.seats, .integer(-most - 1...most)),
                Column("price", \.price, .money(0...5_000_000_000))))
        #expect(
            faults.filter { $0.contains("no room") }.map { String($0.dropFirst("The resource depot.shelves: ".count)) }
                == [
                    "shelves.seats is INTEGER, which has no room for 1 to 2147483648: make it BIGINT.",
                    "shelves.share is INTEGER, which has no room for -2147483649 to 0: make it BIGINT.",
                    "shelves.days is INTEGER, which has no room for 0 to 5000000000: make it BIGINT.",
                    "shelves.since is INTEGER, which has no room for \(Int64.min) to \(Int64.max): make it BIGINT.",
                ].map { engine == .postgres ? $0.replacing("INTEGER", with: "integer") : $0 })
    }

    @Test("A list is not sorted by what has no room in the address of a page", arguments: TestEngine.all)
    func long(_ engine: TestEngine) async throws {
        let faults = try await Self.faults(
            engine,
            Self.resource(
                Column("code", \.code, .text(limit: 300)).sorted, Column("note", \.note, .text(limit: 400)).sorted))
        #expect(
            faults.filter { $0.contains("too long") } == [
                "The resource depot.shelves: note cannot be sorted by: it is too long for the address of a page."
            ])
    }

    @Test("A list that can be sorted needs an index in that order", arguments: TestEngine.all)
    func indexes(_ engine: TestEngine) async throws {
        let faults = try await Self.faults(
            engine,
            Self.resource(
                Column("code", \.code, .text(limit: 8)).sorted, Column("seats", \.seats, .integer(1...90)).sorted,
                Column("mail", \.mail, .email).sorted))
        #expect(
            faults == [
                "The resource depot.shelves: shelves has no index over store_id, mail, id, which a list in that order needs."
            ])
    }

    @Test("Names twice, orders and defaults that cannot be", arguments: TestEngine.all)
    func names(_ engine: TestEngine) async throws {
        let faults = try await Self.faults(
            engine,
            Self.resource(
                order: .by("note"), Column("code", \.code, .text(limit: 8)), Column("code", \.note, .text(limit: 8)),
                Column("version", \.note, .text(limit: 8)), Column("seats", \.seats, .integer(5...9)),
                Column("days", \.days, .days).sorted, Column("secret", \.secret, .text(limit: 8)).hidden.listed))
        for expected in [
            "two columns are called code, or one has a name that every row uses.",
            "two columns are called version, or one has a name that every row uses.",
            "it is ordered by note, which is no column that it can be sorted by.",
            "days cannot be sorted by: it may be absent, or has no order.", "secret is hidden and shown in the list.",
            "the default of seats is against the column's own rule.",
        ] { #expect(faults.contains("The resource depot.shelves: \(expected)"), "\(expected)") }
    }
}
