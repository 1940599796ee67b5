import Kernel
import Menu

/// Menus and lines by chance, from a seed: the same on every machine.
struct RandomMenu {
    private let entropy: Entropy
    private var nextID: UInt64 = 0

    init(seed: UInt64) { entropy = .seeded(seed) }

    func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(entropy.bits() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    func chance(_ percent: Int) -> Bool { number(1...100) <= percent }

    func some<Value>(of values: [Value], _ percent: Int) -> [Value] { values.filter { _ in chance(percent) } }

    func one<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }

    func shuffled<Value>(_ values: [Value]) -> [Value] {
        values.map { (entropy.bits(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    }

    private mutating func id<Subject>() -> Identifier<Subject> {
        nextID += 1
        return Identifier(high: entropy.bits(), low: nextID)
    }

    private func allergens(_ percent: Int) -> AllergenSet { AllergenSet(some(of: Allergen.allCases, percent)) }

    private func prices(_ sizes: [Size], _ range: ClosedRange<Int>) -> [Identifier<Size>: Money] {
        Dictionary(uniqueKeysWithValues: sizes.map { ($0.id, Money(cents: Int64(number(range)))) })
    }

    private func text(_ number: UInt64) -> LocalizedText { LocalizedText(it: "cosa \(number)", en: "thing \(number)") }

    mutating func parts() -> MenuSnapshot.Parts {
        let category = Category(id: id(), slug: "c", name: text(0), sort: 1)
        let sizes = (1...number(1...3)).map {
            Size(id: id(), slug: "s\($0)", name: text(nextID), diameter: 20 + $0 * 10, work: number(0...5), sort: $0)
        }
        let doughs = (1...number(1...3)).map { sort in
            let made = [sizes[0]] + some(of: Array(sizes.dropFirst()), 80)
            return Dough(
                id: id(), slug: "d\(sort)", name: text(nextID), contains: allergens(15), mayContain: allergens(15),
                kcal: Dictionary(uniqueKeysWithValues: made.map { ($0.id, number(0...2000)) }),
                surcharge: prices(some(of: made, 50), 0...400), extraWork: number(0...2), look: "",
                isAvailable: chance(95), sort: sort)
        }
        let ingredients = (1...number(3...14)).map { _ in ingredient(sizes) }
        let products = (1...number(2...7)).map { sort in
            let recipe = some(of: ingredients, 40).map { Product.Portion($0.id, number(1...4)) }
            let pizza = Product.Pizza(
                prices: prices([sizes[0]] + some(of: Array(sizes.dropFirst()), 85), 0...2000),
                doughs: chance(80) ? [] : [doughs[0].id], recipe: recipe, leastToppings: chance(80) ? 0 : 1,
                mostExtras: number(0...9), mostSections: chance(75) ? 4 : number(1...4))
            return Product(
                id: id(), slug: "p\(sort)", name: text(nextID), description: text(nextID), category: category.id,
                kind: .pizza(pizza), station: "oven", vatClass: "food", isAvailable: chance(97), sort: sort)
        }
        return MenuSnapshot.Parts(
            categories: [category], sizes: sizes, doughs: doughs, ingredients: ingredients, products: products)
    }

    private mutating func ingredient(_ sizes: [Size]) -> Ingredient {
        let group: String? = chance(60) ? "g\(number(1...2))" : nil
        let id: Identifier<Ingredient> = id()
        return Ingredient(
            id: id, slug: "i\(nextID)", name: text(nextID), contains: allergens(10), mayContain: allergens(10),
            diet: one(of: Ingredient.Diet.allCases), kcalPer100g: number(0...1000),
            grams: Dictionary(uniqueKeysWithValues: some(of: sizes, 95).map { ($0.id, number(0...300)) }),
            extraPrice: prices(some(of: sizes, 90), 0...500), look: "", swapGroup: group, isAvailable: chance(97))
    }

    /// A rule, a third of the time with a surcharge.
    func rule() -> SectionPriceRule {
        one(of: [
            .dearest, .average, .proportional, .surcharge(Money(cents: Int64(number(0...300)))),
            .surcharge(Money(cents: 0)),
        ])
    }

    /// Sections that mostly, not always, can be ordered. With `wild` they are mostly nonsense.
    func sections(_ parts: MenuSnapshot.Parts, wild: Bool) -> [LineConfiguration.Section] {
        let recipes = (1...one(of: [1, 1, 2, 2, 2, 3, 4, wild ? 6 : 4])).map { _ in one(of: parts.products) }
        return recipes.map { product in
            wild ? nonsense(product, parts) : section(product, parts)
        }
    }

    private func section(_ product: Product, _ parts: MenuSnapshot.Parts) -> LineConfiguration.Section {
        let recipe = (product.pizza?.recipe ?? []).map(\.ingredient)
        let others = parts.ingredients.filter { !recipe.contains($0.id) }
        let fates = recipe.map { ($0, number(1...10)) }
        var free = shuffled(others)
        var swaps: [LineConfiguration.Swap] = []
        for (id, fate) in fates where fate == 3 {
            let group = parts.ingredients.first { $0.id == id }?.swapGroup
            guard let place = free.firstIndex(where: { group != nil && $0.swapGroup == group }) else { continue }
            swaps.append(LineConfiguration.Swap(id, for: free.remove(at: place).id))
        }
        return LineConfiguration.Section(
            recipe: product.id, removed: fates.filter { $0.1 == 1 }.map(\.0), added: some(of: free, 12).map(\.id),
            doubled: fates.filter { $0.1 == 2 }.map(\.0), swaps: swaps)
    }

    private func nonsense(_ product: Product, _ parts: MenuSnapshot.Parts) -> LineConfiguration.Section {
        let unknown = Identifier<Ingredient>(high: entropy.bits(), low: entropy.bits())
        let ids = parts.ingredients.map(\.id) + [unknown]
        return LineConfiguration.Section(
            recipe: chance(90) ? product.id : Identifier(high: 0, low: 0), removed: some(of: ids, 10),
            added: some(of: ids, 10),
            doubled: some(of: ids, 10), swaps: some(of: ids, 10).map { LineConfiguration.Swap($0, for: one(of: ids)) })
    }
}
