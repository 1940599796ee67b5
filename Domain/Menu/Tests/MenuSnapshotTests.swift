import Kernel
import Menu
import Testing

private typealias M = SmallMenu

@Suite struct MenuSnapshotTests {
    private typealias Problem = MenuSnapshot.Problem

    private func problem(
        _ rule: SectionPriceRule = .dearest, currency: Currency = .eur, _ change: (inout MenuSnapshot.Parts) -> Void
    ) -> Problem? {
        var parts = M.parts
        change(&parts)
        do {
            _ = try MenuSnapshot(parts, version: 1, currency: currency, priceRule: rule)
            return nil
        } catch let problem as Problem {
            return problem
        } catch {
            Issue.record(error)
            return nil
        }
    }

    private func isUnreasonable(_ problem: Problem?) -> Bool {
        if case .unreasonable(let what)? = problem { !what.isEmpty } else { false }
    }

    private func category(_ number: UInt64, _ slug: String, in parent: UInt64? = nil, sort: Int = 9) -> Menu.Category {
        Category(
            id: M.id(number), slug: slug, name: LocalizedText(it: slug), parent: parent.map { M.id($0) }, sort: sort)
    }

    private func dough(
        kcal: [Identifier<Size>: Int] = [M.medium: 1], surcharge: [Identifier<Size>: Money] = [:], work: Int = 0
    )
        -> Dough
    {
        Dough(
            id: M.id(77), slug: "new", name: LocalizedText(it: "new"), contains: [], kcal: kcal, surcharge: surcharge,
            extraWork: work, look: "", sort: 1)
    }

    private func ingredient(
        id: UInt64 = 77, slug: String = "new", kcal: Int = 1, grams: [Identifier<Size>: Int] = [:],
        price: [Identifier<Size>: Money] = [:]
    ) -> Ingredient {
        Ingredient(
            id: M.id(id), slug: slug, name: LocalizedText(it: slug), diet: .vegan, kcalPer100g: kcal, grams: grams,
            extraPrice: price, look: "")
    }

    private func product(
        id: UInt64 = 77, slug: String = "new", in category: Identifier<Menu.Category> = M.pizze, _ kind: Product.Kind
    ) -> Product {
        Product(
            id: M.id(id), slug: slug, name: LocalizedText(it: slug), description: LocalizedText(it: ""),
            category: category,
            kind: kind, station: "oven", vatClass: "food", sort: 1)
    }

    private func simple(cents: Int64 = 1, _ currency: Currency = .eur, kcal: Int = 1, work: Int = 0) -> Product.Kind {
        .simple(Product.Simple(price: Money(cents: cents, currency), kcal: kcal, work: work))
    }

    private func pizza(
        _ prices: [Identifier<Size>: Money] = [M.medium: Money(cents: 500)], doughs: Set<Identifier<Dough>> = [],
        recipe: [Product.Portion] = [], least: Int = 0, extras: Int = 8, sections: Int = 4
    ) -> Product.Kind {
        .pizza(
            Product.Pizza(
                prices: prices, doughs: doughs, recipe: recipe, leastToppings: least, mostExtras: extras,
                mostSections: sections))
    }

    @Test func theWholeIsInOrder() throws {
        let menu = try M.menu()
        #expect(menu.categories.map(\.slug) == ["pizze", "altro"])
        #expect(menu.ingredients.map(\.slug).first == "bufala")
        #expect(menu.products(in: M.altro).map(\.slug) == ["patatine", "vino", "chinotto"])
        #expect(menu.products(in: M.id(99)).isEmpty)
        #expect(menu.product(slug: "tonno")?.id == M.tonno)
        #expect(menu.product(slug: "Tonno") == nil)
        #expect(menu.size(M.large)?.slug == "grande" && menu.size(M.id(99)) == nil)
        #expect(menu.dough(M.wholemeal)?.slug == "integrale" && menu.dough(M.id(99)) == nil)
        #expect(menu.ingredient(M.ham)?.slug == "prosciutto" && menu.ingredient(M.id(99)) == nil)
        #expect(problem { _ in } == nil)
    }

    @Test func categoriesStandParentFirst() throws {
        var parts = M.parts
        parts.categories += [
            category(12, "c", in: 11, sort: 2), category(13, "b", in: 11, sort: 1), category(11, "a", in: 1),
            category(14, "d", in: 13),
        ]
        let menu = try MenuSnapshot(parts, version: 1, currency: .eur, priceRule: .average)
        #expect(menu.categories.map(\.slug) == ["pizze", "a", "b", "d", "c", "altro"])
    }

    @Test func anEmptyMenuHasNothing() throws {
        let menu = MenuSnapshot.empty(.usd)
        #expect(menu.version == 0 && menu.currency == .usd && menu.products.isEmpty && menu.categories.isEmpty)
        #expect(menu.products(matching: MenuFilter()).isEmpty)
        #expect(throws: LineProblem.unknownProduct) { try menu.line(for: M.pizza(.of(M.margherita)), quantity: 1) }
        #expect(try MenuSnapshot(.init(), version: 1, currency: .eur, priceRule: .dearest).products.isEmpty)
    }

    @Test func nothingIsThereTwice() {
        #expect(problem { $0.categories.append(category(9, "pizze")) } == .duplicate("The category pizze"))
        #expect(problem { $0.categories.append(category(1, "new")) } == .duplicate("The category new"))
        #expect(problem { $0.sizes.append($0.sizes[0]) } == .duplicate("The size media"))
        #expect(problem { $0.doughs.append($0.doughs[0]) } == .duplicate("The dough classico"))
        #expect(problem { $0.ingredients.append(ingredient(slug: "tonno")) } == .duplicate("The ingredient tonno"))
        #expect(problem { $0.products.append(product(slug: "vino", simple())) } == .duplicate("The product vino"))
        #expect(Problem.duplicate("The size media").description == "The size media is there twice.")
    }

    @Test func nothingNamesWhatIsNotThere() {
        let gone: Identifier<Size> = M.id(99)
        let size = "the size \(gone)"
        let money = Money(cents: 1)
        #expect(
            problem { $0.categories.append(category(9, "new", in: 99)) }
                == .missing("the category \(gone)", in: "The category new"))
        #expect(
            problem { $0.ingredients.append(ingredient(price: [gone: money])) }
                == .missing(size, in: "The ingredient new"))
        #expect(
            problem { $0.ingredients.append(ingredient(grams: [gone: 1])) } == .missing(size, in: "The ingredient new"))
        #expect(problem { $0.doughs.append(dough(kcal: [gone: 1])) } == .missing(size, in: "The dough new"))
        #expect(problem { $0.doughs.append(dough(surcharge: [gone: money])) } == .missing(size, in: "The dough new"))
        #expect(
            problem { $0.products.append(product(in: M.id(99), simple())) }
                == .missing("the category \(gone)", in: "The product new"))
        #expect(problem { $0.products.append(product(pizza([gone: money]))) } == .missing(size, in: "The product new"))
        #expect(
            problem { $0.products.append(product(pizza(doughs: [M.id(99)]))) }
                == .missing("the dough \(gone)", in: "The product new"))
        #expect(
            problem { $0.products.append(product(pizza(recipe: [.init(M.id(99))]))) }
                == .missing("the ingredient \(gone)", in: "The product new"))
        #expect(
            Problem.missing("the size x", in: "The dough y").description
                == "The dough y names the size x, which is not there.")
    }

    @Test func categoriesGoRoundInNoCircle() {
        #expect(problem { $0.categories.append(category(9, "self", in: 9)) } == .cycle("self"))
        #expect(
            problem { $0.categories += [category(8, "x", in: 9), category(9, "y", in: 8), category(7, "z", in: 9)] }
                == .cycle("x"))
        #expect(Problem.cycle("self").description == "The category self is part of itself.")
    }

    @Test func pricesMakeSense() {
        for cents in [-1, 10_000_001, Int64.min, .max] {
            let money = Money(cents: cents)
            #expect(isUnreasonable(problem { $0.products.append(product(simple(cents: cents))) }), "\(cents)")
            #expect(isUnreasonable(problem { $0.products.append(product(pizza([M.medium: money]))) }), "\(cents)")
            #expect(isUnreasonable(problem { $0.ingredients.append(ingredient(price: [M.medium: money])) }), "\(cents)")
            #expect(isUnreasonable(problem { $0.doughs.append(dough(surcharge: [M.medium: money])) }), "\(cents)")
            #expect(isUnreasonable(problem(.surcharge(money)) { _ in }), "\(cents)")
        }
        #expect(problem { $0.products.append(product(simple(cents: 10_000_000))) } == nil)
        #expect(problem { $0.products.append(product(simple(cents: 0))) } == nil)
        #expect(isUnreasonable(problem { $0.products.append(product(simple(.usd))) }))
        #expect(isUnreasonable(problem(.surcharge(Money(cents: 50, .usd))) { _ in }))
        #expect(isUnreasonable(problem(currency: .usd) { _ in }))
        #expect(isUnreasonable(problem { $0.products.append(product(pizza([:]))) }))
    }

    @Test func numbersMakeSense() {
        func size(diameter: Int = 30, work: Int = 1) -> Size {
            Size(id: M.id(77), slug: "new", name: LocalizedText(it: "new"), diameter: diameter, work: work, sort: 1)
        }
        for wrong in [size(diameter: 0), size(diameter: -1), size(work: -1), size(work: 1001), size(work: .max)] {
            #expect(isUnreasonable(problem { $0.sizes.append(wrong) }))
        }
        for wrong in [
            ingredient(kcal: -1), ingredient(kcal: 1001), ingredient(grams: [M.medium: -1]),
            ingredient(grams: [M.medium: .max]),
        ] {
            #expect(isUnreasonable(problem { $0.ingredients.append(wrong) }))
        }
        for wrong in [dough(kcal: [M.medium: -1]), dough(kcal: [M.medium: .max]), dough(work: -1), dough(work: .max)] {
            #expect(isUnreasonable(problem { $0.doughs.append(wrong) }))
        }
        let kinds = [
            simple(kcal: -1), simple(kcal: .max), simple(work: -1), simple(work: .max), pizza(sections: 0),
            pizza(sections: 5),
            pizza(recipe: [.init(M.ham, 0)]), pizza(recipe: [.init(M.ham, 5)]),
            pizza(recipe: [.init(M.ham), .init(M.ham)]), pizza(extras: -1),
            pizza(extras: 61), pizza(recipe: [.init(M.ham)], extras: 60), pizza(extras: .max), pizza(least: -1),
        ]
        for kind in kinds { #expect(isUnreasonable(problem { $0.products.append(product(kind)) }), "\(kind)") }
        #expect(problem { $0.sizes.append(size()) } == nil)
        #expect(problem { $0.products.append(product(pizza(recipe: [.init(M.ham, 4)], least: 5, extras: 59))) } == nil)
    }

    @Test func whatWasAskedBeforeIsAnsweredTheSameUntilTheMenuIsAnother() throws {
        let pizza = M.pizza(.of(M.margherita))
        let old = try MenuSnapshot(M.parts, version: 1, currency: .eur, priceRule: .dearest)
        for _ in 0..<2 {
            #expect(try old.line(for: pizza, quantity: 1).total == Money(cents: 650))
            #expect(try old.line(for: pizza, quantity: 2).total == Money(cents: 1300))
            #expect(throws: LineProblem.quantity) { try old.line(for: pizza, quantity: 0) }
            #expect(throws: LineProblem.unknownProduct) {
                try old.line(for: LineConfiguration(product: M.id(999)), quantity: 1)
            }
        }
        var parts = M.parts
        parts.products.removeAll { $0.id == M.margherita }
        let new = try MenuSnapshot(parts, version: 2, currency: .eur, priceRule: .dearest)
        #expect(throws: LineProblem.unknownProduct) { try new.line(for: pizza, quantity: 1) }
        #expect(try old.line(for: pizza, quantity: 1).total == Money(cents: 650))
    }
}
