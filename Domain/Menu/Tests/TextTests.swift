import Foundation
import Kernel
import Menu
import Testing

private typealias M = SmallMenu

/// What the kitchen and the customer read.
@Suite struct TextTests {
    private func kitchen(_ pizza: LineConfiguration) throws -> KitchenText {
        try M.menu().line(for: pizza, quantity: 1).kitchen
    }

    @Test func aWholePizza() throws {
        let text = try kitchen(M.pizza(.of(M.tonno)))
        #expect(text.name == LocalizedText(it: "Tonno", en: "Tuna"))
        #expect(text.size == LocalizedText(it: "Media", en: "Medium"))
        #expect(text.dough == nil)
        #expect(text.sections.map(\.name.it) == ["Tonno"])
        #expect(text.sections.map { $0.changes(.it) } == [""])
        #expect(text.details(.it) == "Media")
        #expect(text.details(.en) == "Medium")
    }

    @Test func allChangesAreSaid() throws {
        let pizza = M.pizza(
            .of(M.cotto, without: [M.onion], with: [M.honey, M.tuna], double: [M.ham], swap: [M.mozzarella: M.vegan]),
            dough: M.wholemeal)
        let text = try kitchen(pizza)
        let it = "senza cipolla, con tonno, con miele, doppio prosciutto, vegana al posto di mozzarella"
        let en = "no onion, add tuna, add honey, double ham, vegan cheese instead of mozzarella"
        #expect(text.sections.first?.changes(.it) == it)
        #expect(text.sections.first?.changes(.en) == en)
        #expect(text.details(.it) == "Media · Integrale · " + it)
        #expect(text.details(.en) == "Medium · Wholemeal · " + en)
    }

    @Test func sectionsAreNamedWithTheirShare() throws {
        let halves = try kitchen(M.pizza(.of(M.tonno), .of(M.cotto, without: [M.onion]), size: M.large))
        #expect(halves.name == LocalizedText(it: "½ Tonno + ½ Cotto", en: "½ Tuna + ½ Ham"))
        #expect(halves.details(.it) == "Grande · Cotto: senza cipolla")
        #expect(halves.details(.en) == "Large · Ham: no onion")
        let thirds = try kitchen(
            M.pizza(.of(M.marinara, with: [M.ham]), .of(M.margherita), .of(M.tonno, without: [M.tuna])))
        #expect(thirds.name.it == "⅓ Margherita + ⅓ Marinara + ⅓ Tonno")
        #expect(thirds.details(.it) == "Media · Marinara: con prosciutto · Tonno: senza tonno")
        let quarters = try kitchen(M.pizza(.of(M.margherita), .of(M.margherita), .of(M.margherita), .of(M.tonno)))
        #expect(quarters.name.en == "¼ Margherita + ¼ Margherita + ¼ Margherita + ¼ Tuna")
    }

    @Test func somethingElseHasItsNameOnly() throws {
        let text = try kitchen(LineConfiguration(product: M.wine))
        #expect(text.name == LocalizedText(it: "Vino", en: "Wine"))
        #expect(text.size == nil && text.dough == nil && text.sections.isEmpty)
        #expect(text.details(.it) == "")
    }

    @Test func itIsKeptWithTheOrder() throws {
        let text = try kitchen(M.pizza(.of(M.cotto, without: [M.onion], swap: [M.mozzarella: M.vegan]), .of(M.tonno)))
        let json = try JSONEncoder().encode(text)
        #expect(try JSONDecoder().decode(KitchenText.self, from: json) == text)
    }
}
