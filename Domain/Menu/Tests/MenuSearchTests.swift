import Kernel
import Menu
import Testing

private typealias M = SmallMenu

@Suite struct MenuSearchTests {
    private func found(_ filter: MenuFilter) throws -> [String] { try M.menu().products(matching: filter).map(\.slug) }
    private func found(_ text: String) throws -> [String] { try found(MenuFilter(text: text)) }

    private let all = [
        "margherita", "marinara", "tonno", "cotto", "calzone", "esaurita", "severa", "tartufo", "patatine", "vino",
        "chinotto",
    ]

    @Test func nothingAskedFindsAllInOrder() throws {
        #expect(try found("") == all)
        #expect(try found("   ") == all)
        #expect(MenuFilter().isEmpty)
        #expect(MenuFilter(countsTraces: true).isEmpty)
        #expect(!MenuFilter(text: "x").isEmpty)
        #expect(!MenuFilter(vegan: true).isEmpty)
        #expect(!MenuFilter(without: [.milk]).isEmpty)
    }

    @Test func caseAndAccentsDoNotMatter() throws {
        #expect(try found("MARGHE") == ["margherita"])
        #expect(try found("piu tonno") == ["tonno"])
        #expect(try found("PIÙ tonno") == ["tonno"])
        #expect(try found("piu\u{300} tonno") == ["tonno"])
        #expect(try found("caffe") == ["patatine", "vino", "chinotto"])
        #expect(try found("càffé") == ["patatine", "vino", "chinotto"])
    }

    @Test func allWordsMustOccurInAnyOrderAndLanguage() throws {
        #expect(try found("ham onion") == ["cotto"])
        #expect(try found("onion  prosciutto") == ["cotto"])
        #expect(try found("prosciutto") == ["cotto", "calzone"])
        #expect(try found("tuna cipolla") == [])
        #expect(try found("chips") == ["patatine"])
        #expect(try found("onion\tprosciutto\n") == ["cotto"])
        #expect(try found("onion\u{a0}prosciutto") == ["cotto"])
    }

    @Test func hostileTextFindsNothingAndHarmsNothing() throws {
        #expect(try found(String(repeating: "a", count: 1_000_000)) == [])
        #expect(try found("\0") == [])
        #expect(try found("🍕") == [])
        #expect(try found("%' OR 1=1 --") == [])
        #expect(try found(String(repeating: "a ", count: 100_000)) == all)
    }

    @Test func diets() throws {
        #expect(try found(MenuFilter(vegan: true)) == ["marinara", "esaurita", "patatine", "vino", "chinotto"])
        #expect(
            try found(MenuFilter(vegetarian: true))
                == ["margherita", "marinara", "esaurita", "severa", "tartufo", "patatine", "vino", "chinotto"])
        #expect(try found(MenuFilter(text: "ma", vegan: true)) == ["marinara", "esaurita"])
    }

    @Test func allergensWithAndWithoutTraces() throws {
        #expect(
            try found(MenuFilter(without: [.milk]))
                == ["marinara", "calzone", "esaurita", "patatine", "vino", "chinotto"])
        #expect(try found(MenuFilter(without: [.milk], countsTraces: true)) == ["patatine", "vino", "chinotto"])
        #expect(try found(MenuFilter(without: [.gluten])) == ["patatine", "vino", "chinotto"])
        #expect(try found(MenuFilter(without: [.gluten], countsTraces: true)) == ["vino", "chinotto"])
        #expect(try found(MenuFilter(without: [.gluten, .sulphites])) == ["patatine", "chinotto"])
    }

    @Test func factsAreThoseOfTheFirstDoughThatItComesOn() throws {
        let menu = try M.menu()
        let margherita = try #require(menu.product(M.margherita))
        #expect(menu.facts(of: margherita).contains == [.gluten, .milk])
        #expect(menu.facts(of: margherita).mayContain == [.soybeans])
        #expect(menu.facts(of: margherita).diet == .vegetarian)
        let line = try menu.line(for: M.pizza(.of(M.margherita)), quantity: 1)
        #expect(menu.facts(of: margherita).contains == line.contains)
        #expect(menu.facts(of: margherita).mayContain == line.mayContain)
        let fries = try #require(menu.product(M.fries))
        #expect(menu.facts(of: fries).mayContain == [.gluten])
    }
}
