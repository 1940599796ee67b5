import Foundation
import Testing

@Suite("Every public declaration says what it promises")
struct DocumentationTests {
    /// What a protocol of another place already says: the witness needs no words of its own.
    static let witnesses = [
        "example", "description", "<", "==", "write(to", "sqlValue", "sqlType", "(sqlValue", "name", "topic",
        "stringLiteral", "(stringLiteral", "(arrayLiteral", "(stringInterpolation", "(literalCapacity", "hash",
        "schema",
        "append(to", "run(", "(row:",
        // Of the parts that more than one process may share, and of the metrics' factory.
        "take(_ key: RateKey", "page(_ key", "store(_ page: CachedPage", "enter(_ place", "heartbeat(_ place",
        "leave(_ place", "people(_ place", "makeCounter(", "makeMeter(", "makeRecorder(", "makeTimer(",
        "destroyCounter(",
        "destroyMeter(", "destroyRecorder(", "destroyTimer(",
    ]
    /// Types all of whose members are witnesses: of `SetAlgebra`, and of `LogHandler`.
    static let wholeTypes = [
        "Domain/Menu/Sources/Catalogue/Allergen.swift", "Platform/Web/Sources/Operations/JSONLogHandler.swift",
    ]

    /// What a line declares in public, behind its modifiers and its kind; nil when it declares nothing.
    static func declared(_ line: Substring) -> Substring? {
        var text = line.drop { $0 == " " }
        while text.hasPrefix("@") { text = text.drop { $0 != " " }.drop { $0 == " " } }
        guard text.hasPrefix("public ") else { return nil }
        text = text.dropFirst(7)
        for word in ["internal(set) ", "private(set) ", "final ", "static ", "mutating ", "indirect ", "nonisolated "]
        where text.hasPrefix(word) { text = text.dropFirst(word.count) }
        for kind in [
            "func ", "var ", "let ", "struct ", "class ", "enum ", "actor ", "protocol ", "typealias ", "case ",
        ]
        where text.hasPrefix(kind) { return text.dropFirst(kind.count) }
        return text.hasPrefix("init") || text.hasPrefix("subscript") ? text.drop { $0.isLetter } : nil
    }

    @Test("A comment stands above it")
    func documented() {
        var seen = 0
        for file in SourceTree.product {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                guard let name = Self.declared(line) else { continue }
                seen += 1
                let isWitness = Self.witnesses.contains { name.hasPrefix($0) } || Self.wholeTypes.contains(file.path)
                let above = lines[..<index].last { !$0.drop { $0 == " " }.hasPrefix("@") } ?? ""
                #expect(
                    isWitness || above.drop { $0 == " " }.hasPrefix("///"), "\(file.path):\(index + 1) \(line)")
            }
        }
        #expect(seen > 500)
    }

    @Test("The scan sees what it should")
    func scan() {
        #expect(Self.declared("    public static func make() {") == "make() {")
        #expect(Self.declared("  @discardableResult public mutating func add() {") == "add() {")
        #expect(Self.declared("public init(a: Int) {") == "(a: Int) {")
        #expect(Self.declared("public import Kernel") == nil)
        #expect(Self.declared("let x = 1") == nil)
    }

    @Test("Every feature has a page that says what it is")
    func readmes() {
        for feature in LayerTests.features.sorted() {
            let path = SourceTree.root.appending(path: "Features/\(feature)/README.md").path
            #expect(FileManager.default.fileExists(atPath: path), "\(feature)")
        }
    }
}
