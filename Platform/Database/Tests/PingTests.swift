import Database
import Foundation
import TestKit
import Testing

@Suite struct PingTests {
    private func reason(_ database: Database) async -> String {
        do {
            try await database.ping()
            return "well"
        } catch DatabaseError.unavailable(let reason) {
            return reason
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: TestEngine.all) func itAnswersUntilItIsClosed(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database async throws in
            #expect(await reason(database) == "well")
            await database.close()
            #expect(await reason(database) == "the database is closed")
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aServerThatStoppedIsNoticed(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location async throws in
            let proxy = try TestProxy.beforeServer()
            let database = try await openForTest(proxy.location(of: location), comparing: false)
            #expect(await reason(database) == "well")
            proxy.cut()
            #expect(await reason(database).contains("PostgreSQL cannot be reached"))
            try proxy.restore()
            let bound = ContinuousClock.now + .seconds(120)
            var answer = ""
            while answer != "well", ContinuousClock.now < bound { answer = await reason(database) }
            #expect(answer == "well")
            await database.close()
            proxy.cut()
        }
    }

    @Test func aFileThatIsGoneOrReplacedIsNoticed() async throws {
        try await withLocation(.sqlite) { location async throws in
            guard case .sqlite(let path) = location else { return }
            let (database, other) = (try await openForTest(location), try await openForTest(.sqlite(path: path + "2")))
            await other.close()
            try FileManager.default.moveItem(atPath: path, toPath: path + "-away")
            #expect(await reason(database).contains("unable to open database file"))
            try FileManager.default.moveItem(atPath: path + "2", toPath: path)
            #expect(await reason(database) == "SQLite: \(path) is gone, or another file is in its place")
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: path + "-away", toPath: path)
            #expect(await reason(database) == "well")
            await database.close()
        }
    }

    @Test func aDiskWithoutRoomIsNoticed() async throws {
        let limits = DatabaseLimits(freeSpace: .max)
        try await withDatabase(.sqlite, limits: limits, comparing: false) { database async throws in
            #expect(await reason(database).contains("bytes are free on the disk of"))
            // It is told in time: what fits is still written.
            try await database.write { _ = try $0.receive(source: "bank", key: "1") }
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everything"))
    func aFileThatMayNotBeWrittenIsNoticed() async throws {
        try await withLocation(.sqlite) { location async throws in
            guard case .sqlite(let path) = location else { return }
            let database = try await openForTest(location)
            chmod(path, 0o400)
            #expect(await reason(database) == "SQLite: \(path) cannot be written any more")
            await database.close()
        }
    }

    @Test func theFilesAreForTheirOwnerAlone() async throws {
        func rights(_ path: String) -> UInt32? {
            var status = stat()
            return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
        }
        try await withLocation(.sqlite) { location async throws in
            guard case .sqlite(let path) = location else { return }
            let database = try await openForTest(location)
            try await Migrator([]).migrate(database)
            for ending in ["", "-wal", "-shm"] { #expect(rights(path + ending) == 0o600, "\(ending)") }
            await database.close()
            // Somebody gave it to their group on purpose.
            chmod(path, 0o660)
            let again = try await openForTest(location)
            try await again.write { _ = try $0.receive(source: "bank", key: "1") }
            for ending in ["", "-wal", "-shm"] { #expect(rights(path + ending) == 0o660, "\(ending)") }
            await again.close()
        }
    }
}
