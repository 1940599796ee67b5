import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Synchronization
import Testing

@testable import Web

@Suite("Files that come in") struct UploadTests {
    struct Dish: Input {
        let name: String
        let tags: [String]
        init(_ fields: inout FieldReader) {
            name = fields.text("name", limit: 20)
            tags = fields.list("tags", most: 2) { $0.text("label", limit: 5) }
        }
    }

    /// A site with one route that takes files, in a folder of its own.
    struct Site {
        private let temporary = TemporaryFolder()
        let world: World
        var folder: URL { temporary.url }

        init(
            limits: UploadLimits = UploadLimits(mostFiles: 2, mostFields: 3, largestFields: 100, largestHead: 300),
            largestBody: Int = 10_000, mostUploads: Int = 2, access: Access = .everyone,
            _ handle: @escaping @Sendable (Call, Dish) async throws -> Reply
        ) throws {
            var settings = WebSettings()
            settings.uploadFolder = temporary.url
            settings.mostUploads = mostUploads
            settings.rates = RateTable(all: Rate(perMinute: 100_000, burst: 100_000))
            let route = Route.change(
                .post, "/dishes", "Adds one.", access: access, body: Dish.self, answer: Greeting.self,
                policy: .upload(limits, largestBody: largestBody), handle)
            world = try World([route], settings: settings)
        }

        func send(_ body: String, _ fields: [String: String] = [:]) async throws -> World.Answer {
            let type = ["Content-Type": "multipart/form-data; boundary=XyZ"]
            return try await world.send(.post, "/dishes", type.merging(fields) { $1 }, body: body)
        }

        /// Files and folders of requests that lie in the folder.
        var left: [String] {
            let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            let paths = (walk?.allObjects as? [URL] ?? []).map { $0.path.dropFirst(folder.path.count + 1) }
            return paths.filter { $0.contains("/") }.map(String.init)
        }
    }

    static let name = ("Content-Disposition: form-data; name=\"name\"", "Diavola")
    static func file(_ name: String, _ content: String, field: String = "picture") -> (String, String) {
        ("Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\nContent-Type: image/png", content)
    }

    @Test("Fields are read, files lie on the disk while the handler runs, and are gone afterwards") func success()
        async throws
    {
        let kept = FileManager.default.temporaryDirectory.appending(path: "kept-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: kept) }
        let site = try Site { call, dish in
            #expect(dish.tags == ["hot"])
            #expect(call.files.map(\.name) == ["a.png", "b.png"])
            let second = try #require(call.file("second"))
            #expect(second.type == "image/png")
            #expect(second.size == 4)
            #expect(try String(contentsOf: second.url, encoding: .utf8) == "\r\n\u{0}x")
            #expect(call.file("none") == nil)
            let mode = try FileManager.default.attributesOfItem(atPath: second.url.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try #require(call.file("picture")).move(to: kept)
            return .done(Greeting(name: dish.name, note: nil, count: call.files.count), call, to: "/")
        }
        let body = MultipartTests.body([
            Self.name, Self.file("a.png", "12345"), ("Content-Disposition: form-data; name=\"tags.0.label\"", "hot"),
            Self.file("b.png", "\r\n\u{0}x", field: "second"), Self.file("", "", field: "third"),
        ])
        let answer = try await site.send(body, ["Accept": "application/json"])
        #expect(answer.status == 200)
        #expect(answer.text == #"{"name":"Diavola","note":null,"count":2}"#)
        #expect(try String(contentsOf: kept, encoding: .utf8) == "12345")
        #expect(site.left == [])
        #expect(site.world.front.uploads.count == 0)
        let api = try await site.world.send(
            .post, "/api/v1/dishes", ["Content-Type": "multipart/form-data; boundary=XyZ"],
            body: MultipartTests.body([Self.file("a", "1")]))
        #expect(api.status == 422)
    }

    @Test(
        "Whatever is wrong, nothing runs and nothing is left",
        arguments: [
            (MultipartTests.body([name, file("../x", "1")]), 400),
            (MultipartTests.body([name, file("a", "1")], end: ""), 400),
            (MultipartTests.body([name, file("", "1")]), 400), ("", 400), (MultipartTests.body([file("a", "1")]), 422),
            (MultipartTests.body([name, file("a", "1"), file("b", "2"), file("c", "3")]), 413),
            (MultipartTests.body([name, name, name, name]), 413),
            (
                MultipartTests.body([
                    ("Content-Disposition: form-data; name=\"name\"", String(repeating: "x", count: 101))
                ]), 413
            ),
            (MultipartTests.body([name, file("a", String(repeating: "x", count: 10_000))]), 413),
            (MultipartTests.body([name, ("Content-Disposition: form-data; name=\"name.x\"", "1")]), 400),
            (MultipartTests.body([("Content-Disposition: form-data; name=\"name\"", "a\u{0}")]), 400),
        ])
    func refused(_ body: String, _ status: Int) async throws {
        let runs = Mutex(0)
        let site = try Site { call, _ in
            runs.withLock { $0 += 1 }
            return .done(Greeting.example, call, to: "/")
        }
        #expect(try await site.send(body).status == status)
        #expect(runs.withLock { $0 } == 0)
        #expect(site.left == [])
        #expect(site.world.front.uploads.count == 0)
    }

    @Test("Other types are not read here") func types() async throws {
        let site = try Site { call, _ in .done(Greeting.example, call, to: "/") }
        for type in [
            "application/json", "multipart/mixed; boundary=XyZ", "multipart/form-data",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=XyZ; boundary=b",
        ] {
            let answer = try await site.send(MultipartTests.body([Self.name]), ["Content-Type": type])
            #expect(answer.status == 415, "\(type)")
        }
        #expect(site.left == [])
        #expect(site.world.front.uploads.count == 0)
    }

    @Test("A handler that fails leaves nothing, and the token of the form may stand between the parts") func handlers()
        async throws
    {
        let site = try Site(access: .holders(of: World.work)) { call, _ in
            #expect(call.files.count == 1)
            throw AppError.conflict("web.busy")
        }
        let token = ("Content-Disposition: form-data; name=\"csrf\"", CrossSite.token(for: World.cook))
        let cookie = ["Cookie": "session=good"]
        #expect(
            try await site.send(MultipartTests.body([Self.name, Self.file("a", "1"), token]), cookie).status == 409)
        #expect(try await site.send(MultipartTests.body([Self.name, Self.file("a", "1")]), cookie).status == 403)
        #expect(try await site.send(MultipartTests.body([Self.name])).status == 401)
        #expect(site.left == [])
    }

    @Test("So many at once, and the next is asked to wait") func busy() async throws {
        let temporary = TemporaryFolder()
        let uploads = UploadFolder(temporary.url, most: 2, entropy: .seeded(1))
        let first = try await uploads.begin()
        let second = try await uploads.begin()
        await #expect(throws: AppError.unavailable("web.busy", retryAfter: 5)) { try await uploads.begin() }
        await first.remove()
        #expect(!FileManager.default.fileExists(atPath: first.url.path))
        let third = try await uploads.begin()
        await second.remove()
        await third.remove()
        #expect(uploads.count == 0)
    }

    @Test("Who starts removes what the dead have left, and nothing of the living") func sweep() async throws {
        let temporary = TemporaryFolder()
        let folder = temporary.url
        let dead = folder.appending(path: "dead")
        try FileManager.default.createDirectory(at: dead, withIntermediateDirectories: true)
        try Data("x".utf8).write(to: dead.appending(path: "0"))
        try Data().write(to: folder.appending(path: "dead.lock"))
        let living = UploadFolder(folder, most: 2, entropy: .seeded(1))
        let place = try await living.begin()
        #expect(!FileManager.default.fileExists(atPath: dead.path))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/dead.lock"))
        do {
            let other = UploadFolder(folder, most: 2, entropy: .seeded(1))
            _ = try await other.begin()
            #expect(FileManager.default.fileExists(atPath: place.url.path))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
        #expect(FileManager.default.fileExists(atPath: place.url.path))
        #expect(throws: (any Error).self) {
            try UploadFolder(URL(filePath: "/proc/none"), most: 1, entropy: .seeded(3)).prepare()
        }
    }

    /// Pieces of a body, made as they are asked for.
    struct Pieces: AsyncSequence, Sendable {
        let head: [UInt8]
        let piece: ByteBuffer
        let count: Int
        let end: [UInt8]

        struct Iterator: AsyncIteratorProtocol {
            let pieces: Pieces
            var position = -1
            mutating func next() async -> ByteBuffer? {
                defer { position += 1 }
                switch position {
                case -1: return ByteBuffer(bytes: pieces.head)
                case 0..<pieces.count: return pieces.piece
                case pieces.count: return ByteBuffer(bytes: pieces.end)
                default: return nil
                }
            }
        }
        func makeAsyncIterator() -> Iterator { Iterator(pieces: self) }
    }

    @Test("A hundred megabytes pass through the memory of a boundary") func large() async throws {
        let temporary = TemporaryFolder()
        let uploads = UploadFolder(temporary.url, most: 1, entropy: .seeded(1))
        let place = try await uploads.begin()
        let head = Array("--XyZ\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n".utf8)
        let body = Pieces(
            head: head,
            piece: ByteBuffer(string: String(repeating: "A picture, more or less.\r\n-\r\n---", count: 2048)),
            count: 1600,
            end: Array("\r\n--XyZ--\r\n".utf8))
        var reader = try UploadReader(
            MediaType("multipart/form-data; boundary=XyZ"), limits: UploadLimits(), largestBody: 101 << 20,
            place: place.url)
        let upload = try await reader.read(body)
        #expect(upload.files.first?.size == 1600 * 65_536)
        let url = try #require(upload.files.first).url
        #expect(try FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int == 1600 * 65_536)
        #expect(reader.mostHeld <= 64)
        await place.remove()
        #expect(!FileManager.default.fileExists(atPath: url.path))
    }
}

@Suite("The folder for what comes in") struct UploadFolderTests {
    @Test("One that others may write to is refused with a sentence that names it") func others() throws {
        let temporary = TemporaryFolder()
        let root = temporary.url
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: false)
        func prepare() throws -> URL { try UploadFolder(root, most: 1, entropy: .seeded(1)).prepare() }
        for permissions in [0o777, 0o720, 0o1777] {
            try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: root.path)
            #expect(throws: UploadFolder.Refused(path: root.path)) { try prepare() }
        }
        #expect(UploadFolder.Refused(path: "/x").description.contains("/x"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root.path)
        #expect(try prepare().path.hasPrefix(root.path))
    }
}
