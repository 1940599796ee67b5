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
        private var process: pid_t = 0
        private let output: FileHandle

        /// Starts it by `posix_spawn`: `Foundation.Process` has been seen to read memory that is not its own while many tests run beside it.
        init(_ location: Database.Location, first: Int, writers: Int) throws {
            let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            let program = folder.appendingPathComponent("DatabaseProbe").path
            let place =
                switch location {
                case .sqlite(let path): ["sqlite", path]
                case .postgres(let url, let schema, _): ["postgres", url, try #require(schema)]
                }
            var ends: [Int32] = [0, 0]
            // Neither end is passed on to what other tests start: it would keep the reader waiting.
            try #require(pipe(&ends) == 0)
            for end in ends { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
            output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
            var actions = posix_spawn_file_actions_t()
            try #require(posix_spawn_file_actions_init(&actions) == 0)
            defer { posix_spawn_file_actions_destroy(&actions) }
            try #require(posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO) == 0)
            let words = ([program, String(first), String(writers)] + place).map { strdup($0) }
            defer { for word in words { free(word) } }
            let status = posix_spawn(&process, program, &actions, nil, words + [nil], environ)
            close(ends[1])
            try #require(status == 0)
        }

        /// Reads lines until there are `count`, kills it in the middle of its work, and gives every line it wrote.
        func killed(after count: Int) throws -> [String] {
            var bytes = Data()
            while bytes.count(where: { $0 == 10 }) < count {
                let more = output.availableData
                if more.isEmpty { break }
                bytes += more
            }
            kill(process, SIGKILL)
            bytes += try output.readToEnd() ?? Data()
            waitpid(process, nil, 0)
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
