import Foundation
import Kernel
import Testing

@Suite struct LanguageTests {
    @Test func aTagIsTakenAsItIsWrittenHere() throws {
        for tag in ["it", "en", "de", "fil", "de-AT", "fil-PH", "aa", "zzz-ZZ"] {
            let language = try #require(Language(rawValue: tag))
            #expect(language.rawValue == tag)
            #expect(language.description == tag)
        }
        for wrong in [
            "", "i", "IT", "It", "ital", "it-", "it-i", "it-it", "it-ITA", "it_IT", "-IT", "it-IT-x", "i1", "it\0", "è",
            "it ", "deAT",
        ] {
            #expect(Language(rawValue: wrong) == nil, "\(wrong)")
        }
        #expect(Language(rawValue: "it") == .it)
        #expect(Language(rawValue: "en") == .en)
        #expect(Language.standard == .it)
        #expect(Language.it != .en)
    }

    @Test func whatOthersWriteIsUnderstood() {
        let understood = [
            "IT": "it", "En-us": "en-US", "de-CH-1996": "de-CH", "zh-Hant-TW": "zh-TW", "sr-Latn": "sr",
            "es-419": "es", "de": "de",
        ]
        for (text, tag) in understood { #expect(Language(understanding: text)?.rawValue == tag, "\(text)") }
        for wrong in ["", "*", "i", "deutsch", "x-private", "1a", "d{", "è-IT", " de"] {
            #expect(Language(understanding: wrong) == nil, "\(wrong)")
        }
    }

    @Test func languagesSortAsTheirTags() {
        let tags = ["it", "de-AT", "fil", "de", "en", "fi", "de-CH"]
        #expect(tags.compactMap { Language(rawValue: $0) }.sorted().map(\.rawValue) == tags.sorted())
    }

    @Test func theRegionCanBeLeftOut() {
        for (tag, plain) in ["de-AT": "de", "fil-PH": "fil", "it": "it", "fil": "fil"] {
            #expect(Language(rawValue: tag)?.withoutRegion.rawValue == plain)
        }
    }

    @Test func itsJSONIsTheTag() throws {
        #expect(String(decoding: try JSONEncoder().encode([Language.it]), as: UTF8.self) == #"["it"]"#)
        #expect(try JSONDecoder().decode([Language].self, from: Data(#"["en"]"#.utf8)) == [.en])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Language].self, from: Data(#"["EN"]"#.utf8)) }
    }
}

@Suite struct LocalizedTextTests {
    private let german = Language(rawValue: "de") ?? .it
    private let austrian = Language(rawValue: "de-AT") ?? .it
    private let french = Language(rawValue: "fr") ?? .it

    @Test func whatIsMissingIsSaidInAnother() throws {
        let all = try #require(LocalizedText([.en: "Onion", german: "Zwiebel", .it: "Cipolla"]))
        #expect(
            [.it, .en, german, austrian, french].map { all($0) } == [
                "Cipolla", "Onion", "Zwiebel", "Zwiebel", "Cipolla",
            ])
        let noItalian = try #require(LocalizedText([french: "Oignon", .en: "Onion", german: "Zwiebel"]))
        #expect([.it, .en, german, french].map { noItalian($0) } == ["Onion", "Onion", "Zwiebel", "Oignon"])
        let foreign = try #require(LocalizedText([french: "Oignon", german: "Zwiebel"]))
        #expect([.it, .en, french].map { foreign($0) } == ["Zwiebel", "Zwiebel", "Oignon"])
        #expect(LocalizedText([:]) == nil)
    }

    @Test func whatNobodyWroteIsNotThere() {
        let text = LocalizedText(it: "Cipolla")
        #expect(text[.it] == "Cipolla")
        #expect(text[.en] == nil)
        #expect(text(.en) == "Cipolla")
        #expect(text != LocalizedText(it: "Cipolla", en: "Cipolla"))
        #expect(LocalizedText("Onion", in: .en).entries.map(\.language) == [.en])
    }

    @Test func equalTextsAreEqualHoweverTheyCameAbout() {
        #expect(LocalizedText([.en: "Onion", .it: "Cipolla"]) == LocalizedText(it: "Cipolla", en: "Onion"))
        #expect(LocalizedText([.en: "Onion"]) == LocalizedText("Onion", in: .en))
        #expect(Set([LocalizedText([.en: "a", .it: "b"]), LocalizedText(it: "b", en: "a")]).count == 1)
    }

    @Test func severalBecomeOneInEveryLanguageOfAny() throws {
        let ham = LocalizedText(it: "Cotto", en: "Ham")
        let tuna = try #require(LocalizedText([.it: "Tonno", german: "Thunfisch"]))
        let both = LocalizedText(joining: [ham, tuna], separator: " + ", prefix: "½ ")
        #expect(both.entries.map(\.language) == [german, .en, .it])
        #expect(both(.it) == "½ Cotto + ½ Tonno")
        #expect(both(.en) == "½ Ham + ½ Tonno")
        #expect(both(german) == "½ Cotto + ½ Thunfisch")
        #expect(LocalizedText(joining: [], separator: ", ") == LocalizedText(it: ""))
    }

    @Test func itsJSONIsAnObjectByTag() throws {
        let text = try #require(LocalizedText([.it: "Würstel \"e\" basta", german: "Würstchen", .en: "Sausage"]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(text)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"de":"Würstchen","en":"Sausage","it":"Würstel \"e\" basta"}"#)
        #expect(try JSONDecoder().decode(LocalizedText.self, from: json) == text)
        for wrong in ["{}", #"{"IT":"x"}"#, #"{"it":7}"#, #"{"it":null}"#, #""x""#, "[]", #"{"it":"x","":"y"}"#] {
            #expect(throws: DecodingError.self, "\(wrong)") {
                try JSONDecoder().decode(LocalizedText.self, from: Data(wrong.utf8))
            }
        }
    }
}
