import Foundation
import Kernel
import Testing

@testable import Web

/// Folders of sentences that last as long as a test.
struct Sentences {
    let folders: [URL]

    /// Writes one folder for each of `folders`, its files by the tags of their languages.
    init(_ folders: [[String: String]]) throws {
        self.folders = try folders.map { files in
            let folder = FileManager.default.temporaryDirectory.appending(path: "sentences-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (tag, json) in files {
                try json.write(to: folder.appending(path: "\(tag).json"), atomically: true, encoding: .utf8)
            }
            return folder
        }
    }

    /// The catalogue of a few folders; they are gone when it is read.
    static func catalogue(_ folders: [String: String]...) throws -> Catalogue {
        let sentences = try Sentences(folders)
        defer { for folder in sentences.folders { try? FileManager.default.removeItem(at: folder) } }
        return try Catalogue(folders: sentences.folders)
    }

    /// German as a file may give it.
    static let german = #"""
        {"language.name": "Deutsch", "format.grouping-from-digits": "4", "format.day": "{weekday}, {day}. {month}",
        "format.weekdays": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
        "format.weekdays-short": ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
        "format.months": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember"], "hello": "Hallo {name}"}
        """#
}

@Suite struct WordsTests {
    private let german = Language(rawValue: "de") ?? .it

    @Test func amountsDaysAndSharesAreWrittenAsTheFileSays() throws {
        let catalogue = try Sentences.catalogue(["de": Sentences.german])
        let (it, en, de) = (catalogue[.it], catalogue[.en], catalogue[german])
        let friday = try #require(CivilDate("2026-11-27"))
        let franc = try #require(Currency("CHF"))
        #expect(it.money(Money(cents: 950)) == "9,50\u{A0}€")
        #expect(de.money(Money(cents: 950)) == "9,50\u{A0}€")
        #expect(en.money(Money(cents: 950)) == "€9.50")
        #expect(it.money(Money(cents: 123_456_05)) == "123.456,05\u{A0}€")
        #expect(en.money(Money(cents: 123_456_05)) == "€123,456.05")
        #expect(en.money(Money(cents: 1_234_567_890_00)) == "€1,234,567,890.00")
        #expect(it.money(Money(cents: 1234_00)) == "1234,00\u{A0}€")
        #expect(de.money(Money(cents: 1234_00)) == "1.234,00\u{A0}€")
        #expect(en.money(Money(cents: -5, .usd)) == "−$0.05")
        #expect(it.money(Money(cents: -5, .usd)) == "−0,05\u{A0}$")
        #expect(en.money(Money(cents: 950, franc)) == "CHF\u{A0}9.50")
        #expect(it.money(Money(cents: .min)) == "−92.233.720.368.547.758,08\u{A0}€")
        #expect(it.day(friday) == "venerdì 27 novembre")
        #expect(en.day(friday) == "Friday 27 November")
        #expect(de.day(friday) == "Freitag, 27. November")
        #expect([it, en, de].map { $0.shortWeekday(friday) } == ["ven", "Fri", "Fr"])
        #expect(it.percent(basisPoints: 1000) == "10\u{A0}%")
        #expect(en.percent(basisPoints: 450) == "4.5%")
        #expect(de.percent(basisPoints: 450) == "4,5\u{A0}%")
    }

    @Test func aRefusalSaysItsTextsAndAmountsInTheReadersLanguage() throws {
        let catalogue = try Sentences.catalogue([
            "it": #"{"error.x": "{name}: mancano {missing}, {limit}."}"#,
            "en": #"{"error.x": "{name}: {missing} short, {limit}."}"#,
        ])
        let refusal = AppError.invalid(
            "x", ["limit": "3"], amounts: ["missing": Money(cents: 150)],
            texts: ["name": LocalizedText(it: "Cipolla", en: "Onion")])
        #expect(catalogue[.it](refusal) == "Cipolla: mancano 1,50\u{A0}€, 3.")
        #expect(catalogue[.en](refusal) == "Onion: €1.50 short, 3.")
    }

    @Test func countedSentencesFollowTheRuleOfTheirLanguage() throws {
        let ukrainian = #"""
            {"language.name": "Українська", "format.plural": "one-few-many",
            "n": {"one": "{count} піца", "few": "{count} піци", "many": "{count} піц", "other": "{count} піци"}}
            """#
        let catalogue = try Sentences.catalogue([
            "it": #"{"n": {"one": "{count} pizza", "other": "{count} pizze"}, "plain": "sempre"}"#, "uk": ukrainian,
        ])
        #expect([0, 1, 2, 21].map { catalogue[.it]("n", count: $0) } == ["0 pizze", "1 pizza", "2 pizze", "21 pizze"])
        #expect(catalogue[.it]("n") == "{count} pizze")
        #expect(catalogue[.it]("plain", count: 1) == "sempre")
        let words = catalogue[try #require(Language(rawValue: "uk"))]
        #expect(
            [0, 1, 2, 5, 11, 12, 21, 22, 111].map { words("n", count: $0) }
                == ["0 піц", "1 піца", "2 піци", "5 піц", "11 піц", "12 піц", "21 піца", "22 піци", "111 піц"])
    }

    @Test(arguments: [
        (PluralRule.other, [0, 1, 2], [PluralForm.other, .other, .other]),
        (.oneOther, [0, 1, 2, 11, 21, -1], [.other, .one, .other, .other, .other, .other]),
        (.belowTwoOther, [0, 1, 2], [.one, .one, .other]),
        (.oneFewOther, [0, 1, 2, 19, 20, 101, 119, 120], [.few, .one, .few, .few, .other, .few, .few, .other]),
    ])
    func theRulesAreThoseOfCLDR(_ rule: PluralRule, _ counts: [Int], _ forms: [PluralForm]) {
        #expect(counts.map(rule.form) == forms)
    }
}

@Suite struct CatalogueTests {
    private let german = Language(rawValue: "de") ?? .it
    private let austrian = Language(rawValue: "de-AT") ?? .it
    private let french = Language(rawValue: "fr") ?? .it

    @Test func aLanguageIsAFile() throws {
        let plain = try Sentences.catalogue(["it": #"{"hello": "Ciao {name}"}"#])
        #expect(plain.languages.map(\.language) == [.en, .it])
        #expect(!plain.speaks(german))
        let more = try Sentences.catalogue(["it": #"{"hello": "Ciao {name}"}"#], ["de": Sentences.german])
        #expect(
            more.languages == [
                .init(language: german, name: "Deutsch"), .init(language: .en, name: "English"),
                .init(language: .it, name: "Italiano"),
            ])
        #expect(more[german]("hello", ["name": "Ada"]) == "Hallo Ada")
        #expect(more[german].language == german)
    }

    @Test func whatAFileDoesNotSayIsSaidInTheStandardLanguage() throws {
        let catalogue = try Sentences.catalogue(
            ["it": #"{"hello": "Ciao {name}", "bye": "Addio"}"#, "en": #"{"hello": "Hello {name}", "bye": "Bye"}"#],
            ["de": Sentences.german, "de-AT": #"{"language.name": "Deutsch (Österreich)", "hello": "Servus {name}"}"#])
        #expect(catalogue[german]("bye") == "Addio")
        #expect(catalogue[german]("no.such.key") == "no.such.key")
        #expect(catalogue[german]("format.weekdays") == "format.weekdays")
        #expect(catalogue[austrian]("hello", ["name": "Ada"]) == "Servus Ada")
        #expect(catalogue[austrian].weekday(CivilDate(daysSinceEpoch: 0)) == "Donnerstag")
        #expect(catalogue[french].language == .it)
        let swiss = try #require(Language(rawValue: "de-CH"))
        #expect(catalogue[swiss]("hello", ["name": "Ada"]) == "Hallo Ada")
    }

    @Test func wrongFilesAreRefusedByName() throws {
        func problem(_ folders: [String: String]...) -> Catalogue.Problem? {
            let sentences = try? Sentences(folders)
            defer { for folder in sentences?.folders ?? [] { try? FileManager.default.removeItem(at: folder) } }
            do {
                _ = try Catalogue(folders: sentences?.folders ?? [])
                return nil
            } catch {
                return error as? Catalogue.Problem
            }
        }
        #expect(problem(["fr": #"{"hello": "Salut"}"#]) == .nameless(french))
        #expect(
            problem(["fr": #"{"language.name": "Français", "format.plural": "one-two"}"#])
                == .format(key: "format.plural", french))
        #expect(
            problem(["fr": #"{"language.name": "Français", "format.money": "{amount} {currency}"}"#])
                == .format(key: "format.money", french))
        #expect(
            problem(["fr": #"{"language.name": "Français", "format.months": ["janvier"]}"#])
                == .format(key: "format.months", french))
        if case .repeated("a", let file)? = problem(["it": #"{"a": "1"}"#], ["it": #"{"a": "2"}"#]) {
            #expect(file.hasSuffix("it.json"))
        } else {
            Issue.record("a key that is given twice")
        }
        for wrong in [
            #"{"a": 1}"#, #"{"a": {"one": "x"}}"#, #"{"a": {"two": "x", "other": "y"}}"#, #"{"a": ["x", 1]}"#, "[]", "",
        ] {
            guard case .unreadable? = problem(["it": wrong]) else {
                Issue.record("\(wrong)")
                continue
            }
        }
        guard case .unreadable? = problem(["italiano": "{}"]) else {
            Issue.record("a file that is named after no language")
            return
        }
    }

    @Test(arguments: [
        (nil, "it"), ("", "it"), ("en", "en"), ("de, en;q=0.8, it;q=0.5", "de"), ("fr, en;q=0.8, it;q=0.5", "en"),
        ("en;q=0.1, de;q=0.9", "de"), ("de;q=0.5, en;q=0.5", "de"), ("de-CH, en", "de"), ("de-AT", "de-AT"),
        ("DE-at;q=1", "de-AT"), ("dea, en;q=0.2", "en"), ("fil", "it"), ("*", "it"), ("fr, *;q=0.3, en;q=0.2", "it"),
        ("en;q=0", "it"), ("en;q=0.000, de;q=0.001", "de"), ("en;q=x, de;q=0.1", "de"), ("en;q=2, de;q=0.1", "de"),
        ("en;q=nan, de;q=0.1", "de"), (" en ; q=0.7 ,\tde;q=0.6", "en"), (";;;,,,q=1", "it"),
        (String(repeating: "x,", count: 200) + "en", "it"),
    ])
    func theBrowsersLanguagesAreHeard(_ accepted: String?, _ tag: String) throws {
        let catalogue = try Sentences.catalogue([
            "de": Sentences.german, "de-AT": #"{"language.name": "Deutsch (Österreich)"}"#,
        ])
        #expect(catalogue.language(chosen: nil, accepted: accepted).rawValue == tag)
        #expect(catalogue.language(chosen: "de", accepted: accepted).rawValue == "de")
        for unknown in ["fr", "DE", "", "x"] {
            #expect(catalogue.language(chosen: unknown, accepted: accepted).rawValue == tag)
        }
    }
}
