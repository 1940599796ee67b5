import Database
import Foundation
import Kernel
import Logging
import Secrets
import TestKit
import Testing
import Web

@testable import Composition

/// The databases of earlier versions that `bin/make-schema-fixture` wrote down.
private enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// The versions that are listed.
    static let versions: [String] = {
        let list = try? String(contentsOf: folder.appending(path: "versions.txt"), encoding: .utf8)
        return (list ?? "no list").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }()

    static func file(_ version: String, _ engine: TestEngine) -> URL {
        folder.appending(path: "\(version).\(engine.rawValue).sql")
    }
}

@Suite("A shop of an earlier version")
struct EarlierVersionTests {
    @Test("Every listed version has its files, and every file is listed")
    func list() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Fixtures.folder.path)
        let expected = Fixtures.versions.flatMap { version in
            TestEngine.allCases.map { Fixtures.file(version, $0).lastPathComponent }
        }
        #expect(files.filter { $0.hasSuffix(".sql") }.sorted() == expected.sorted())
        #expect(files.contains("versions.txt"))
    }

    @Test(
        "It is brought up to date, nothing is lost, and all that must be true is", arguments: Fixtures.versions,
        TestEngine.all)
    func isBroughtUpToDate(_ version: String, _ engine: TestEngine) async throws {
        let text = try String(contentsOf: Fixtures.file(version, engine), encoding: .utf8)
        try await withLocation(engine) { location in
            let database = try await openForTest(location, comparing: false)
            try await loadFixture(text, into: database)
            let before = try await database.first("SELECT COUNT(*) FROM orders", as: Int.self)
            let pizzeria = try await Pizzeria.open(
                database, web: WebSettings(), clock: .system, entropy: .system,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                hasher: PasswordHasher(memory: 1 << 20), simulation: nil)
            let pending = try await Migrator(Pizzeria.migrations).status(database).filter { $0.appliedAt == nil }
            #expect(pending == [])
            let report = try await Verification(invariants: Pizzeria.invariants).run(on: database)
            #expect(report.results.filter { !$0.violations.isEmpty }.map(\.name) == [])
            #expect(try #require(before) == 3)
            #expect(try await database.first("SELECT COUNT(*) FROM orders", as: Int.self) == 3)
            #expect(try await Visitor(front: pizzeria.front).page("/menu").body.contains("Margherita"))
            await database.close()
        }
    }
}
