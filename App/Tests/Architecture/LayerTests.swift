import Foundation
import Testing

@Suite("Arrows point down only")
struct LayerTests {
    static let platform: Set = [
        "Kernel", "HTML", "ML", "Routing", "Secrets", "Web", "Database", "Jobs", "Resources", "FeatureKit", "Ledger",
        "TestKit",
        "DatabaseProbe",
    ]
    static let domain: Set = ["Menu", "PizzaArt", "Shop", "MenuView", "Contracts"]
    /// Whatever has a folder.
    static let features = folders("Features")

    /// The folders of a group that have sources.
    static func folders(_ group: String) -> Set<String> {
        Set(
            SourceTree.product.filter { $0.path.hasPrefix(group + "/") }
                .compactMap { $0.path.split(separator: "/").dropFirst().first.map(String.init) })
    }

    /// The modules that a file imports.
    static func imports(_ file: SourceFile) -> [String] {
        file.codeLines.compactMap { line in
            var words = line.text.split(separator: " ").map(String.init)
            while let first = words.first, first.hasPrefix("@") || ["public", "package", "internal"].contains(first) {
                words.removeFirst()
            }
            guard words.first == "import", let name = words.dropFirst().last else { return nil }
            return name.split(separator: ".").first.map(String.init)
        }
    }

    /// `path: import` for every file below a folder that imports one of the modules, its own left out.
    static func wrong(_ folder: String, _ modules: Set<String>) -> [String] {
        SourceTree.product.filter { $0.path.hasPrefix(folder + "/") }.flatMap { file in
            let own = file.path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
            return imports(file).filter { modules.contains($0) && $0 != own }.map { "\(file.path): \($0)" }
        }
    }

    @Test("The tree is found, and the lists above name what is in it")
    func found() {
        #expect(SourceTree.product.count > 200)
        #expect(Self.folders("Platform") == Self.platform)
        #expect(Self.folders("Domain") == Self.domain)
        #expect(Self.features.isSuperset(of: ["Accounts", "Stores", "Products", "Delivery", "Orders"]))
        let sample = SourceFile(
            path: "x", text: "// import A\n@testable import B\npublic import struct C.D\nimport E\n")
        #expect(Self.imports(sample) == ["B", "C", "E"])
    }

    @Test("The platform knows nothing of pizza")
    func platformIsBelow() {
        #expect(Self.wrong("Platform", Self.domain.union(Self.features).union(["Composition"])) == [])
    }

    @Test("What learns and what finds ways is numbers in, numbers out")
    func numericsArePure() {
        let others = Self.platform.subtracting(["Kernel", "ML", "Routing"])
        #expect(Self.wrong("Platform/ML", others.union(["Routing"])) == [])
        #expect(Self.wrong("Platform/Routing", others.union(["ML"])) == [])
    }

    @Test("The domain knows no feature, and but for its views and what features agree on no database and no web")
    func domainIsPure() {
        #expect(Self.wrong("Domain", Self.features.union(["Composition", "Jobs"])) == [])
        for folder in Self.domain.subtracting(["Contracts"]) {
            #expect(Self.wrong("Domain/\(folder)", ["Database", "Contracts"]) == [])
        }
        #expect(Self.wrong("Domain/Menu", ["Web", "HTML"]) == [])
        #expect(Self.wrong("Domain/Shop", ["Web", "HTML"]) == [])
    }

    @Test("No feature imports a feature")
    func featuresAreApart() {
        #expect(Self.wrong("Features", Self.features.union(["Composition"])) == [])
    }

    @Test("Only the composition imports features; the executable imports the composition")
    func compositionOnly() {
        #expect(Self.wrong("App/pizzamama", Self.features.union(Self.domain).union(Self.platform)) == [])
    }

    @Test("The database's own libraries stay in its drivers, and test tools out of the product")
    func driversOnly() {
        for file in SourceTree.product {
            let imports = Set(Self.imports(file))
            if !file.path.hasPrefix("Platform/Database/Sources/") {
                #expect(imports.isDisjoint(with: ["CSQLite", "CPostgres"]), "\(file.path)")
            }
            if !file.path.hasPrefix("Platform/Secrets/") { #expect(!imports.contains("CSodium"), "\(file.path)") }
            if !file.path.hasPrefix("Platform/TestKit/") {
                #expect(imports.isDisjoint(with: ["TestKit", "Testing", "XCTest"]), "\(file.path)")
            }
        }
    }
}
