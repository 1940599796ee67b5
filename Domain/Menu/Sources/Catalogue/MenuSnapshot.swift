public import Kernel

/// The whole menu at one moment: immutable, checked, shared by everybody who reads it. A change makes a new one with a higher version.
/// It is one reference, because a request hands it on many times.
public final class MenuSnapshot: Sendable {
    /// What is wrong with the parts that a menu was to be made of.
    public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
        /// Two things of a kind have the same id or slug.
        case duplicate(String)
        /// Something names what is not there.
        case missing(String, in: String)
        /// The categories go round in a circle.
        case cycle(String)
        /// A price, size or number makes no sense.
        case unreasonable(String)

        public var description: String {
            switch self {
            case .duplicate(let what): "\(what) is there twice."
            case .missing(let what, let place): "\(place) names \(what), which is not there."
            case .cycle(let slug): "The category \(slug) is part of itself."
            case .unreasonable(let what): what
            }
        }
    }

    /// The parts of a menu, in no particular order.
    public struct Parts: Sendable {
        /// The shelves of the menu.
        public var categories: [Category]
        /// How large pizzas come.
        public var sizes: [Size]
        /// What pizzas are baked on.
        public var doughs: [Dough]
        /// What is put on them.
        public var ingredients: [Ingredient]
        /// What is sold.
        public var products: [Product]

        /// Takes the parts.
        public init(
            categories: [Category] = [], sizes: [Size] = [], doughs: [Dough] = [], ingredients: [Ingredient] = [],
            products: [Product] = []
        ) {
            self.categories = categories
            self.sizes = sizes
            self.doughs = doughs
            self.ingredients = ingredients
            self.products = products
        }
    }

    /// Grows with every change.
    public let version: Int64
    /// What all its prices are in.
    public let currency: Currency
    /// How the price of sections follows.
    public let priceRule: SectionPriceRule
    /// The categories, parents before children, each level in its order.
    public let categories: [Category]
    /// The sizes in order.
    public let sizes: [Size]
    /// The doughs in order.
    public let doughs: [Dough]
    /// The ingredients by their name in the standard language.
    public let ingredients: [Ingredient]
    /// The products by category, then in order.
    public let products: [Product]
    private let sizeByID: [Identifier<Size>: Size]
    private let doughByID: [Identifier<Dough>: Dough]
    private let ingredientByID: [Identifier<Ingredient>: Ingredient]
    private let productByID: [Identifier<Product>: Product]
    private let productBySlug: [String: Product]
    private let byCategory: [Identifier<Category>: [Product]]
    let search: [Identifier<Product>: [UInt8]]
    /// What was ordered lately is asked for again, by the cart, the offer and the order.
    let lines = Memo<AskedLine, Result<ConfiguredLine, LineProblem>>(most: 512)

    /// Checks the parts and puts them in order; throws `Problem` with the first culprit.
    public init(_ parts: Parts, version: Int64, currency: Currency, priceRule: SectionPriceRule) throws {
        self.version = version
        self.currency = currency
        self.priceRule = priceRule
        categories = try Self.ordered(parts.categories)
        sizes = parts.sizes.sorted { ($0.sort, $0.id) < ($1.sort, $1.id) }
        doughs = parts.doughs.sorted { ($0.sort, $0.id) < ($1.sort, $1.id) }
        ingredients = parts.ingredients.sorted { ($0.name(.standard), $0.id) < ($1.name(.standard), $1.id) }
        sizeByID = try Self.index(sizes, \.id, \.slug, "size")
        doughByID = try Self.index(doughs, \.id, \.slug, "dough")
        ingredientByID = try Self.index(ingredients, \.id, \.slug, "ingredient")
        let places = Dictionary(uniqueKeysWithValues: categories.enumerated().map { ($0.element.id, $0.offset) })
        products = parts.products.sorted {
            (places[$0.category] ?? 0, $0.sort, $0.id) < (places[$1.category] ?? 0, $1.sort, $1.id)
        }
        productByID = try Self.index(products, \.id, \.slug, "product")
        productBySlug = Dictionary(products.map { ($0.slug, $0) }, uniquingKeysWith: { first, _ in first })
        byCategory = Dictionary(grouping: products) { $0.category }
        var search: [Identifier<Product>: [UInt8]] = [:]
        for product in products { search[product.id] = MenuSearch.text(of: product, ingredientByID) }
        self.search = search
        if case .surcharge(let surcharge) = priceRule, !isPrice(surcharge) {
            throw Problem.unreasonable("The surcharge for different recipes makes no sense.")
        }
        for ingredient in ingredients { try check(ingredient) }
        for dough in doughs { try check(dough) }
        for product in products { try check(product, places) }
        for size in sizes where size.diameter <= 0 || size.work < 0 || size.work > 1000 {
            throw Problem.unreasonable("The size \(size.slug) is not larger than nothing.")
        }
    }

    /// The size, or nil.
    public func size(_ id: Identifier<Size>) -> Size? { sizeByID[id] }
    /// The dough, or nil.
    public func dough(_ id: Identifier<Dough>) -> Dough? { doughByID[id] }
    /// The ingredient, or nil.
    public func ingredient(_ id: Identifier<Ingredient>) -> Ingredient? { ingredientByID[id] }
    /// The product, or nil.
    public func product(_ id: Identifier<Product>) -> Product? { productByID[id] }
    /// The product with a slug, or nil.
    public func product(slug: String) -> Product? { productBySlug[slug] }
    /// The products of a category, in order.
    public func products(in category: Identifier<Category>) -> [Product] { byCategory[category] ?? [] }

    /// A menu with nothing on it, for a database that has none yet.
    public static func empty(_ currency: Currency) -> MenuSnapshot { MenuSnapshot(empty: currency) }

    private init(empty currency: Currency) {
        version = 0
        self.currency = currency
        priceRule = .dearest
        (categories, sizes, doughs, ingredients, products) = ([], [], [], [], [])
        (sizeByID, doughByID, ingredientByID, productByID, productBySlug) = ([:], [:], [:], [:], [:])
        (byCategory, search) = ([:], [:])
    }
}

extension MenuSnapshot {
    private static func index<Value>(
        _ values: [Value], _ id: (Value) -> Identifier<Value>, _ slug: (Value) -> String, _ kind: String
    ) throws -> [Identifier<Value>: Value] {
        var slugs: Set<String> = []
        var index: [Identifier<Value>: Value] = [:]
        for value in values {
            guard index.updateValue(value, forKey: id(value)) == nil, slugs.insert(slug(value)).inserted else {
                throw Problem.duplicate("The \(kind) \(slug(value))")
            }
        }
        return index
    }

    /// Parents before children. A category that no top category leads to is part of a circle.
    private static func ordered(_ categories: [Category]) throws -> [Category] {
        let known = try index(categories, \.id, \.slug, "category")
        for category in categories {
            if let parent = category.parent, known[parent] == nil {
                throw Problem.missing("the category \(parent)", in: "The category \(category.slug)")
            }
        }
        let children = Dictionary(grouping: categories) { $0.parent }
        func inOrder(_ list: [Category]) -> [Category] { list.sorted { ($0.sort, $0.id) < ($1.sort, $1.id) } }
        var result: [Category] = []
        var waiting = Array(inOrder(children[nil] ?? []).reversed())
        while let next = waiting.popLast() {
            result.append(next)
            waiting += inOrder(children[next.id] ?? []).reversed()
        }
        let reached = Set(result.map(\.id))
        if let lost = categories.first(where: { !reached.contains($0.id) }) { throw Problem.cycle(lost.slug) }
        return result
    }

    private func check(_ ingredient: Ingredient) throws {
        let name = "The ingredient \(ingredient.slug)"
        try checkSizes(Array(ingredient.extraPrice.keys) + Array(ingredient.grams.keys), of: name)
        guard ingredient.kcalPer100g >= 0, ingredient.kcalPer100g <= 1000,
            ingredient.grams.values.allSatisfy({ (0...5000).contains($0) }),
            ingredient.extraPrice.values.allSatisfy(isPrice)
        else { throw Problem.unreasonable("\(name) has a weight, price or energy that makes no sense.") }
    }

    private func check(_ dough: Dough) throws {
        let name = "The dough \(dough.slug)"
        try checkSizes(Array(dough.kcal.keys) + Array(dough.surcharge.keys), of: name)
        guard dough.surcharge.values.allSatisfy(isPrice), dough.kcal.values.allSatisfy({ (0...20_000).contains($0) }),
            (0...1000).contains(dough.extraWork)
        else { throw Problem.unreasonable("\(name) has a price, energy or work that makes no sense.") }
    }

    private func check(_ product: Product, _ places: [Identifier<Category>: Int]) throws {
        let name = "The product \(product.slug)"
        guard places[product.category] != nil else {
            throw Problem.missing("the category \(product.category)", in: name)
        }
        switch product.kind {
        case .simple(let simple):
            guard isPrice(simple.price), (0...20_000).contains(simple.kcal), (0...1000).contains(simple.work) else {
                throw Problem.unreasonable("\(name) has a price, energy or work that makes no sense.")
            }
        case .pizza(let pizza):
            guard !pizza.prices.isEmpty, pizza.prices.values.allSatisfy(isPrice) else {
                throw Problem.unreasonable("\(name) has no price, or one that makes no sense.")
            }
            guard (1...4).contains(pizza.mostSections), pizza.recipe.allSatisfy({ (1...4).contains($0.portions) }),
                Set(pizza.recipe.map(\.ingredient)).count == pizza.recipe.count
            else { throw Problem.unreasonable("\(name) has a recipe that makes no sense.") }
            // A line's text holds sixty changes of a section: one of each ingredient of the recipe, and the extras.
            guard pizza.recipe.count <= 60, (0...60 - pizza.recipe.count).contains(pizza.mostExtras),
                pizza.leastToppings >= 0
            else {
                throw Problem.unreasonable("\(name) has bounds of its toppings that make no sense.")
            }
            try checkSizes(Array(pizza.prices.keys), of: name)
            for dough in pizza.doughs where doughByID[dough] == nil {
                throw Problem.missing("the dough \(dough)", in: name)
            }
            for portion in pizza.recipe where ingredientByID[portion.ingredient] == nil {
                throw Problem.missing("the ingredient \(portion.ingredient)", in: name)
            }
        }
    }

    private func checkSizes(_ sizes: [Identifier<Size>], of name: String) throws {
        for size in sizes where sizeByID[size] == nil { throw Problem.missing("the size \(size)", in: name) }
    }

    /// From nothing to a hundred thousand, in the menu's currency.
    private func isPrice(_ money: Money) -> Bool {
        money.currency == currency && (0...10_000_000).contains(money.cents)
    }
}
