import Testing

@testable import Web

@Suite("Multipart bodies as they come") struct MultipartTests {
    static let boundary = "XyZ"

    /// A body of parts, each with its head.
    static func body(_ parts: [(head: String, content: String)], end: String = "\r\n--XyZ--\r\n") -> String {
        parts.map { "--XyZ\r\n\($0.head)\r\n\r\n\($0.content)" }.joined(separator: "\r\n") + end
    }

    static let plain = body([
        ("Content-Disposition: form-data; name=\"name\"", "Ada"),
        ("content-disposition: form-data; name=\"empty\"", ""),
        (
            "Content-Disposition: form-data; name=\"dish\"; filename=\"p\u{E8}.jpg\"\r\nContent-Type: image/JPEG",
            "\r\n--Xy\r\n-\r\r\n"
        ),
    ])

    /// What a parser makes of pieces: a line for each part.
    static func read(_ pieces: [[UInt8]], largestHead: Int = 200) throws -> [String] {
        var parser = try #require(MultipartParser(boundary: boundary, largestHead: largestHead))
        var lines: [String] = []
        for piece in pieces {
            for event in try parser.read(piece) {
                switch event {
                case .part(let head): lines.append("\(head.name)|\(head.fileName ?? "-")|\(head.type)|")
                case .bytes(let bytes): lines[lines.count - 1] += String(decoding: bytes, as: UTF8.self)
                case .partEnd: lines[lines.count - 1] += "."
                }
            }
        }
        try parser.finish()
        return lines
    }

    static let expected = [
        "name|-|text/plain|Ada.", "empty|-|text/plain|.", "dish|p\u{E8}.jpg|image/jpeg|\r\n--Xy\r\n-\r\r\n.",
    ]

    @Test("Read the same wherever it is cut") func cuts() throws {
        let bytes = Array(Self.plain.utf8)
        #expect(try Self.read([bytes]) == Self.expected)
        #expect(try Self.read(bytes.map { [$0] }) == Self.expected)
        for cut in 1..<bytes.count {
            #expect(try Self.read([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.expected, "\(cut)")
        }
        #expect(try Self.read([Array(Self.plain.dropLast(1).utf8)]) == Self.expected)
    }

    @Test("What ends before its end is no upload, wherever it ends") func truncated() throws {
        let bytes = Array(Self.plain.utf8)
        for end in 0..<bytes.count - 2 {
            #expect(throws: MultipartFault.truncated, "\(end)") { try Self.read([Array(bytes[..<end])]) }
        }
    }

    @Test(
        "What could be read in two ways is refused",
        arguments: [
            ("\r\n" + plain, MultipartFault.boundary), ("preamble\r\n" + plain, .boundary), (plain + "x", .boundary),
            (plain + "\r\n", .boundary), ("--XyZ \r\n", .boundary), ("--XyZz\r\n", .boundary), ("--XyZ\nx", .boundary),
            ("--XyZ-x", .boundary),
            ("--Xyz\r\n", .boundary),
            (body([("Content-Disposition: form-data; name=\"a\"", "x\r\n--XyZa")]), .boundary),
            (body([("", "x")]), .name), (body([("Content-Type: text/plain", "x")]), .name),
            (body([("Content-Disposition: form-data", "x")]), .name),
            (body([("Content-Disposition: attachment; name=\"a\"", "x")]), .name),
            (body([("Content-Disposition: form-data; name=\"\"", "x")]), .name),
            (body([("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "x")]), .name),
            (body([("Content-Disposition: form-data; name=\"a", "x")]), .name),
            (body([("Content-Disposition: form-data; name=a b", "x")]), .name),
            (body([("Content-Disposition: form-data; name=\"\(String(repeating: "n", count: 101))\"", "x")]), .name),
            (
                body([("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"", "x")]
                ), .head
            ),
            (body([("Content-Disposition : form-data; name=\"a\"", "x")]), .head),
            (body([("Content-Disposition: form-data;\r\n name=\"a\"", "x")]), .head),
            (body([("Content-Disposition: form-data; name=\"a\"\nX: y", "x")]), .head),
            (body([("Content-Disposition: form-data; name=\"a\"\rX: y", "x")]), .head),
            (body([("Content-Disposition: form-data; name=\"a\u{0}\"", "x")]), .head),
            (body([("no colon", "x")]), .head), (body([("X: \(String(repeating: "x", count: 300))", "x")]), .head),
            ("--XyZ\r\nX: " + String(repeating: "x", count: 300), .head),
            (
                body([
                    (
                        "Content-Disposition: form-data; name=\"a\"\r\n"
                            + (0..<16).map { "X-\($0): y" }.joined(separator: "\r\n"), "x"
                    )
                ]), .head
            ),
            (
                body([("Content-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; boundary=b", "x")]
                ), .encoding
            ),
            (
                body([("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "x")]),
                .encoding
            ),
            (body([("Content-Disposition: form-data; name=\"a\"\r\nContent-Type: nonsense", "x")]), .head),
        ])
    func faults(_ text: String, _ fault: MultipartFault) {
        #expect(throws: fault) { try Self.read([Array(text.utf8)]) }
        #expect(throws: fault) { try Self.read(text.utf8.map { [$0] }) }
    }

    @Test(
        "A name of a file is a name, never a path",
        arguments: [
            "../a", "/etc/passwd", "a/b", "..\\\\a", "C:\\\\a.jpg", "..", ".", "a\u{202E}gpj.exe",
            String(repeating: "n", count: 121), " ",
        ])
    func fileNames(_ name: String) {
        let head = "Content-Disposition: form-data; name=\"a\"; filename=\"\(name)\""
        #expect(throws: MultipartFault.fileName) {
            try Self.read([Array(Self.body([(head, "x")]).utf8)], largestHead: 1000)
        }
    }

    @Test("Names as browsers and programs write them") func names() throws {
        func name(_ parameter: String) throws -> String {
            try Self.read([Array(Self.body([("Content-Disposition: form-data; name=\"a\"; \(parameter)", "")]).utf8)])[
                0]
        }
        #expect(try name(#"filename="say \"hi\".txt""#) == #"a|say "hi".txt|application/octet-stream|."#)
        #expect(try name("filename=plain.txt") == "a|plain.txt|application/octet-stream|.")
        #expect(try name("filename=\"e\u{301}.txt\"") == "a|\u{E9}.txt|application/octet-stream|.")
        #expect(try name("filename=\"  a b  \"") == "a|a b|application/octet-stream|.")
        #expect(try name("filename=\"\"") == "a||application/octet-stream|.")
        #expect(throws: MultipartFault.fileName) { try name("filename*=UTF-8''a; filename=a") }
        #expect(try name("size=3\r\nContent-Transfer-Encoding: binary") == "a|-|text/plain|.")
    }

    @Test(
        "Boundaries",
        arguments: [
            ("a", true), (String(repeating: "a", count: 70), true), ("----WebKitFormBoundary7MA4YWxkTrZu0gW", true),
            ("a b", true),
            ("'()+_,-./:=?", true), ("", false), (String(repeating: "a", count: 71), false), ("a ", false),
            ("a\r\n", false),
            ("a\"", false), ("\u{E8}", false), ("a*", false),
        ])
    func boundaries(_ text: String, _ isOne: Bool) {
        #expect((MultipartParser(boundary: text, largestHead: 100) != nil) == isOne)
    }

    @Test("Bytes that look like a boundary all the time hold nothing back") func hostile() throws {
        var parser = try #require(MultipartParser(boundary: Self.boundary, largestHead: 200))
        _ = try parser.read(Array("--XyZ\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n".utf8))
        let piece = Array(String(repeating: "\r\n--Xy", count: 10_000).utf8)
        var count = 0
        for _ in 0..<20 {
            for case .bytes(let bytes) in try parser.read(piece) { count += bytes.count }
        }
        #expect(count >= piece.count * 20 - 6)
        #expect(parser.mostHeld <= 65)
    }

    @Test("Media types with their parameters") func mediaTypes() throws {
        let type = try #require(MediaType("Multipart/Form-Data ; boundary=\"a b\";charset=utf-8; x=\"\\\"\""))
        #expect(type.essence == "multipart/form-data")
        #expect(type.parameter("boundary") == "a b")
        #expect(type.parameter("charset") == "utf-8")
        #expect(type.parameter("x") == "\"")
        #expect(type.parameter("y") == nil)
        #expect(MediaType("a/b; c=1; C=2")?.parameter("c") == nil)
        #expect(MediaType("text/html;")?.essence == "text/html")
        for bad in [
            "", "text", "text/", "/html", "text/html charset", "text/html; a", "text/html; a=", "te xt/html",
            "a/b; c=\"", nil,
        ] {
            #expect(MediaType(bad) == nil, "\(bad ?? "nil")")
        }
        #expect(MediaType("a/" + String(repeating: "b", count: 300)) == nil)
    }
}
