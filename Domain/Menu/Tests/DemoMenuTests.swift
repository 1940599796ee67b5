import Kernel
import Menu
import Testing

@Suite struct DemoMenuTests {
    private let menu: MenuSnapshot
    init() throws { menu = try MenuSnapshot(DemoMenu.parts(), version: 1, currency: .eur, priceRule: .dearest) }

    @Test func itIsTheMenuOfAPizzeria() {
        #expect((38...46).contains(menu.products.count))
        #expect((24...30).contains(menu.products.count { $0.pizza != nil }))
        #expect(menu.products.first?.slug == "margherita")
        #expect(menu.products.last?.slug == "pignoletto")
        #expect(menu.doughs.map(\.slug) == ["classico", "integrale", "senza-glutine", "ai-cereali"])
        #expect(menu.sizes.map(\.diameter) == [24, 32, 45])
        #expect(menu.sizes.map(\.work) == [1, 2, 4])
        for category in menu.categories where category.slug != "pizze" {
            #expect(!menu.products(in: category.id).isEmpty, "\(category.slug)")
        }
    }

    @Test func itsIdsNeverChange() {
        #expect(menu.product(slug: "margherita")?.id.description == "019b76da-a800-7005-8000-000000000001")
        #expect(menu.product(slug: "pignoletto")?.id.description == "019b76da-a800-7005-8000-000000000053")
        let mozzarella = menu.ingredients.first { $0.slug == "mozzarella" }
        #expect(mozzarella?.id.description == "019b76da-a800-7004-8000-00000000000a")
    }

    @Test func everyPizzaIsPricedInEverySizeAndDoughThatItOffers() throws {
        var offered = 0
        for product in menu.products {
            guard let pizza = product.pizza else { continue }
            #expect(product.station == "oven" && product.vatClass == "food")
            #expect(pizza.mostSections == (pizza.isFolded ? 1 : 4))
            var last: Int64 = 0
            for size in menu.sizes where pizza.prices[size.id] != nil {
                for dough in menu.doughs where pizza.doughs.isEmpty || pizza.doughs.contains(dough.id) {
                    let pizza = LineConfiguration(size: size.id, dough: dough.id, sections: [.init(recipe: product.id)])
                    guard dough.kcal[size.id] != nil else {
                        #expect(throws: LineProblem.doughNotOffered(dough.name)) {
                            try menu.line(for: pizza, quantity: 1)
                        }
                        continue
                    }
                    #expect(try menu.line(for: pizza, quantity: 1).unitPrice.cents >= 350)
                    offered += 1
                }
                let cents = pizza.prices[size.id]?.cents ?? 0
                #expect(cents > last, "\(product.slug)")
                last = cents
            }
        }
        // 25 open pizzas in 3 + 3 + 2 + 3 ways, and 3 folded ones in 2 sizes on 3 doughs.
        #expect(offered == 25 * 11 + 3 * 6)
    }

    @Test func everythingElseIsPricedAndDrawn() throws {
        let kinds: Set<String> = [
            "bottle", "can", "beer", "wine", "water", "dessert", "tiramisu", "fries", "crocchetta", "salad", "coffee",
        ]
        for product in menu.products where product.pizza == nil {
            #expect(kinds.contains(product.look), "\(product.slug)")
            let line = try menu.line(for: LineConfiguration(product: product.id), quantity: 1)
            #expect(line.unitPrice.cents > 0)
            #expect(line.work == (product.station == "fryer" ? ["fryer": 1] : [:]))
        }
        #expect(Set(menu.products.map(\.vatClass)) == ["food", "drink", "alcohol"])
        #expect(Set(menu.products.flatMap(\.tags)) == ["spicy", "new", "favourite"])
    }

    @Test func everyIngredientIsUsedOrOfferedInASwapAndDearerOnLargerPizzas() {
        let used = Set(menu.products.flatMap { $0.pizza?.recipe.map(\.ingredient) ?? [] })
        for ingredient in menu.ingredients {
            #expect(used.contains(ingredient.id) || ingredient.swapGroup != nil, "\(ingredient.slug)")
            #expect(DemoMenuLooks.toppings.contains(ingredient.look), "\(ingredient.slug)")
            let prices = menu.sizes.compactMap { ingredient.extraPrice[$0.id]?.cents }
            let grams = menu.sizes.compactMap { ingredient.grams[$0.id] }
            #expect(prices.count == 3 && prices[0] < prices[1] && prices[1] < prices[2], "\(ingredient.slug)")
            #expect(
                grams.count == 3 && grams[0] > 0 && grams[0] <= grams[1] && grams[1] < grams[2], "\(ingredient.slug)")
        }
        #expect(Set(menu.doughs.map(\.look)) == ["classic", "wholemeal", "gluten-free", "cereal"])
    }

    @Test func noTextIsEmptyInEitherLanguage() {
        var texts = menu.products.flatMap { [$0.name, $0.description] }
        texts +=
            menu.ingredients.map(\.name) + menu.doughs.map(\.name) + menu.sizes.map(\.name)
            + menu.categories.map(\.name)
        for text in texts { #expect(text[.it]?.isEmpty == false && text(.en) != "") }
        for product in menu.products {
            #expect(product.description(.it) != product.description(.en), "\(product.slug)")
        }
    }

    @Test func allFourteenAllergensOccurAndAreWhereTheyBelong() {
        var all = menu.doughs.reduce(into: AllergenSet()) { $0.formUnion($1.contains.union($1.mayContain)) }
        for product in menu.products {
            let facts = menu.facts(of: product)
            all.formUnion(facts.contains.union(facts.mayContain))
            #expect(facts.contains.isDisjoint(with: facts.mayContain), "\(product.slug)")
        }
        #expect(all == AllergenSet(Allergen.allCases))
        func contains(_ slug: String) -> AllergenSet? { menu.product(slug: slug).map { menu.facts(of: $0).contains } }
        #expect(contains("marinara") == [.gluten])
        #expect(contains("margherita") == [.gluten, .milk])
        #expect(contains("orto-vegano") == [.gluten, .soybeans])
        #expect(contains("frutti-di-mare") == [.gluten, .crustaceans, .molluscs, .sulphites])
        #expect(contains("mortadella-e-pistacchi") == [.gluten, .milk, .nuts])
        #expect(contains("lambrusco") == [.sulphites])
    }
}

/// The looks that there are drawings of, written down here as well so that neither side can lose one unnoticed.
enum DemoMenuLooks {
    static let toppings: Set<String> = Set(
        """
        tomato-sauce white-cream pesto bbq-sauce mozzarella buffalo-mozzarella smoked-cheese gorgonzola parmesan-shavings \
        ricotta stracciatella feta provola salami-slice spicy-salami prosciutto speck bacon pancetta mortadella ham sausage \
        chicken meatball nduja wurstel egg anchovy tuna shrimp mussel salmon squid mushroom porcini olive-black olive-green \
        artichoke spinach garlic capers chilli cherry-tomato tomato-slice onion-ring pepper-strip aubergine courgette \
        radicchio corn pumpkin broccoli potato french-fries basil rocket oregano thyme honey chilli-oil walnut pistachio \
        pineapple pear truffle
        """.split(separator: " ").map(String.init))
}
