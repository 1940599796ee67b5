import Foundation
import Testing

@Suite("A table belongs to one feature")
struct TableTests {
    /// Tables of the platform that a feature reads although they are not its own, and why.
    static let exceptions: [String: Set<String>] = [
        // `verify` compares orders with what was recorded of them; nothing is written.
        "Features/Orders/Sources/OrderRecords.swift": ["outbox", "idempotency"]
    ]

    /// Owner by table, from the migrations.
    static let owners: [String: String] = {
        var owners: [String: String] = [:]
        for file in SourceTree.files(["Platform", "Features"], extensions: ["sql"]) {
            let parts = file.path.split(separator: "/").map(String.init)
            for table in names(after: ["CREATE TABLE"], in: file.text) { owners[table] = "\(parts[0])/\(parts[1])" }
        }
        return owners
    }()

    /// Lower-case names that follow one of the key words.
    static func names(after words: [String], in text: String) -> [String] {
        words.flatMap { word in
            text.ranges(of: word + " ").compactMap { range -> String? in
                // `do` UPDATE `set` and the like have no name behind them.
                let name = text[range.upperBound...].prefix { $0.isLowercase || $0 == "_" || $0.isNumber }
                let before = text[..<range.lowerBound].last ?? " "
                return name.isEmpty || before.isLetter || before == "_" ? nil : String(name)
            }
        }
    }

    /// The tables that a file's statements name.
    static func tables(_ file: SourceFile) -> Set<String> {
        let code = file.codeLines.map(\.text).joined(separator: "\n")
        return Set(names(after: ["FROM", "JOIN", "INSERT INTO", "UPDATE", "DELETE FROM"], in: code))
    }

    @Test("Every table has one owner")
    func owned() {
        #expect(Self.owners.count > 25)
        #expect(Self.owners["orders"] == "Features/Orders")
        #expect(Self.owners["outbox"] == "Platform/Database")
        #expect(Self.owners["ledger_entries"] == "Platform/Ledger")
        let all = SourceTree.files(["Platform", "Features"], extensions: ["sql"])
            .flatMap { Self.names(after: ["CREATE TABLE"], in: $0.text) }
        #expect(all.count == Set(all).count)
    }

    @Test("Statements of a feature name its own tables only")
    func ownTablesOnly() {
        var found = 0
        for file in SourceTree.product where file.path.hasPrefix("Features/") {
            let owner = file.path.split(separator: "/").prefix(2).joined(separator: "/")
            for table in Self.tables(file).subtracting(Self.exceptions[file.path] ?? []) {
                found += 1
                #expect(Self.owners[table] == owner, "\(file.path) names \(table)")
            }
        }
        #expect(found > 30)
    }

    @Test("No statement outside the features and the platform")
    func noneElsewhere() {
        for file in SourceTree.product where file.path.hasPrefix("App/") || file.path.hasPrefix("Domain/") {
            #expect(Self.tables(file).intersection(Self.owners.keys) == [], "\(file.path)")
        }
        for file in SourceTree.product where file.path.hasPrefix("Platform/") {
            let tables = Self.tables(file).filter { Self.owners[$0]?.hasPrefix("Features/") == true }
            #expect(tables == [], "\(file.path)")
        }
    }

    @Test("Every exception is still needed")
    func exceptionsAreUsed() {
        for (path, tables) in Self.exceptions {
            let file = SourceTree.product.first { $0.path == path }
            #expect(file.map(Self.tables)?.isSuperset(of: tables) == true, "\(path)")
        }
    }
}
