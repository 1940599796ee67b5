import Foundation
import Testing

@Suite("What is not written here")
struct BanTests {
    /// How often a file may use what is otherwise banned, and why.
    static let allowed: [String: [String: Int]] = [
        // Drivers whose one thread the compiler cannot see; each says so where it is.
        "@unchecked Sendable": [
            "Platform/Database/Sources/PendingTransaction.swift": 1,
            "Platform/Database/Sources/SQLite/SQLiteConnection.swift": 1,
        ],
        // Where the type is made, and where a drawing's own numbers become markup.
        "HTML(trusted:": [
            "Platform/HTML/Sources/HTML.swift": 2, "Platform/HTML/Sources/Rebasing.swift": 1,
            "Domain/PizzaArt/Sources/Painting/Frame.swift": 1,
        ],
    ]

    static let banned = [
        "fatalError(", "preconditionFailure(", "precondition(", "assertionFailure(", "try!", "as!",
        "@unchecked Sendable",
        "nonisolated(unsafe)", "unsafelyUnwrapped", "unsafeBitCast", "HTML(trusted:", "TODO", "FIXME", "print(",
    ]

    /// Files where a word of the list is what it should be: the terminal's own output.
    private static func mayPrint(_ path: String) -> Bool {
        path.hasPrefix("App/pizzamama/") || path.hasPrefix("Platform/DatabaseProbe/")
    }

    @Test("Traps and open doors only where the list has them, and the list has no more", arguments: banned)
    func bans(_ word: String) {
        var counts: [String: Int] = [:]
        for file in SourceTree.product where !(word == "print(" && Self.mayPrint(file.path)) {
            let count = file.codeLines.reduce(0) { sum, line in
                sum
                    + line.text.ranges(of: word).filter { range in
                        let before = line.text[..<range.lowerBound].last ?? " "
                        return !(word.first?.isLetter ?? false) || !(before.isLetter || before == "_")
                    }.count
            }
            if count > 0 { counts[file.path] = count }
        }
        #expect(counts == Self.allowed[word] ?? [:])
    }

    @Test("No force unwrap")
    func forceUnwrap() {
        for file in SourceTree.product {
            for line in file.codeLines {
                let code = Self.withoutText(line.text)
                let characters = Array(code)
                for (index, character) in characters.enumerated() where character == "!" {
                    let before = index > 0 ? characters[index - 1] : " "
                    let after = index + 1 < characters.count ? characters[index + 1] : " "
                    let isUnwrap =
                        (before.isLetter || before.isNumber || before == ")" || before == "]") && after != "="
                    #expect(!isUnwrap, "\(file.path):\(line.number) \(line.text)")
                }
            }
        }
    }

    /// A line of code without what stands between quotation marks, as far as one line can tell.
    private static func withoutText(_ line: Substring) -> String {
        if !line.contains("!") || line.contains("<!") { return "" }
        return line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined(separator: " ")
    }

    @Test("No file is longer than 400 lines, a test no longer than 300")
    func length() {
        for file in SourceTree.files(["Platform", "Domain", "Features", "App"]) {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
            #expect(lines <= (file.path.contains("/Tests/") ? 300 : 400), "\(file.path): \(lines)")
        }
    }

    @Test("No generic names")
    func names() {
        let generic = ["Utils", "Helper", "Manager", "Extensions", "Misc", "Common", "Base"]
        for file in SourceTree.files(["Platform", "Domain", "Features", "App"]) {
            let name = file.path.split(separator: "/").last ?? ""
            #expect(!generic.contains { name.contains($0 + ".swift") || name.contains($0 + "s.swift") }, "\(file.path)")
        }
    }
}
