import Kernel
import Testing

@testable import Web

@Suite struct OpenAPITests {
    @Test func theDocumentSaysWhatTheRouteReadsAndWrites() throws {
        let text = OpenAPI.document(of: [FrontTests.greet], title: "Shop", version: "1")
        #expect(try JSONParser.parse(Array(text.utf8)) != .absent)
        #expect(text.contains(#""/api/v1/greetings/{id}":{"put":{"#))
        #expect(
            text.contains(
                #""count":{"type":"integer","minimum":1,"maximum":5},"tags":{"anyOf":[{"type":"array","#)
        )
        #expect(text.contains(#""required":["name"],"additionalProperties":false"#))
        #expect(text.contains(#""note":{"anyOf":[{"type":"string"},{"type":"null"}]}"#))
    }

    @Test func bodiesThatAreNoFieldsAreDescribedByTheirTypes() throws {
        func body(_ policy: Policy) throws -> String {
            let route = Route.change(
                .post, "/a", "A.", body: Hello.self, answer: Greeting.self, policy: policy
            ) { call, _ in .done(Greeting.example, call, to: "/") }
            let text = OpenAPI.document(of: [route], title: "Shop", version: "1")
            #expect(try JSONParser.parse(Array(text.utf8)) != .absent)
            let start = try #require(text.split(separator: #""content":{"#).dropFirst().first)
            return String(start.prefix(70))
        }
        #expect(try body(.webhook("text/x", "a/b")).hasPrefix(#""text/x":{},"a/b":{}}}"#))
        let upload = #""multipart/form-data":{"schema":{"type":"object","properties":{"name":"#
        #expect(try body(.upload(largestBody: 10)).hasPrefix(upload.prefix(70)))
        #expect(try body(.keyed).hasPrefix(#""application/json":{"schema":{"#))
    }

    @Test func theListOfOperationsIsInOrderAndHasEveryStatus() {
        let other = Route.get("/a", "A.", access: .holders(of: World.work), answer: Greeting.self) { _ in .empty }
        let site = Route.page("/b", "B.") { _ in .empty }
        let entries = OpenAPI.entries(of: [FrontTests.greet, site, other])
        #expect(entries.map(\.path) == ["/api/v1/a", "/api/v1/greetings/{id}"])
        #expect(entries.map(\.method) == ["GET", "PUT"])
        #expect(entries[0].statuses == [200, 400, 401, 403, 429, 503])
        #expect(entries[1].statuses == [200, 400, 403, 404, 413, 415, 422, 429, 503])
    }
}

@Suite struct LeastTests {
    struct Wishes: Input {
        let words: [String]
        let rows: [String]

        init(_ fields: inout FieldReader) {
            words = fields.texts("words", limit: 5, least: 1, most: 3)
            rows = fields.list("rows", least: 1, most: 2) { $0.text("name", limit: 5) }
        }
    }

    @Test func aListThatMayNotBeEmptyIsMissingWhenItIsAndTheDocumentSaysSo() throws {
        let schema = FieldReader.schema(of: Wishes.self).json
        #expect(schema.contains(#""required":["words","rows"]"#), "\(schema)")
        #expect(schema.split(separator: #""minItems":1"#).count == 3, "\(schema)")
        for lenient in [false, true] {
            var fields = FieldReader(.object(["words": .list([]), "rows": .list([])]), lenient: lenient)
            _ = Wishes(&fields)
            #expect(fields.problems == [.init("words", "missing"), .init("rows", "missing")])
        }
        let filled = FieldTree.object(["words": .list([.text("a")]), "rows": .list([.object(["name": .text("b")])])])
        var fields = FieldReader(filled, lenient: false)
        let wishes = Wishes(&fields)
        #expect(fields.problems == [])
        #expect(wishes.words == ["a"] && wishes.rows == ["b"])
    }
}

@Suite struct FieldTreeTests {
    @Test func formsNestAndRefuseNonsense() {
        #expect(
            FieldTree.form(Array("a=1&b.0.c=x+y&b.1.c=%C3%A8&a=2".utf8))
                == .object([
                    "a": .list([.text("1"), .text("2")]),
                    "b": .object(["0": .object(["c": .text("x y")]), "1": .object(["c": .text("è")])]),
                ]))
        for bad in [
            "a=%zz", "a=%00", "a=%ff", "a=1&a.b=2", "a.b.c.d.e.f=1", "%4", String(repeating: "a=1&", count: 501),
        ] {
            #expect(FieldTree.form(Array(bad.utf8)) == nil, "\(bad.prefix(20))")
        }
        #expect(FieldTree.form([]) == .object([:]))
    }
}
