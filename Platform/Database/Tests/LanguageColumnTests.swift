import Database
import Foundation
import Kernel
import TestKit
import Testing

@Suite struct LanguageColumnTests {
    @Test(arguments: TestEngine.all) func aTextInAnyNumberOfLanguagesIsOneColumn(_ engine: TestEngine) async throws {
        let german = try #require(Language(rawValue: "de"))
        let text = try #require(LocalizedText([.it: "L'acciuga", .en: "An/chovy \"x\"", german: "Süß"]))
        try await withDatabase(engine) { database async throws in
            let given: LocalizedText? = try await database.first("SELECT \(text)")
            #expect(given == text)
            let stored: String? = try await database.first("SELECT \(text)")
            #expect(stored == #"{"de":"Süß","en":"An/chovy \"x\"","it":"L'acciuga"}"#)
            let none: LocalizedText?? = try await database.first("SELECT \(LocalizedText?.none)")
            #expect(none == .some(nil))
            let language: Language? = try await database.first("SELECT \(german)")
            #expect(language == german)
        }
    }

    /// Foundation's coder is the oracle of what is written; the short way of reading and the long one say the same.
    @Test(arguments: [
        "", "Cipolla", "L'acciuga / è così", "🍕 \u{7F}\u{2028}", "a\"b", "a\\b", "a\nb", "a\u{1}", "{\"x\":\"y\"}",
        "a\",\"de\":\"b",
    ]) func everyTextIsWrittenAsFoundationWritesIt(_ text: String) throws {
        let german = try #require(Language(rawValue: "de"))
        let all = try #require(LocalizedText([.it: text, .en: "x", german: text]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let coded = String(decoding: try encoder.encode(all), as: UTF8.self)
        #expect(all.sqlValue == .text(coded))
        #expect(try LocalizedText(sqlValue: .text(coded)) == all)
        #expect(try LocalizedText(sqlValue: .text(" " + coded)) == all)
        let twice = #"{"it":"a","it":"b"}"#
        for wrong in [coded + "x", String(coded.dropLast()), #"{"it":"a" "en":"b"}"#, #"{"it":1}"#, twice] {
            #expect(throws: DatabaseError.self, "\(wrong)") { try LocalizedText(sqlValue: .text(wrong)) }
        }
    }

    @Test(arguments: TestEngine.all) func whatIsNoTextIsNamed(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database async throws in
            for wrong in ["{}", "Cipolla", #"{"Italiano":"x"}"#, "[]"] {
                await #expect(throws: DatabaseError.self, "\(wrong)") {
                    let _: LocalizedText? = try await database.first("SELECT \(wrong)")
                }
            }
            await #expect(throws: DatabaseError.self) {
                let _: Language? = try await database.first("SELECT \("IT")")
            }
        }
    }
}
