import Kernel
import Testing

@testable import Menu

private typealias M = SmallMenu

@Suite struct LineProblemTests {
    private func problem(_ line: LineConfiguration, quantity: Int = 1, of parts: MenuSnapshot.Parts = M.parts) throws
        -> LineProblem?
    {
        let menu = try MenuSnapshot(parts, version: 1, currency: .eur, priceRule: .dearest)
        do {
            _ = try menu.line(for: line, quantity: quantity)
            return nil
        } catch {
            return error
        }
    }

    private func text(_ it: String, _ en: String) -> LocalizedText { LocalizedText(it: it, en: en) }

    @Test func quantities() throws {
        let wine = LineConfiguration(product: M.wine)
        for quantity in [0, -1, 51, Int.max, Int.min] {
            #expect(try problem(wine, quantity: quantity) == .quantity)
            #expect(try problem(M.pizza(.of(M.margherita)), quantity: quantity) == .quantity)
        }
        #expect(try problem(wine, quantity: 1) == nil)
        #expect(try problem(wine, quantity: 50) == nil)
    }

    @Test func products() throws {
        #expect(try problem(LineConfiguration(product: M.id(99))) == .unknownProduct)
        #expect(try problem(M.pizza(.of(M.id(99)))) == .unknownProduct)
        #expect(try problem(M.pizza(.of(M.margherita), .of(M.id(99)))) == .unknownProduct)
        #expect(try problem(M.pizza()) == .unknownProduct)
        #expect(try problem(LineConfiguration(product: M.offDrink)) == .soldOut(text("Chinotto", "Chinotto")))
        #expect(try problem(M.pizza(.of(M.offPizza))) == .soldOut(text("Esaurita", "Sold out")))
        #expect(try problem(M.pizza(.of(M.margherita), .of(M.offPizza))) == .soldOut(text("Esaurita", "Sold out")))
    }

    @Test func whatIsAPizzaAndWhatIsNot() throws {
        #expect(try problem(LineConfiguration(product: M.margherita)) == .notAPizza(text("Margherita", "Margherita")))
        #expect(try problem(M.pizza(.of(M.wine))) == .notAPizza(text("Vino", "Wine")))
        #expect(try problem(M.pizza(.of(M.margherita), .of(M.wine))) == .notAPizza(text("Vino", "Wine")))
    }

    @Test func sizesAndDoughs() throws {
        let margherita = LineConfiguration.Section.of(M.margherita)
        #expect(try problem(M.pizza(margherita, size: M.id(99))) == .sizeNotOffered(LocalizedText(it: "?")))
        #expect(try problem(M.pizza(.of(M.calzone), size: M.large)) == .sizeNotOffered(text("Grande", "Large")))
        #expect(try problem(M.pizza(margherita, dough: M.id(99))) == .doughNotOffered(LocalizedText(it: "?")))
        #expect(
            try problem(M.pizza(margherita, size: M.large, dough: M.wholemeal))
                == .doughNotOffered(text("Integrale", "Wholemeal")))
        #expect(
            try problem(M.pizza(.of(M.strict), dough: M.wholemeal)) == .doughNotOffered(text("Integrale", "Wholemeal")))
        #expect(
            try problem(M.pizza(margherita, .of(M.strict), dough: M.wholemeal))
                == .doughNotOffered(text("Integrale", "Wholemeal")))
        #expect(try problem(M.pizza(margherita, dough: M.offDough)) == .doughSoldOut(text("Finito", "Gone")))
    }

    @Test func sections() throws {
        let four: [Identifier<Product>] = [M.margherita, M.marinara, M.tonno, M.cotto]
        func pizza(_ recipes: [Identifier<Product>]) -> LineConfiguration {
            LineConfiguration(size: M.medium, dough: M.plain, sections: recipes.map { .of($0) })
        }
        #expect(try problem(pizza(four)) == nil)
        #expect(try problem(pizza(four + [M.strict])) == .tooManySections(limit: 4))
        #expect(try problem(pizza([M.margherita, M.strict])) == nil)
        #expect(try problem(pizza([M.margherita, M.marinara, M.strict])) == .tooManySections(limit: 2))
        #expect(try problem(pizza([M.calzone])) == nil)
        #expect(try problem(pizza([M.calzone, M.calzone])) == nil)
        #expect(try problem(pizza([M.calzone, M.margherita])) == .tooManySections(limit: 1))
    }

    @Test func toppings() throws {
        #expect(try problem(M.pizza(.of(M.strict, with: [M.ham]))) == nil)
        #expect(try problem(M.pizza(.of(M.strict, with: [M.ham, M.tuna]))) == .tooManyExtras(limit: 1))
        #expect(try problem(M.pizza(.of(M.strict, with: [M.ham], double: [M.tomato]))) == .tooManyExtras(limit: 1))
        #expect(try problem(M.pizza(.of(M.strict, without: [M.tomato]))) == .tooFewToppings(limit: 2))
        #expect(try problem(M.pizza(.of(M.strict, without: [M.tomato], with: [M.ham]))) == nil)
        #expect(try problem(M.pizza(.of(M.strict, swap: [M.mozzarella: M.vegan]))) == nil)
        #expect(try problem(M.pizza(.of(M.marinara, without: [M.tomato]))) == nil)
    }

    @Test func ingredients() throws {
        let truffle = text("tartufo", "truffle")
        #expect(try problem(M.pizza(.of(M.margherita, with: [M.id(99)]))) == .unknownIngredient)
        #expect(try problem(M.pizza(.of(M.margherita, without: [M.id(99)]))) == .unknownIngredient)
        #expect(try problem(M.pizza(.of(M.margherita, double: [M.id(99)]))) == .unknownIngredient)
        #expect(try problem(M.pizza(.of(M.margherita, swap: [M.mozzarella: M.id(99)]))) == .unknownIngredient)
        #expect(try problem(M.pizza(.of(M.margherita, swap: [M.id(99): M.vegan]))) == .unknownIngredient)
        #expect(try problem(M.pizza(.of(M.tartufo))) == .ingredientSoldOut(truffle))
        #expect(try problem(M.pizza(.of(M.margherita, with: [M.truffle]))) == .ingredientSoldOut(truffle))
        #expect(try problem(M.pizza(.of(M.tartufo, without: [M.truffle]))) == nil)
    }

    @Test func changesThatDoNotApply() throws {
        let (onion, ham, mozzarella) = (
            text("cipolla", "onion"), text("prosciutto", "ham"), text("mozzarella", "mozzarella")
        )
        let vegan = text("vegana", "vegan cheese")
        let cases: [(LineConfiguration.Section, LocalizedText)] = [
            (.of(M.margherita, without: [M.ham]), ham),
            (.of(M.margherita, double: [M.ham]), ham),
            (.of(M.margherita, with: [M.mozzarella]), mozzarella),
            (.of(M.margherita, without: [M.mozzarella], with: [M.mozzarella]), mozzarella),
            (.of(M.margherita, without: [M.mozzarella], double: [M.mozzarella]), mozzarella),
            (.of(M.margherita, without: [M.mozzarella], swap: [M.mozzarella: M.vegan]), vegan),
            (.of(M.margherita, double: [M.mozzarella], swap: [M.mozzarella: M.vegan]), vegan),
            (.of(M.margherita, with: [M.vegan], swap: [M.mozzarella: M.vegan]), vegan),
            (.of(M.margherita, swap: [M.mozzarella: M.bufala, M.mozzarella: M.vegan]), vegan),
            (.of(M.margherita, swap: [M.mozzarella: M.mozzarella]), mozzarella),
            (.of(M.margherita, swap: [M.mozzarella: M.ham]), ham),
            (.of(M.tonno, swap: [M.tuna: M.tomato]), text("pomodoro", "tomato")),
            (.of(M.margherita, swap: [M.tomato: M.vegan]), vegan),
            (.of(M.margherita, swap: [M.ham: M.vegan]), vegan),
            (.of(M.cotto, swap: [M.tomato: M.onion]), onion),
            (.of(M.cotto, double: [M.onion]), onion),
            (.of(M.margherita, with: [M.onion]), onion),
        ]
        for (section, name) in cases {
            #expect(try problem(M.pizza(section)) == .changeNotApplicable(name))
            #expect(try problem(M.pizza(.of(M.marinara), section)) == .changeNotApplicable(name))
        }
        #expect(try problem(M.pizza(.of(M.cotto, without: [M.onion]))) == nil)
    }

    @Test func aPriceThatDoesNotFitIsNoPrice() {
        let rules: [SectionPriceRule] = [.dearest, .average, .proportional, .surcharge(Money(cents: 1))]
        for rule in rules {
            #expect(rule.cents(bases: [], extras: [], recipesDiffer: false) == nil)
            #expect(rule.cents(bases: [.max, 0], extras: [.max, 0], recipesDiffer: true) == nil)
            #expect(rule.cents(bases: [.max, .max], extras: [0, 0], recipesDiffer: true) == nil)
        }
        #expect(
            SectionPriceRule.surcharge(Money(cents: 1)).cents(bases: [.max], extras: [0], recipesDiffer: true) == nil)
        #expect(SectionPriceRule.dearest.cents(bases: [.max], extras: [0], recipesDiffer: false) == .max)
        #expect(SectionPriceRule.proportional.cents(bases: [.max], extras: [0], recipesDiffer: false) == .max)
    }

    @Test func eachIsARefusalForTheWeb() {
        let name = text("Vino", "Wine")
        let refusals: [(LineProblem, AppError)] = [
            (.unknownProduct, .conflict("menu.unknown-product")),
            (.unknownIngredient, .conflict("menu.unknown-ingredient")),
            (.soldOut(name), .conflict("menu.sold-out", texts: ["name": name])),
            (.ingredientSoldOut(name), .conflict("menu.ingredient-sold-out", texts: ["name": name])),
            (.doughSoldOut(name), .conflict("menu.dough-sold-out", texts: ["name": name])),
            (.sizeNotOffered(name), .invalid("menu.size-not-offered", texts: ["name": name])),
            (.doughNotOffered(name), .invalid("menu.dough-not-offered", texts: ["name": name])),
            (.notAPizza(name), .invalid("menu.not-a-pizza", texts: ["name": name])),
            (.tooManySections(limit: 4), .invalid("menu.too-many-sections", ["limit": "4"])),
            (.tooManyExtras(limit: 8), .invalid("menu.too-many-extras", ["limit": "8"])),
            (.tooFewToppings(limit: 1), .invalid("menu.too-few-toppings", ["limit": "1"])),
            (.changeNotApplicable(name), .invalid("menu.change-not-applicable", texts: ["name": name])),
            (.quantity, .invalid("menu.quantity", ["limit": "50"])),
            (.overflow, .invalid("menu.overflow")),
        ]
        for (problem, refusal) in refusals { #expect(problem.error == refusal) }
    }
}
