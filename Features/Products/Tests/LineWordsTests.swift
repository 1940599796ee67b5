import Kernel
import Menu
import MenuView
import Products
import Testing
import Web

/// What the customer reads of a line, in the words of this feature.
@Suite struct LineWordsTests {
    private let it: Words
    private let en: Words
    private let menu: MenuSnapshot

    init() throws {
        let catalogue = try Catalogue(folders: [#require(Products.sentences)])
        (it, en) = (catalogue[.it], catalogue[.en])
        menu = try MenuSnapshot(DemoMenu.parts(), version: 1, currency: .eur, priceRule: .dearest)
    }

    private func product(_ slug: String) throws -> Identifier<Product> { try #require(menu.product(slug: slug)?.id) }

    private func ingredient(_ slug: String) throws -> Identifier<Ingredient> {
        try #require(menu.ingredients.first { $0.slug == slug }?.id)
    }

    private func kitchen(_ dough: String, _ sections: [LineConfiguration.Section]) throws -> KitchenText {
        let size = try #require(menu.sizes.first { $0.slug == "normale" }?.id)
        let dough = try #require(menu.doughs.first { $0.slug == dough }?.id)
        return try menu.line(for: LineConfiguration(size: size, dough: dough, sections: sections), quantity: 1).kitchen
    }

    @Test func everyKindOfChangeIsSaid() throws {
        let section = LineConfiguration.Section(
            recipe: try product("diavola"), removed: [], added: [try ingredient("miele"), try ingredient("rucola")],
            doubled: [try ingredient("salame-piccante")],
            swaps: [.init(try ingredient("mozzarella"), for: try ingredient("bufala"))])
        let text = try kitchen("integrale", [section])
        let changes = try #require(text.sections.first)
        #expect(
            changes.changes(it)
                == "con rucola, con miele, doppio salame piccante, mozzarella di bufala al posto di mozzarella")
        #expect(
            changes.changes(en)
                == "add rocket, add honey, double spicy salami, buffalo mozzarella instead of mozzarella")
        #expect(text.details(it) == "Normale · Integrale · " + changes.changes(it))
        #expect(text.details(en) == "Regular · Wholemeal · " + changes.changes(en))
    }

    @Test func theChangesOfASectionAreUnderItsName() throws {
        let plain = LineConfiguration.Section(recipe: try product("diavola"))
        let changed = LineConfiguration.Section(
            recipe: try product("margherita"), removed: [try ingredient("basilico")])
        let text = try kitchen("classico", [plain, changed])
        #expect(text.details(it) == "Normale · Margherita: senza basilico fresco")
        #expect(text.details(en) == "Regular · Margherita: no fresh basil")
        #expect(try kitchen("classico", [plain]).details(it) == "Normale")
        #expect(try menu.line(for: LineConfiguration(product: product("cola")), quantity: 1).kitchen.details(it) == "")
    }

    @Test func everyAllergenHasItsWord() {
        #expect(it(Allergen.nuts.key) == "frutta a guscio")
        #expect(en(Allergen.sulphites.key) == "sulphites")
        for words in [it, en] {
            let names = Allergen.allCases.map { words($0.key) }
            #expect(Set(names).count == 14 && names.allSatisfy { !$0.contains(".") })
        }
    }
}
