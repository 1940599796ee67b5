import Foundation
import HTML
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Testing

@testable import Web

@Suite("Files and long answers") struct FileReplyTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "files-\(UUID().uuidString)")
    let world: World

    init() throws {
        let folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data((0..<100_000).map { UInt8($0 % 251) }).write(to: folder.appending(path: "a.pdf"))
        try Data().write(to: folder.appending(path: "empty"))
        world = try World([
            .page("/file", "F.", policy: Policy(storage: .revalidated)) { _ in
                .file(folder.appending(path: "a.pdf"), type: "application/pdf", name: "Fattura n\u{B0} \"7\".pdf")
            },
            .page("/shown", "S.") { _ in .file(folder.appending(path: "a.pdf"), type: "application/pdf") },
            .page("/empty", "E.") { _ in .file(folder.appending(path: "empty"), type: "text/plain") },
            .page("/missing", "M.") { _ in .file(folder.appending(path: "b.pdf"), type: "application/pdf") },
            .page("/folder", "D.") { _ in .file(folder, type: "application/pdf") },
            .page("/export", "X.") { _ in
                .stream(type: "text/csv; charset=utf-8", name: "ordini.csv") { writer in
                    for number in 0..<10_000 { try await writer.write("riga \(number)\r\n") }
                    try await writer.write([0x66, 0x69, 0x6E, 0x65])
                }
            },
            .page("/broken", "B.") { _ in
                .stream(type: "text/csv") { writer in
                    try await writer.write("a")
                    throw AppError.conflict("web.busy")
                }
            },
        ])
    }

    private func expected(_ range: Range<Int>) -> [UInt8] { range.map { UInt8($0 % 251) } }

    @Test("A file is sent whole, with its length, its tag and its name") func whole() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try await world.send(.get, "/file")
        #expect(answer.status == 200)
        #expect(answer.bytes == expected(0..<100_000))
        #expect(answer.headers[.contentLength] == "100000")
        #expect(answer.headers[.contentType] == "application/pdf")
        #expect(answer.headers[.acceptRanges] == "bytes")
        #expect(answer.headers[.cacheControl] == "private, no-cache")
        #expect(
            answer.headers[.contentDisposition]
                == "attachment; filename=\"Fattura n_ _7_.pdf\"; filename*=UTF-8''Fattura%20n%C2%B0%20%227%22.pdf")
        #expect(try await world.send(.get, "/shown").headers[.contentDisposition] == nil)
        let tag = try #require(answer.headers[.eTag])
        let unchanged = try await world.send(.get, "/file", ["If-None-Match": tag])
        #expect(unchanged.status == 304)
        #expect(unchanged.bytes.isEmpty)
        let head = try await world.send(.head, "/file", ["Range": "bytes=0-1"])
        #expect(head.status == 200)
        #expect(head.bytes.isEmpty)
        #expect(head.headers[.contentLength] == "100000")
        #expect(try await world.send(.get, "/missing").status == 404)
        #expect(try await world.send(.get, "/folder").status == 404)
        let empty = try await world.send(.get, "/empty")
        #expect(empty.status == 200)
        #expect(empty.headers[.contentLength] == "0")
        try Data([1]).write(to: folder.appending(path: "a.pdf"))
        #expect(try await world.send(.get, "/file").headers[.eTag] != tag)
    }

    @Test(
        "One range is sent, several or senseless ones are not looked at",
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=99999-", 99_999..<100_000), ("bytes=-1", 99_999..<100_000),
            ("bytes=5-70000", 5..<70_001),
            ("bytes=99990-999999999999999999999", 99_990..<100_000), ("bytes=-999999999999999999999", 0..<100_000),
            ("Bytes=1-2", 1..<3),
            ("bytes=0-1,4-5", nil), ("bytes=2-1", nil), ("bytes=-", nil), ("bytes=a-b", nil), ("bytes 0-1", nil),
            ("items=0-1", nil),
            ("bytes= 0-1", nil), ("bytes=0--1", nil), ("bytes=+1-2", nil),
            (String(repeating: "bytes=0-1", count: 20), nil),
        ] as [(String, Range<Int>?)])
    func ranges(_ field: String, _ range: Range<Int>?) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try await world.send(.get, "/file", ["Range": field])
        #expect(answer.status == (range == nil ? 200 : 206))
        #expect(answer.bytes == expected(range ?? 0..<100_000))
        #expect(answer.headers[.contentLength] == "\((range ?? 0..<100_000).count)")
        #expect(answer.headers[.contentRange] == range.map { "bytes \($0.lowerBound)-\($0.upperBound - 1)/100000" })
    }

    @Test(
        "A range that the file has not says how long it is",
        arguments: ["bytes=100000-", "bytes=-0", "bytes=999999999999999999999-"])
    func unsatisfiable(_ field: String) async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try await world.send(.get, "/file", ["Range": field])
        #expect(answer.status == 416)
        #expect(answer.headers[.contentRange] == "bytes */100000")
        #expect(answer.bytes.isEmpty)
        #expect(try await world.send(.get, "/empty", ["Range": "bytes=0-0"]).status == 416)
        #expect(try await world.send(.get, "/empty", ["Range": "bytes=-5"]).status == 416)
    }

    @Test("A part of another version is not sent") func conditions() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let tag = try #require(try await world.send(.get, "/file").headers[.eTag])
        let range = ["Range": "bytes=0-9"]
        #expect(try await world.send(.get, "/file", range.merging(["If-Range": tag]) { $1 }).status == 206)
        for other in ["\"old\"", "W/\(tag)", "Sat, 29 Oct 1994 19:43:31 GMT"] {
            #expect(try await world.send(.get, "/file", range.merging(["If-Range": other]) { $1 }).status == 200)
        }
    }

    @Test("A long answer is written as it is sent, and what breaks off does not end well") func exports() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try await world.send(.get, "/export")
        #expect(answer.status == 200)
        #expect(answer.text == (0..<10_000).map { "riga \($0)\r\n" }.joined() + "fine")
        #expect(answer.headers[.contentLength] == nil)
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"ordini.csv\"")
        #expect(answer.headers[.cacheControl] == "no-store")
        let request = Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "shop.test", path: "/broken"),
            body: .init(buffer: ByteBuffer()))
        let broken = try await world.front.response(to: request, peer: "127.0.0.1")
        await #expect(throws: AppError.conflict("web.busy")) { try await broken.body.write(Taker(most: 5)) }
    }

    /// A client that takes so many pieces, and then is gone.
    struct Taker: ResponseBodyWriter {
        struct Gone: Error {}
        let most: Int
        var taken = 0
        mutating func write(_ buffer: ByteBuffer) async throws {
            guard taken < most else { throw Gone() }
            taken += 1
            #expect(buffer.readableBytes >= 32 << 10 && buffer.readableBytes < 33 << 10)
        }
        consuming func finish(_: HTTPFields?) async throws { Issue.record("it has not ended") }
    }

    @Test("Pieces are of one size, and end with the client") func clientGone() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let request = Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "shop.test", path: "/export"),
            body: .init(buffer: ByteBuffer()))
        let answer = try await world.front.response(to: request, peer: "127.0.0.1")
        await #expect(throws: Taker.Gone.self) { try await answer.body.write(Taker(most: 2)) }
    }
}
