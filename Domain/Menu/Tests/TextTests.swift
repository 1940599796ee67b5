import Foundation
import Kernel
import Menu
import Testing

private typealias M = SmallMenu

/// What is kept of a line for those who read it.
@Suite struct TextTests {
    private func kitchen(_ pizza: LineConfiguration) throws -> KitchenText {
        try M.menu().line(for: pizza, quantity: 1).kitchen
    }

    @Test func aWholePizza() throws {
        let text = try kitchen(M.pizza(.of(M.tonno)))
        #expect(text.name == LocalizedText(it: "Tonno", en: "Tuna"))
        #expect(text.size == LocalizedText(it: "Media", en: "Medium"))
        #expect(text.dough == nil)
        #expect(text.sections.map { $0.name(.it) } == ["Tonno"])
        #expect(text.sections.map { $0.removed + $0.added + $0.doubled } == [[]])
    }

    @Test func everyChangeIsOfItsKind() throws {
        let pizza = M.pizza(
            .of(M.cotto, without: [M.onion], with: [M.honey, M.tuna], double: [M.ham], swap: [M.mozzarella: M.vegan]),
            dough: M.wholemeal)
        let text = try kitchen(pizza)
        let section = try #require(text.sections.first)
        #expect(section.removed.map { $0(.en) } == ["onion"])
        #expect(section.added.map { $0(.en) } == ["tuna", "honey"])
        #expect(section.doubled.map { $0(.en) } == ["ham"])
        #expect(section.swapped.map { [$0.from(.en), $0.to(.en)] } == [["mozzarella", "vegan cheese"]])
        #expect(text.size?(.it) == "Media" && text.dough?(.it) == "Integrale")
    }

    @Test func sectionsAreNamedWithTheirShare() throws {
        let halves = try kitchen(M.pizza(.of(M.tonno), .of(M.cotto, without: [M.onion]), size: M.large))
        #expect(halves.name == LocalizedText(it: "½ Tonno + ½ Cotto", en: "½ Tuna + ½ Ham"))
        let thirds = try kitchen(
            M.pizza(.of(M.marinara, with: [M.ham]), .of(M.margherita), .of(M.tonno, without: [M.tuna])))
        #expect(thirds.name(.it) == "⅓ Margherita + ⅓ Marinara + ⅓ Tonno")
        let both = halves.sections.map { [$0.name(.it)] + $0.removed.map { $0(.it) } }
        #expect(both == [["Tonno"], ["Cotto", "cipolla"]])
        let quarters = try kitchen(M.pizza(.of(M.margherita), .of(M.margherita), .of(M.margherita), .of(M.tonno)))
        #expect(quarters.name(.en) == "¼ Margherita + ¼ Margherita + ¼ Margherita + ¼ Tuna")
    }

    @Test func somethingElseHasItsNameOnly() throws {
        let text = try kitchen(LineConfiguration(product: M.wine))
        #expect(text.name == LocalizedText(it: "Vino", en: "Wine"))
        #expect(text.size == nil && text.dough == nil && text.sections.isEmpty)
    }

    @Test func itIsKeptWithTheOrder() throws {
        let text = try kitchen(M.pizza(.of(M.cotto, without: [M.onion], swap: [M.mozzarella: M.vegan]), .of(M.tonno)))
        let json = try JSONEncoder().encode(text)
        #expect(try JSONDecoder().decode(KitchenText.self, from: json) == text)
    }
}
