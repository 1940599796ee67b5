import Kernel

extension MenuSnapshot {
    /// Everything about a configuration at this menu; throws the first problem, in the order product, size, dough, sections, changes.
    public func line(for configuration: LineConfiguration, quantity: Int) throws(LineProblem) -> ConfiguredLine {
        try lines.value(for: AskedLine(configuration: configuration, quantity: quantity)) {
            Result { () throws(LineProblem) in try calculated(configuration, quantity) }
        }.get()
    }

    private func calculated(
        _ configuration: LineConfiguration, _ quantity: Int
    ) throws(LineProblem) -> ConfiguredLine {
        guard (1...ConfiguredLine.mostQuantity).contains(quantity) else { throw .quantity }
        guard let product = product(configuration.product) else { throw .unknownProduct }
        switch product.kind {
        case .simple(let simple):
            guard configuration.size == nil, configuration.dough == nil, configuration.sections.isEmpty else {
                throw .notAPizza(product.name)
            }
            return try line(for: product, simple, quantity)
        case .pizza:
            guard let size = configuration.size, let dough = configuration.dough else { throw .notAPizza(product.name) }
            var calculation = try PizzaCalculation(self, size: size, dough: dough, sections: configuration.sections)
            return try calculation.line(product, quantity)
        }
    }

    private func line(for product: Product, _ simple: Product.Simple, _ quantity: Int) throws(LineProblem)
        -> ConfiguredLine
    {
        guard product.isAvailable else { throw .soldOut(product.name) }
        return ConfiguredLine(
            unitPrice: simple.price, total: try simple.price.times(quantity), contains: simple.contains,
            mayContain: simple.mayContain.subtracting(simple.contains), diet: simple.diet, kcal: simple.kcal,
            kitchen: KitchenText(name: product.name, size: nil, dough: nil, sections: []),
            work: simple.work > 0 ? [product.station: simple.work * quantity] : [:], vatClass: product.vatClass,
            stock: [:])
    }
}

/// A line as somebody asks for it.
struct AskedLine: Hashable, Sendable {
    let configuration: LineConfiguration
    let quantity: Int
}

extension Money {
    fileprivate func times(_ quantity: Int) throws(LineProblem) -> Money {
        do { return try self * quantity } catch { throw .overflow }
    }
}

/// The six functions of a pizza, computed in one pass over its sections.
private struct PizzaCalculation {
    let menu: MenuSnapshot
    let size: Size
    let dough: Dough
    let sections: [LineConfiguration.Section]
    var bases: [Int64] = []
    var extras: [Int64] = []
    var contains: AllergenSet
    var mayContain: AllergenSet
    var diet = Ingredient.Diet.vegan
    /// Twelfths of a kilocalorie of the toppings.
    var kcal = 0
    var stock: [Identifier<Ingredient>: Int] = [:]
    var texts: [KitchenText.Section] = []

    init(
        _ menu: MenuSnapshot, size: Identifier<Size>, dough: Identifier<Dough>, sections: [LineConfiguration.Section]
    ) throws(LineProblem) {
        self.menu = menu
        guard let size = menu.size(size) else { throw .sizeNotOffered(LocalizedText(it: "?")) }
        guard let dough = menu.dough(dough) else { throw .doughNotOffered(LocalizedText(it: "?")) }
        guard dough.isAvailable else { throw .doughSoldOut(dough.name) }
        guard dough.kcal[size.id] != nil else { throw .doughNotOffered(dough.name) }
        guard (1...4).contains(sections.count) else { throw .tooManySections(limit: 4) }
        self.size = size
        self.dough = dough
        self.sections = sections
        contains = dough.contains
        mayContain = dough.mayContain
    }

    mutating func line(_ product: Product, _ quantity: Int) throws(LineProblem) -> ConfiguredLine {
        for section in sections { try add(section) }
        let differ = Set(sections.map(\.recipe)).count > 1
        let surcharge = dough.surcharge[size.id]?.cents ?? 0
        guard let cents = menu.priceRule.cents(bases: bases, extras: extras, recipesDiffer: differ) else {
            throw .overflow
        }
        let (sum, overflow) = cents.addingReportingOverflow(surcharge)
        if overflow { throw .overflow }
        let unit = Money(cents: sum, menu.currency)
        let work = (size.work + dough.extraWork) * quantity
        return ConfiguredLine(
            unitPrice: unit, total: try unit.times(quantity), contains: contains,
            mayContain: mayContain.subtracting(contains), diet: diet, kcal: (dough.kcal[size.id] ?? 0) + kcal / 12,
            kitchen: text, work: work > 0 ? [product.station: work] : [:], vatClass: product.vatClass,
            stock: stock.mapValues { $0 * quantity })
    }

    private var text: KitchenText {
        let share = ["", "", "½ ", "⅓ ", "¼ "][texts.count]
        let name = LocalizedText(joining: texts.map(\.name), separator: " + ", prefix: share)
        return KitchenText(
            name: name, size: size.name, dough: dough.id == menu.doughs.first?.id ? nil : dough.name, sections: texts)
    }

    private mutating func add(_ section: LineConfiguration.Section) throws(LineProblem) {
        guard let product = menu.product(section.recipe) else { throw .unknownProduct }
        guard let pizza = product.pizza else { throw .notAPizza(product.name) }
        guard product.isAvailable else { throw .soldOut(product.name) }
        guard let base = pizza.prices[size.id] else { throw .sizeNotOffered(size.name) }
        guard pizza.doughs.isEmpty || pizza.doughs.contains(dough.id) else { throw .doughNotOffered(dough.name) }
        guard sections.count <= pizza.mostSections else { throw .tooManySections(limit: pizza.mostSections) }
        bases.append(base.cents)
        let recipe = Dictionary(uniqueKeysWithValues: pizza.recipe.map { ($0.ingredient, $0.portions) })
        let changed = try changes(of: section, recipe)
        guard section.added.count + section.doubled.count <= pizza.mostExtras else {
            throw .tooManyExtras(limit: pizza.mostExtras)
        }
        var left = pizza.recipe.filter { !changed.gone.contains($0.ingredient) }.map { ($0.ingredient, $0.portions) }
        left = left.map { ($0.0, $0.1 + (section.doubled.contains($0.0) ? 1 : 0)) }
        left += section.added.map { ($0, 1) } + section.swaps.map { ($0.to, recipe[$0.from] ?? 1) }
        guard left.count >= pizza.leastToppings else { throw .tooFewToppings(limit: pizza.leastToppings) }
        for (id, portions) in left { try put(id, portions) }
        texts.append(changed.text(product.name))
    }

    /// The changes of a section, read and priced.
    private struct Changes {
        var gone: Set<Identifier<Ingredient>> = []
        var removed: [LocalizedText] = []
        var added: [LocalizedText] = []
        var doubled: [LocalizedText] = []
        var swapped: [KitchenText.Swapped] = []

        func text(_ name: LocalizedText) -> KitchenText.Section {
            KitchenText.Section(name: name, removed: removed, added: added, doubled: doubled, swapped: swapped)
        }
    }

    private mutating func changes(
        of section: LineConfiguration.Section, _ recipe: [Identifier<Ingredient>: Int]
    ) throws(LineProblem) -> Changes {
        var changes = Changes()
        var touched: Set<Identifier<Ingredient>> = []
        var price: Int64 = 0
        for id in section.removed {
            let ingredient = try known(id)
            guard recipe[id] != nil, touched.insert(id).inserted else { throw .changeNotApplicable(ingredient.name) }
            changes.gone.insert(id)
            changes.removed.append(ingredient.name)
        }
        for id in section.doubled {
            let ingredient = try known(id)
            guard recipe[id] != nil, touched.insert(id).inserted else { throw .changeNotApplicable(ingredient.name) }
            price += try self.price(ingredient)
            changes.doubled.append(ingredient.name)
        }
        for id in section.added {
            let ingredient = try known(id)
            guard recipe[id] == nil, touched.insert(id).inserted else { throw .changeNotApplicable(ingredient.name) }
            price += try self.price(ingredient)
            changes.added.append(ingredient.name)
        }
        for swap in section.swaps {
            let (from, to) = (try known(swap.from), try known(swap.to))
            guard let portions = recipe[swap.from], recipe[swap.to] == nil, touched.insert(swap.from).inserted,
                touched.insert(swap.to).inserted, let group = from.swapGroup, group == to.swapGroup
            else { throw .changeNotApplicable(to.name) }
            // A price is at most ten million cents, portions at most four: no sum here leaves 64 bits.
            price += max(0, try self.price(to) - self.price(from)) * Int64(portions)
            changes.gone.insert(swap.from)
            changes.swapped.append(KitchenText.Swapped(from: from.name, to: to.name))
        }
        extras.append(price)
        return changes
    }

    private func known(_ id: Identifier<Ingredient>) throws(LineProblem) -> Ingredient {
        guard let ingredient = menu.ingredient(id) else { throw .unknownIngredient }
        return ingredient
    }

    private func price(_ ingredient: Ingredient) throws(LineProblem) -> Int64 {
        guard let price = ingredient.extraPrice[size.id] else { throw .changeNotApplicable(ingredient.name) }
        return price.cents
    }

    private mutating func put(_ id: Identifier<Ingredient>, _ portions: Int) throws(LineProblem) {
        let ingredient = try known(id)
        guard ingredient.isAvailable else { throw .ingredientSoldOut(ingredient.name) }
        contains.formUnion(ingredient.contains)
        mayContain.formUnion(ingredient.mayContain)
        diet = Ingredient.Diet.strictest(diet, ingredient.diet)
        let twelfths = 12 / sections.count * portions
        kcal += ingredient.kcal(on: size.id) * twelfths
        stock[id, default: 0] += twelfths
    }
}
