import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Resources

@Suite("Rows of a resource") struct RowTests {
    @Test("Every type of column comes back as it went in", arguments: TestEngine.all)
    func keeps(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let shelf = try #require(try await world.add([.sample("A1")]).first)
            #expect(shelf.version == 1)
            let rows = ResourceRows<Shelf>()
            let found = try await world.database.read { try rows.find(shelf.id, in: Shelf.north, $0) }
            #expect(found == shelf)
            let elsewhere = try await world.database.read { try rows.find(shelf.id, in: Shelf.south, $0) }
            #expect(elsewhere == nil)
        }
    }

    @Test("Of two who edit at once the second hears of it, and nothing is lost", arguments: TestEngine.all)
    func stale(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let rows = ResourceRows<Shelf>()
            var first = try #require(try await world.add([.sample("A1")]).first)
            var second = first
            first.seats = 7
            second.note = "in basso"
            let (one, two) = (first, second)
            let saved = try await world.database.write {
                try rows.update(one, seen: .version(1), in: Shelf.north, by: ResourceWorld.keeper, $0)
            }
            #expect(saved.version == 2)
            await #expect(throws: StaleEdit<Shelf>.self) {
                try await world.database.write {
                    try rows.update(two, seen: .version(1), in: Shelf.north, by: ResourceWorld.keeper, $0)
                }
            }
            let now = try await world.database.read { try rows.find(one.id, in: Shelf.north, $0) }
            #expect(now?.seats == 7)
            #expect(now?.note == "in alto")
            await #expect(throws: AppError.notFound()) {
                try await world.database.write {
                    try rows.update(one, seen: .any, in: Shelf.south, by: ResourceWorld.keeper, $0)
                }
            }
        }
    }

    @Test("A row that is brought back by several at once is back once", arguments: TestEngine.all)
    func backOnce(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let rows = ResourceRows<Shelf>()
            for code in ["A", "B", "C", "D"] {
                let shelf = try #require(try await world.add([.sample(code)]).first)
                let entry = try await world.database.write {
                    try rows.delete(shelf.id, seen: .any, in: Shelf.north, by: ResourceWorld.keeper, $0).entry
                }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<4 {
                        group.addTask {
                            let back = try await world.database.write {
                                try rows.restore(
                                    shelf.id, to: entry, in: Shelf.north, by: ResourceWorld.keeper, $0)
                            }
                            #expect(back.code == code)
                            #expect(back.version == 2)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let count: Int? = try await world.database.first(
                "SELECT COUNT(*) FROM resource_history WHERE kind = 'restore'")
            #expect(count == 4)
        }
    }

    @Test("The history is in the order of versions, whatever the clocks said", arguments: TestEngine.all)
    func ordered(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let rows = ResourceRows<Shelf>()
            let shelf = try #require(try await world.add([.sample("A1")]).first)
            for seats in [5, 6] {
                try await world.database.write { tx in
                    var changed = shelf
                    changed.seats = seats
                    try rows.update(changed, seen: .any, in: Shelf.north, by: ResourceWorld.keeper, tx)
                }
            }
            try await world.database.write { tx in
                let late = Identifier<HistoryEntry>(high: 9 << 60, low: 1)
                try tx.execute("UPDATE resource_history SET id = \(late) WHERE version = 1")
            }
            let history = History(of: shelf.id, Shelf.resource, in: Shelf.north)
            let all = try await world.database.read { try history.entries(limit: 9, $0) }
            #expect(all.map(\.version) == [3, 2, 1])
            let older = try await world.database.read { try history.entries(before: all[1].id, limit: 9, $0) }
            #expect(older.map(\.version) == [1])
        }
    }

    @Test("Saving what is there already changes nothing", arguments: TestEngine.all)
    func unchanged(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let rows = ResourceRows<Shelf>()
            let shelf = try #require(try await world.add([.sample("A1")]).first)
            let again = try await world.database.write {
                try rows.update(shelf, seen: .version(1), in: Shelf.north, by: ResourceWorld.keeper, $0)
            }
            #expect(again.version == 1)
            let log: [String] = try await world.database.all("SELECT kind FROM shelf_log ORDER BY id")
            #expect(log == ["insert"])
        }
    }

    @Test("A hidden column that is left empty stays, and never enters the history", arguments: TestEngine.all)
    func hidden(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let rows = ResourceRows<Shelf>()
            var shelf = try #require(try await world.add([.sample("A1")]).first)
            shelf.secret = ""
            shelf.boxes.removeLast()
            let sent = shelf
            let saved = try await world.database.write {
                try rows.update(sent, seen: .any, in: Shelf.north, by: ResourceWorld.keeper, $0)
            }
            #expect(saved.secret == "s3cret")
            #expect(saved.boxes == [Shelf.Box(label: "a", count: 1)])
            let texts: [String] = try await world.database.all(
                "SELECT COALESCE(before, '') || COALESCE(after, '') FROM resource_history ORDER BY id")
            #expect(texts.count == 2)
            #expect(texts.allSatisfy { !$0.contains("s3cret") && !$0.contains("secret") })
            #expect(texts[0].contains("\"boxes\":[{\"label\":\"a\",\"count\":1},{\"label\":\"b\",\"count\":2}]"))
        }
    }

    @Test("A row that was removed comes back as it was, with its parts and a later version", arguments: TestEngine.all)
    func comesBack(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let rows = ResourceRows<Shelf>()
            let shelf = try #require(try await world.add([.sample("A1")]).first)
            let removed = try await world.database.write {
                try rows.delete(shelf.id, seen: .version(1), in: Shelf.north, by: ResourceWorld.keeper, $0)
            }
            let gone = try await world.database.read { try rows.find(shelf.id, in: Shelf.north, $0) }
            #expect(gone == nil)
            await #expect(throws: AppError.notFound()) {
                try await world.database.write {
                    try rows.restore(shelf.id, to: removed.entry, in: Shelf.south, by: ResourceWorld.keeper, $0)
                }
            }
            let back = try await world.database.write {
                try rows.restore(shelf.id, to: removed.entry, in: Shelf.north, by: ResourceWorld.keeper, $0)
            }
            var expected = shelf
            expected.version = 2
            expected.secret = ""
            #expect(back == expected)
            let kinds: [String] = try await world.database.all("SELECT kind FROM resource_history ORDER BY id")
            #expect(kinds == ["insert", "delete", "restore"])
        }
    }

    @Test("Rules of a row, and of all rows of a shop", arguments: TestEngine.all)
    func rules(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            var shelf = Shelf.sample("A1", seats: 60)
            shelf.opens = .midnight
            let closed = shelf
            await #expect(throws: AppError.invalid([.init("opens", "missing")])) { try await world.add([closed]) }
            try await world.add([.sample("A1", seats: 60)])
            await #expect(throws: AppError.contradicting([.init("seats", "no-room")])) {
                try await world.add([.sample("A2", seats: 41)])
            }
            try await world.add([.sample("A2", seats: 40)])
            try await world.add([.sample("A1", seats: 60)], to: Shelf.south)
            let count: Int? = try await world.database.first("SELECT COUNT(*) FROM shelves")
            #expect(count == 3)
        }
    }

    @Test("Of two that fill the last places at once, one is refused", arguments: TestEngine.all)
    func race(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let refused = try await withThrowingTaskGroup(of: Int.self) { group in
                for code in ["A1", "A2", "A3"] {
                    group.addTask {
                        do {
                            try await world.add([.sample(code, seats: 50)])
                            return 0
                        } catch let error as AppError where error == .contradicting([.init("seats", "no-room")]) {
                            return 1
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(refused == 1)
            let seats: Int? = try await world.database.first("SELECT CAST(SUM(seats) AS BIGINT) FROM shelves")
            #expect(seats == 100)
        }
    }
}
