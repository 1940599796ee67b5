import Foundation
import Testing
import HTML
import HTTPTypes
import Kernel
import Logging
import Synchronization

@testable import Web

/// A small site over the real front: a clock that stands still, sentences and files of its own, one member of staff.
struct World {
    let clock = ManualClock(Instant(seconds: 1_790_000_000))
    let front: Front
    /// What lives as long as it does.
    private let folder: TemporaryFolder?
    static let work = Permission("kitchen.work", for: [])
    static let seeMoney = Permission("money.see", for: [])
    static let cook = Principal(
        kind: .staff, id: "1", name: "Ugo", grants: Grants(everywhere: [work]), formKey: [1, 2, 3])

    /// Who the tokens of sessions belong to.
    static let people: [String: Principal] = [
        "good": cook,
        "other": Principal(kind: .staff, id: "2", name: "Bea", grants: .none, formKey: [4]),
        "customer": Principal(kind: .customer, id: "3", name: "Ada", grants: .none, formKey: [5]),
        "program": Principal(kind: .program, id: "4", name: "till", grants: .none),
        "system": .system,
    ]

    init(
        _ routes: [Route], settings: WebSettings = WebSettings(), slots: PageSlots = .empty,
        scopes: ScopeDirectory = .empty, shared: SharedParts? = nil, metrics: Metrics = Metrics(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        folder temporary: TemporaryFolder? = nil
    ) throws {
        self.folder = temporary
        let folder = FileManager.default.temporaryDirectory.appending(path: "web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "css"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #"{"error.web.not-found": "Non c'è.", "n": {"one": "{count} pizza", "other": "{count} pizze"}}"#
            .write(to: folder.appending(path: "it.json"), atomically: true, encoding: .utf8)
        try #"{"error.web.not-found": "Not here.", "n": {"one": "{count} pizza", "other": "{count} pizzas"}}"#
            .write(to: folder.appending(path: "en.json"), atomically: true, encoding: .utf8)
        try String(repeating: "a{color:red}", count: 200)
            .write(to: folder.appending(path: "css/a.css"), atomically: true, encoding: .utf8)
        front = try Front(
            settings: settings, routes: routes, catalogue: try Catalogue(folders: [folder]),
            assets: try Assets(folders: [.init(folder)]),
            shell: Shell(
                signInPath: "/session/new",
                document: { page, call in
                    "<html lang=\"\(call.language.rawValue)\"><title>\(page.title)</title>\(page.content)</html>"
                },
                problem: { problem, _ in Page("\(problem.status)", "<p>\(problem.sentence)</p>") }),
            authenticator: Authenticator { Self.people[$0] }, slots: slots,
            scopes: { scopes }, personalCookies: ["cart", "session"], shared: shared,
            clock: clock.clock, entropy: .seeded(7), logger: logger, metrics: metrics, translate: { _ in nil })
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ fields: [String: String] = [:], body: String = "",
        peer: String = "127.0.0.1"
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "shop.test", path: path)
        for (name, value) in fields { head.headerFields[try #require(HTTPField.Name(name))] = value }
        let answer = try await front.exchange(head, body: Array(body.utf8), peer: peer)
        return Answer(status: answer.head.status.code, headers: answer.head.headerFields, bytes: answer.body)
    }
}

struct Greeting: JSONWritable {
    let name: String
    let note: String?
    let count: Int
    static let example = Greeting(name: "Ada", note: "ciao", count: 1)
    func write(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("note", note)
        json.member("count", count)
    }
}

struct Hello: Input {
    let name: String
    let count: Int
    let tags: [String]
    init(_ fields: inout FieldReader) {
        name = fields.text("name", limit: 10)
        count = fields.int("count", 1...5, default: 1)
        tags = fields.list("tags", most: 2) { $0.text("label", limit: 3) }
    }
}

/// A place for a folder, which goes with it.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appending(path: "web-test-\(UUID().uuidString)")
    deinit { try? FileManager.default.removeItem(at: url) }
}
