import Foundation
import Testing

@Suite("Every sentence is there, in both languages")
struct SentenceTests {
    static let folders =
        LayerTests.features.sorted().map { "Features/\($0)/Locale" }
        + ["App/Composition/Locale", "Platform/Web/Locale", "Platform/Resources/Locale"]
    /// A third language, as somebody would add it; it may leave sentences out.
    static let german = "App/Tests/Fixtures/Locale-de"

    static func entries(_ folder: String, _ language: String) throws -> [String: Any] {
        let data = try Data(contentsOf: SourceTree.root.appending(path: "\(folder)/\(language).json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Every key of the Italian files.
    static func keys() throws -> Set<String> { Set(try folders.flatMap { try entries($0, "it").keys }) }

    /// The names in braces, sorted, of a sentence and its plural forms.
    static func arguments(_ value: Any?) -> Set<String> {
        let texts = (value as? String).map { [$0] } ?? (value as? [String: String]).map { Array($0.values) } ?? []
        return Set(
            texts.flatMap { text in
                text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                    $0.split(separator: "}").first.map(String.init)
                }
            })
    }

    @Test("Italian and English have the same keys, forms and arguments", arguments: folders)
    func pairs(_ folder: String) throws {
        let (italian, english) = (try Self.entries(folder, "it"), try Self.entries(folder, "en"))
        #expect(Set(italian.keys) == Set(english.keys))
        for (key, value) in italian {
            #expect(Self.arguments(value) == Self.arguments(english[key]), "\(key)")
            #expect(Self.kind(value) == Self.kind(english[key]), "\(key)")
            if let text = value as? String { #expect(!text.trimmingCharacters(in: .whitespaces).isEmpty, "\(key)") }
        }
    }

    /// Whether it is a sentence, a counted one, or a list of so many.
    static func kind(_ value: Any?) -> String {
        (value as? [Any]).map { "list of \($0.count)" } ?? (value is String ? "sentence" : "counted")
    }

    @Test("What German says has the forms and arguments of the Italian, and is enough to show the shop")
    func german() throws {
        let german = try Self.entries(Self.german, "de")
        var italian: [String: Any] = [:]
        for folder in Self.folders { italian.merge(try Self.entries(folder, "it")) { $1 } }
        let shared = german.keys.filter { italian[$0] != nil }
        for key in shared {
            #expect(Self.kind(german[key]) == Self.kind(italian[key]), "\(key)")
            #expect(key.hasPrefix("format.") || Self.arguments(german[key]) == Self.arguments(italian[key]), "\(key)")
        }
        #expect(shared.count > 150)
    }

    @Test("No key is in two files")
    func once() throws {
        let all = try Self.folders.flatMap { try Self.entries($0, "it").keys }
        #expect(all.count == Set(all).count)
        #expect(all.count > 300)
    }

    /// The texts of a literal that follows `start` and ends at a quotation mark, when nothing is interpolated in it.
    static func literals(after start: String, in text: String) -> [String] {
        text.ranges(of: start).compactMap { range in
            let rest = text[range.upperBound...].drop { $0 == " " || $0 == "\n" }
            guard rest.first == "\"" else { return nil }
            let literal = rest.dropFirst().prefix { $0 != "\"" && $0 != "\\" }
            return rest.dropFirst(literal.count + 1).first == "\"" ? String(literal) : nil
        }
    }

    @Test("Every sentence that the code asks for by name is there")
    func asked() throws {
        let keys = try Self.keys()
        var (count, missing) = (0, [String]())
        for file in SourceTree.product where !file.path.hasPrefix("Platform/TestKit") {
            for key in Self.literals(after: "words(", in: file.text) {
                count += 1
                if !keys.contains(key) { missing.append("\(file.path): \(key)") }
            }
        }
        #expect(missing == [])
        #expect(count > 150)
    }

    @Test("Every refusal has its sentence")
    func refusals() throws {
        let keys = try Self.keys()
        var (count, missing) = (0, [String]())
        let kinds = [
            "malformed", "unauthenticated", "forbidden", "conflict", "gone", "tooLarge", "unsupported", "invalid",
            "tooMany",
        ]
        let starts =
            [".conflict(", ".invalid(", ".notFound(", ".unavailable("] + kinds.map { "AppError(.\($0)," }
        for file in SourceTree.product where !file.path.contains("AppError.swift") {
            // A text with a space is a reason of the drivers, for the log.
            for code in starts.flatMap({ Self.literals(after: $0, in: file.text) }) where !code.contains(" ") {
                count += 1
                if !keys.contains("error.\(code)") { missing.append("\(file.path): error.\(code)") }
            }
            for code in file.text.ranges(of: "[.init(\"").compactMap({ Self.second(file.text[$0.upperBound...]) }) {
                if !keys.contains("field.\(code)") { missing.append("\(file.path): field.\(code)") }
            }
        }
        #expect(missing == [])
        #expect(count > 60)
    }

    /// The second text of `name", "code"`.
    private static func second(_ rest: Substring) -> Substring? {
        let parts = rest.split(separator: "\"", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count > 2 && parts[1] == ", " ? parts[2] : nil
    }
}
