import Database
import Foundation
import TestKit
import Testing

private let groups = FeatureMigrations(
    feature: "groups",
    files: [
        "0001_groups.sql": """
        CREATE TABLE groups (writer BIGINT NOT NULL, number BIGINT NOT NULL, part BIGINT NOT NULL,
            PRIMARY KEY (writer, number, part));
        """
    ])

@Suite struct CrashTests {
    /// A process that writes groups of three rows until it is killed.
    private final class Probe {
        private let process = Process()
        private let output = Pipe()

        init(_ location: Database.Location, first: Int, writers: Int) throws {
            let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            process.executableURL = folder.appendingPathComponent("DatabaseProbe")
            let place =
                switch location {
                case .sqlite(let path): ["sqlite", path]
                case .postgres(let url, let schema, _): ["postgres", url, try #require(schema)]
                }
            process.arguments = [String(first), String(writers)] + place
            process.standardOutput = output
            try process.run()
        }

        /// Reads lines until there are `count`, kills it in the middle of its work, and gives every line it wrote.
        func killed(after count: Int) throws -> [String] {
            var bytes = Data()
            while bytes.count(where: { $0 == 10 }) < count {
                let more = output.fileHandleForReading.availableData
                if more.isEmpty { break }
                bytes += more
            }
            kill(process.processIdentifier, SIGKILL)
            bytes += try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    /// The groups that are there, by how many of their rows are.
    private func sizes(_ location: Database.Location) async throws -> [String: Int] {
        struct Group: RowDecodable, Sendable {
            let name: String
            let size: Int
            init(row: inout Row) throws {
                name = "\(try row.next(Int.self)) \(try row.next(Int.self))"
                size = try row.next()
            }
        }
        let database = try await openForTest(location)
        let all: [Group] = try await database.all("SELECT writer, number, COUNT(*) FROM groups GROUP BY writer, number")
        await database.close()
        return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.size) })
    }

    @Test(arguments: TestEngine.all) func whatWasAcknowledgedSurvivesAndNothingIsHalf(_ engine: TestEngine) async throws
    {
        try await withLocation(engine) { location in
            let database = try await openForTest(location)
            try await Migrator([groups]).migrate(database)
            await database.close()
            var acknowledged: [String] = []
            for round in 0..<5 {
                let lines = try Probe(location, first: round * 100, writers: 16).killed(after: 50 + round * 37)
                #expect(lines.count >= 50 + round * 37)
                acknowledged += lines
                let sizes = try await sizes(location)
                #expect(acknowledged.filter { sizes[$0] != 3 } == [])
                #expect(sizes.filter { $0.value != 3 } == [:])
            }
        }
    }

    @Test(arguments: TestEngine.all) func twoProcessesWriteAtOnceAndNobodyIsTurnedAway(_ engine: TestEngine)
        async throws
    {
        try await withLocation(engine) { location in
            let database = try await openForTest(location)
            try await Migrator([groups]).migrate(database)
            let probe = try Probe(location, first: 0, writers: 8)
            for number in 0..<40 {
                try await database.write {
                    try $0.execute("INSERT INTO groups (writer, number, part) VALUES (1000, \(number), 0)")
                }
            }
            let lines = try probe.killed(after: 100)
            #expect(lines.count >= 100)
            #expect(lines.filter { $0.hasPrefix("failed") } == [])
            let own = try await database.first("SELECT COUNT(*) FROM groups WHERE writer = 1000", as: Int.self)
            #expect(own == 40)
            await database.close()
        }
    }
}
