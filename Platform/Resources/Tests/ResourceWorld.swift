import Database
import Foundation
import HTML
import HTTPTypes
import Kernel
import Logging
import Resources
import TestKit
import Testing
import Web

/// A small back office over the real front, with one resource: two shops below paths, and people with different rights.
struct ResourceWorld {
    let database: Database
    let front: Front
    let clock = ManualClock(Instant(seconds: 1_790_000_000))

    static let keeper = Principal(
        kind: .staff, id: "7", name: "Ada",
        grants: Grants(everywhere: [.fillShelves, .seeShelves, .emptyShelves]), formKey: [1, 2, 3])
    static let visitor = Principal(
        kind: .staff, id: "8", name: "Ugo", grants: Grants(everywhere: [.seeShelves]), formKey: [4])

    /// Somebody who may do everything in one shop, and nothing elsewhere.
    static let local = Principal(
        kind: .staff, id: "9", name: "Eva",
        grants: Grants(everywhere: [], within: [Shelf.north: [.fillShelves, .seeShelves, .emptyShelves]]), formKey: [5])

    private static func routes(on database: Database) -> [Route] {
        MountedResource<Shelf>(on: database, order: 1).routes + MountedResource<Label>(on: database, order: 2).routes
    }

    /// Gives `body` a back office with an empty table on an engine.
    static func with(
        _ engine: TestEngine, comparing: Bool = true, _ body: (ResourceWorld) async throws -> Void
    ) async throws {
        try await withDatabase(engine, [Resources.migrations, Shelf.tables], comparing: comparing) { database in
            try await database.write {
                try $0.execute("INSERT INTO depots (id, store_id) VALUES (\(Shelf.depot), \(Shelf.north))")
            }
            try await body(ResourceWorld(database))
        }
    }

    static func catalogue(_ sentences: [String: String] = Shelf.sentences) throws -> Catalogue {
        let folder = FileManager.default.temporaryDirectory.appending(path: "resources-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for language in ["it", "en"] {
            try JSONSerialization.data(withJSONObject: sentences)
                .write(to: folder.appending(path: "\(language).json"))
        }
        return try Catalogue(folders: [folder, Resources.sentences])
    }

    init(_ database: Database) throws {
        self.database = database
        let folder = FileManager.default.temporaryDirectory.appending(path: "assets-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let directory = ScopeDirectory([(Shelf.north, "north", nil), (Shelf.south, "south", nil)])
        front = try Front(
            settings: WebSettings(), routes: Self.routes(on: database),
            catalogue: try Self.catalogue(), assets: try Assets(folders: [.init(folder)]),
            shell: Shell(
                signInPath: "/session/new", document: { page, _ in "<title>\(page.title)</title>\(page.content)" },
                problem: { problem, _ in Page("\(problem.status)", "<p>\(problem.code)</p>") }),
            authenticator: Authenticator { ["ada": Self.keeper, "ugo": Self.visitor, "eva": Self.local][$0] },
            scopes: { directory }, personalCookies: [], clock: clock.clock, entropy: .seeded(7),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, metrics: Metrics(),
            translate: { _ in nil })
    }

    struct Answer {
        let status: Int
        let headers: HTTPFields
        let text: String
        /// The body of a JSON answer.
        var json: FieldTree { FieldTree(json: text) ?? .absent }
    }

    /// What a program sends.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String = "", token: String = "ada", match: String? = nil
    ) async throws -> Answer {
        var fields: HTTPFields = [.authorization: "Bearer \(token)", .contentType: "application/json"]
        if let match { fields[.ifMatch] = match }
        return try await exchange(method, path, fields, body)
    }

    /// What a browser sends.
    func browse(_ method: HTTPRequest.Method, _ path: String, _ form: [(String, String)] = []) async throws -> Answer {
        let fields: HTTPFields = [
            .authorization: "Bearer ada", .accept: "text/html", .contentType: "application/x-www-form-urlencoded",
            .acceptLanguage: "it",
        ]
        let body = form.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return try await exchange(method, path, fields, body.joined(separator: "&"))
    }

    private func exchange(
        _ method: HTTPRequest.Method, _ path: String, _ fields: HTTPFields, _ body: String
    ) async throws -> Answer {
        let head = HTTPRequest(method: method, scheme: "http", authority: "shop.test", path: path, headerFields: fields)
        let answer = try await front.exchange(head, body: Array(body.utf8))
        return Answer(
            status: answer.head.status.code, headers: answer.head.headerFields,
            text: String(decoding: answer.body, as: UTF8.self))
    }

    /// Puts rows into a shop.
    @discardableResult func add(_ shelves: [Shelf], to scope: Identifier<Scope> = Shelf.north) async throws -> [Shelf] {
        let rows = ResourceRows<Shelf>()
        return try await database.write { tx in
            try shelves.map { try rows.insert($0, in: scope, by: Self.keeper, tx) }
        }
    }
}
