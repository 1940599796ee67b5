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
                #""count":{"type":"integer","minimum":1,"maximum":5},"tags":{"type":"array","items":{"type":"object","#)
        )
        #expect(text.contains(#""required":["name"],"additionalProperties":false"#))
        #expect(text.contains(#""note":{"anyOf":[{"type":"string"},{"type":"null"}]}"#))
    }
}

@Suite struct WordsTests {
    @Test func amountsDaysAndPluralsFollowTheLanguage() throws {
        let world = try World([])
        let (it, en) = (world.front.catalogue[.it], world.front.catalogue[.en])
        #expect(it.money(Money(cents: 950)) == "9,50\u{A0}€")
        #expect(en.money(Money(cents: 123_456_05)) == "€123,456.05")
        #expect(it.money(Money(cents: 123_456_05)) == "123.456,05\u{A0}€")
        #expect(en.money(Money(cents: -5, .usd)) == "−$0.05")
        #expect(it("n", count: 1) == "1 pizza")
        #expect(it("n", count: 0) == "0 pizze")
        #expect(en("n", count: 2) == "2 pizzas")
        #expect(it.day(try #require(CivilDate("2026-11-27"))) == "venerdì 27 novembre")
        #expect(it.percent(basisPoints: 1000) == "10\u{A0}%")
        #expect(en.percent(basisPoints: 450) == "4.5%")
        #expect(it("no.such.key") == "no.such.key")
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
