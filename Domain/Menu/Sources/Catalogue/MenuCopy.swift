public import Kernel

extension MenuSnapshot {
    /// The parts that it was made of.
    public var parts: Parts {
        Parts(categories: categories, sizes: sizes, doughs: doughs, ingredients: ingredients, products: products)
    }
}

extension MenuSnapshot.Parts {
    /// The same menu made of new things, for another shop: every id is a new one, and whatever names another thing names the new one.
    public func copied(at moment: Instant, _ entropy: Entropy) -> MenuSnapshot.Parts {
        var fresh = FreshNames(moment: moment, entropy: entropy)
        return MenuSnapshot.Parts(
            categories: categories.map { fresh.copy($0) }, sizes: sizes.map { fresh.copy($0) },
            doughs: doughs.map { fresh.copy($0) }, ingredients: ingredients.map { fresh.copy($0) },
            products: products.map { fresh.copy($0) })
    }
}

/// Gives each thing a new id, the same whenever it is named again.
private struct FreshNames {
    let moment: Instant
    let entropy: Entropy
    private var known: [Identifier<Scope>: Identifier<Scope>] = [:]

    init(moment: Instant, entropy: Entropy) {
        self.moment = moment
        self.entropy = entropy
    }

    mutating func id<T>(_ old: Identifier<T>) -> Identifier<T> {
        if let name = known[Identifier(old)] { return Identifier(name) }
        let name: Identifier<Scope> = entropy.identifier(at: moment)
        known[Identifier(old)] = name
        return Identifier(name)
    }

    mutating func keys<T, V>(_ values: [Identifier<T>: V]) -> [Identifier<T>: V] {
        // In order, so that the same chance gives the same copy.
        var renamed: [Identifier<T>: V] = [:]
        for (old, value) in values.sorted(by: { $0.key < $1.key }) { renamed[id(old)] = value }
        return renamed
    }

    mutating func copy(_ category: Category) -> Category {
        let parent = category.parent.map { id($0) }
        return Category(
            id: id(category.id), slug: category.slug, name: category.name, parent: parent, sort: category.sort)
    }

    mutating func copy(_ size: Size) -> Size {
        Size(
            id: id(size.id), slug: size.slug, name: size.name, diameter: size.diameter, work: size.work,
            sort: size.sort)
    }

    mutating func copy(_ dough: Dough) -> Dough {
        Dough(
            id: id(dough.id), slug: dough.slug, name: dough.name, contains: dough.contains,
            mayContain: dough.mayContain, kcal: keys(dough.kcal), surcharge: keys(dough.surcharge),
            extraWork: dough.extraWork, look: dough.look, isAvailable: true, sort: dough.sort)
    }

    mutating func copy(_ ingredient: Ingredient) -> Ingredient {
        Ingredient(
            id: id(ingredient.id), slug: ingredient.slug, name: ingredient.name, contains: ingredient.contains,
            mayContain: ingredient.mayContain, diet: ingredient.diet, kcalPer100g: ingredient.kcalPer100g,
            grams: keys(ingredient.grams), extraPrice: keys(ingredient.extraPrice), look: ingredient.look,
            swapGroup: ingredient.swapGroup, isAvailable: true)
    }

    mutating func copy(_ product: Product) -> Product {
        let kind: Product.Kind
        switch product.kind {
        case .simple(let simple): kind = .simple(simple)
        case .pizza(let pizza):
            let doughs = pizza.doughs.sorted().map { id($0) }
            let recipe = pizza.recipe.map { Product.Portion(id($0.ingredient), $0.portions) }
            kind = .pizza(
                Product.Pizza(
                    prices: keys(pizza.prices), doughs: Set(doughs), recipe: recipe,
                    leastToppings: pizza.leastToppings, mostExtras: pizza.mostExtras,
                    mostSections: pizza.mostSections, isFolded: pizza.isFolded))
        }
        return Product(
            id: id(product.id), slug: product.slug, name: product.name, description: product.description,
            category: id(product.category), kind: kind, station: product.station, vatClass: product.vatClass,
            tags: product.tags, isAvailable: true, sort: product.sort, look: product.look)
    }
}
