import Database
import Foundation
import Kernel
import TestKit
import Testing

@Suite struct OutageTests {
    /// A database that is reached through a proxy, which can be cut.
    private func withProxy(
        _ engine: TestEngine, _ body: (Database, TestProxy) async throws -> Void
    ) async throws {
        try await withLocation(engine, connections: 3) { location in
            let proxy = try TestProxy.beforeServer()
            let database = try await openForTest(proxy.location(of: location), comparing: false)
            try await Migrator([fixtures]).migrate(database)
            try await body(database, proxy)
            await database.close()
            proxy.cut()
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whileTheServerIsAwayEverybodyIsToldAtOnce(
        _ engine: TestEngine
    ) async throws {
        try await withProxy(engine) { database, proxy in
            _ = try await database.addShop("Da Ada")
            proxy.cut()
            for _ in 0..<200 {
                await #expect(throws: DatabaseError.self) { try await database.count("shops") }
            }
            do {
                _ = try await database.addShop("Da Bea")
                Issue.record("it was acknowledged")
            } catch DatabaseError.unavailable(let reason) {
                #expect(reason.contains("PostgreSQL"))
            }
            try proxy.restore()
            var shops = -1
            let bound = ContinuousClock.now + .seconds(120)
            while shops < 0, ContinuousClock.now < bound {
                shops = (try? await database.count("shops")) ?? -1
            }
            #expect(shops == 1)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aCutInTheMiddleIsRepeatedOnAFreshConnection(
        _ engine: TestEngine
    ) async throws {
        try await withProxy(engine) { database, proxy in
            let attempts = Counter()
            try await database.write { transaction in
                try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                if attempts.increment() == 1 {
                    proxy.cut()
                    try proxy.restore()
                }
                try transaction.execute("INSERT INTO everything (whole) VALUES (2)")
            }
            #expect(attempts.value == 2)
            let rows = try await database.all("SELECT whole FROM everything ORDER BY whole", as: Int.self)
            #expect(rows == [1, 2])
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func aCutBeforeTheCommitIsAnsweredIsUnknown(
        _ engine: TestEngine
    ) async throws {
        try await withProxy(engine) { database, proxy in
            let attempts = Counter()
            do {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO everything (whole) VALUES (1)")
                    attempts.increment()
                    proxy.cut()
                }
                Issue.record("it was acknowledged")
            } catch DatabaseError.outcomeUnknown {}
            #expect(attempts.value == 1)
        }
    }
}
