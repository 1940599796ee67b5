import Kernel
import Testing

@testable import Web

@Suite struct LanguageFieldTests {
    private struct Named: Input {
        let name: LocalizedText
        init(_ fields: inout FieldReader) { name = fields.localizedText("name", limit: 10) }
    }

    private struct Chosen: Input {
        let language: Language?
        init(_ fields: inout FieldReader) { language = fields.language("language") }
    }

    private func name(_ json: String) throws -> LocalizedText {
        try FieldReader.read(Named.self, from: JSONParser.parse(Array(json.utf8)), lenient: false).name
    }

    private func form(_ text: String) throws -> LocalizedText {
        let tree = try #require(FieldTree.form(Array(text.utf8)))
        return try FieldReader.read(Named.self, from: tree, lenient: true).name
    }

    /// The codes of what is wrong with the fields.
    private func wrong(_ read: () throws -> Void) -> [String] {
        do {
            try read()
            return []
        } catch {
            return (error as? AppError)?.fields.map { "\($0.path) \($0.code)" } ?? ["?"]
        }
    }

    @Test func aTextIsReadInEveryLanguageThatIsSent() throws {
        let german = try #require(Language(rawValue: "de"))
        #expect(
            try name(#"{"name":{"it":" Cipolla ","de":"Zwiebel"}}"#)
                == LocalizedText([.it: "Cipolla", german: "Zwiebel"]))
        #expect(
            try form("name.it=Cipolla&name.en=&name.de=Zwiebel") == LocalizedText([.it: "Cipolla", german: "Zwiebel"]))
        #expect(try form("name.en=Onion") == LocalizedText("Onion", in: .en))
    }

    @Test(arguments: [
        ("{}", "name missing"), (#"{"name":{}}"#, "name missing"), (#"{"name":"x"}"#, "name missing"),
        (#"{"name":{"it":"  "}}"#, "name missing"), (#"{"name":{"it":""}}"#, "name missing"),
        (#"{"name":{"italiano":"x"}}"#, "name not-a-language"), (#"{"name":{"it":1}}"#, "name not-a-text"),
        (#"{"name":{"it":"01234567890"}}"#, "name too-long"),
        (#"{"name":{"it":"a\u202eb"}}"#, "name forbidden-character"),
    ])
    func whatIsNoTextIsRefused(_ json: String, _ problem: String) {
        #expect(wrong { _ = try name(json) } == [problem])
    }

    @Test func aFormWithoutAnyTextIsRefusedAndTooManyAreToo() {
        #expect(wrong { _ = try form("name.it=&name.en=+") } == ["name missing"])
        let tags = "abcdefghijklmnopqrstuvwxyz".flatMap { ["a\($0)", "b\($0)"] }
        let many = tags.map { "\"\($0)\":\"x\"" }.joined(separator: ",")
        #expect(wrong { _ = try name("{\"name\":{\(many)}}") } == ["name too-many"])
    }

    @Test func aLanguageIsATag() throws {
        func language(_ json: String) throws -> Language? {
            try FieldReader.read(Chosen.self, from: JSONParser.parse(Array(json.utf8)), lenient: false).language
        }
        #expect(try language(#"{"language":"de-AT"}"#)?.rawValue == "de-AT")
        #expect(wrong { _ = try language("{}") } == ["language missing"])
        #expect(wrong { _ = try language(#"{"language":"IT"}"#) } == ["language not-a-language"])
    }

    @Test func theDocumentSaysWhatIsRead() {
        #expect(
            FieldReader.schema(of: Chosen.self).json
                == #"{"type":"object","properties":{"language":{"type":"string","pattern":"^[a-z]{2,3}(-[A-Z]{2})?$"}},"required":["language"],"additionalProperties":false}"#
        )
        let text = FieldReader.schema(of: Named.self).json
        #expect(
            text.contains(
                #""name":{"type":"object","minProperties":1,"maxProperties":40,"propertyNames":{"pattern":"^[a-z]{2,3}(-[A-Z]{2})?$"},"additionalProperties":{"type":"string","minLength":1,"maxLength":10,"#
            ))
        #expect(Language.schema.json == #"{"type":"string","pattern":"^[a-z]{2,3}(-[A-Z]{2})?$"}"#)
    }
}
