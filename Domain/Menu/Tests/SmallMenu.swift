import Kernel
import Menu

/// A menu small enough to compute by hand. Prices are those of the medium size unless a test says otherwise.
enum SmallMenu {
    static func id<Subject>(_ number: UInt64) -> Identifier<Subject> { Identifier(high: 7, low: number) }

    static let medium: Identifier<Size> = id(1)
    static let large: Identifier<Size> = id(2)
    static let plain: Identifier<Dough> = id(1)
    static let wholemeal: Identifier<Dough> = id(2)
    static let offDough: Identifier<Dough> = id(3)

    static let tomato: Identifier<Ingredient> = id(1)
    static let mozzarella: Identifier<Ingredient> = id(2)
    static let bufala: Identifier<Ingredient> = id(3)
    static let vegan: Identifier<Ingredient> = id(4)
    static let cheap: Identifier<Ingredient> = id(5)
    static let ham: Identifier<Ingredient> = id(6)
    static let tuna: Identifier<Ingredient> = id(7)
    static let onion: Identifier<Ingredient> = id(8)
    static let truffle: Identifier<Ingredient> = id(9)
    static let honey: Identifier<Ingredient> = id(10)

    static let margherita: Identifier<Product> = id(1)
    static let marinara: Identifier<Product> = id(2)
    static let tonno: Identifier<Product> = id(3)
    static let cotto: Identifier<Product> = id(4)
    static let calzone: Identifier<Product> = id(5)
    static let offPizza: Identifier<Product> = id(6)
    static let strict: Identifier<Product> = id(7)
    static let tartufo: Identifier<Product> = id(8)
    static let fries: Identifier<Product> = id(9)
    static let wine: Identifier<Product> = id(10)
    static let offDrink: Identifier<Product> = id(11)

    static let pizze: Identifier<Category> = id(1)
    static let altro: Identifier<Category> = id(2)

    static let sizes = [
        Size(id: medium, slug: "media", name: LocalizedText(it: "Media", en: "Medium"), diameter: 32, work: 2, sort: 1),
        Size(id: large, slug: "grande", name: LocalizedText(it: "Grande", en: "Large"), diameter: 45, work: 4, sort: 2),
    ]

    static let doughs = [
        Dough(
            id: plain, slug: "classico", name: LocalizedText(it: "Classico", en: "Classic"), contains: [.gluten],
            mayContain: [.soybeans, .milk], kcal: [medium: 700, large: 1400], look: "classic", sort: 1),
        Dough(
            id: wholemeal, slug: "integrale", name: LocalizedText(it: "Integrale", en: "Wholemeal"),
            contains: [.gluten, .sesame], kcal: [medium: 650], surcharge: [medium: Money(cents: 125)], extraWork: 3,
            look: "wholemeal", sort: 2),
        Dough(
            id: offDough, slug: "finito", name: LocalizedText(it: "Finito", en: "Gone"), contains: [],
            kcal: [medium: 700], look: "classic", isAvailable: false, sort: 3),
    ]

    private static func ingredient(
        _ id: Identifier<Ingredient>, _ it: String, _ en: String, _ diet: Ingredient.Diet, kcal: Int, grams: Int,
        _ cents: Int64?, _ contains: AllergenSet = [], traces: AllergenSet = [], group: String? = nil,
        available: Bool = true
    ) -> Ingredient {
        let price: [Identifier<Size>: Money] =
            cents.map { [medium: Money(cents: $0), large: Money(cents: $0 * 2)] } ?? [:]
        return Ingredient(
            id: id, slug: it, name: LocalizedText(it: it, en: en), contains: contains, mayContain: traces, diet: diet,
            kcalPer100g: kcal, grams: [medium: grams, large: grams * 2], extraPrice: price, look: "", swapGroup: group,
            isAvailable: available)
    }

    static let ingredients = [
        ingredient(tomato, "pomodoro", "tomato", .vegan, kcal: 30, grams: 80, 50),
        ingredient(
            mozzarella, "mozzarella", "mozzarella", .vegetarian, kcal: 250, grams: 100, 150, [.milk], group: "cheese"),
        ingredient(bufala, "bufala", "buffalo", .vegetarian, kcal: 280, grams: 120, 250, [.milk], group: "cheese"),
        ingredient(
            vegan, "vegana", "vegan cheese", .vegan, kcal: 200, grams: 100, 220, [.soybeans], traces: [.nuts],
            group: "cheese"),
        ingredient(
            cheap, "fior di latte", "cow's cheese", .vegetarian, kcal: 240, grams: 90, 100, [.milk], group: "cheese"),
        ingredient(ham, "prosciutto", "ham", .meat, kcal: 130, grams: 60, 180, traces: [.milk]),
        ingredient(tuna, "tonno", "tuna", .fish, kcal: 190, grams: 70, 200, [.fish], traces: [.molluscs]),
        ingredient(onion, "cipolla", "onion", .vegan, kcal: 30, grams: 40, nil),
        ingredient(truffle, "tartufo", "truffle", .vegan, kcal: 50, grams: 8, 400, available: false),
        ingredient(honey, "miele", "honey", .vegetarian, kcal: 300, grams: 10, 60, traces: [.nuts]),
    ]

    private static func pizza(
        _ id: Identifier<Product>, _ it: String, _ en: String, _ cents: Int64, _ recipe: [Product.Portion],
        onlyMedium: Bool = false, doughs: Set<Identifier<Dough>> = [], least: Int = 0, extras: Int = 8,
        sections: Int = 4,
        available: Bool = true, sort: Int
    ) -> Product {
        let prices = [medium: Money(cents: cents)].merging(onlyMedium ? [:] : [large: Money(cents: cents * 2)]) { $1 }
        let pizza = Product.Pizza(
            prices: prices, doughs: doughs, recipe: recipe, leastToppings: least, mostExtras: extras,
            mostSections: sections,
            isFolded: sections == 1)
        return Product(
            id: id, slug: it.lowercased(), name: LocalizedText(it: it, en: en),
            description: LocalizedText(it: "La \(it) più buona", en: "The best \(en)"), category: pizze,
            kind: .pizza(pizza),
            station: "oven", vatClass: "food", tags: [], isAvailable: available, sort: sort)
    }

    private static func simple(
        _ id: Identifier<Product>, _ it: String, _ en: String, _ simple: Product.Simple, station: String,
        vatClass: String,
        available: Bool = true
    ) -> Product {
        Product(
            id: id, slug: it.lowercased(), name: LocalizedText(it: it, en: en), description: LocalizedText(it: ""),
            category: altro, kind: .simple(simple), station: station, vatClass: vatClass, tags: ["caffè"],
            isAvailable: available, sort: 1)
    }

    static let products = [
        pizza(margherita, "Margherita", "Margherita", 650, [.init(tomato), .init(mozzarella)], sort: 1),
        pizza(marinara, "Marinara", "Marinara", 501, [.init(tomato)], sort: 2),
        pizza(tonno, "Tonno", "Tuna", 900, [.init(tomato), .init(mozzarella, 2), .init(tuna)], sort: 3),
        pizza(
            cotto, "Cotto", "Ham", 800, [.init(tomato), .init(mozzarella), .init(ham), .init(onion)], sort: 4),
        pizza(calzone, "Calzone", "Calzone", 850, [.init(tomato), .init(ham)], onlyMedium: true, sections: 1, sort: 5),
        pizza(offPizza, "Esaurita", "Sold out", 700, [.init(tomato)], available: false, sort: 6),
        pizza(
            strict, "Severa", "Strict", 700, [.init(tomato), .init(mozzarella)], doughs: [plain], least: 2, extras: 1,
            sections: 2, sort: 7),
        pizza(tartufo, "Tartufo", "Truffle", 1200, [.init(mozzarella), .init(truffle)], sort: 8),
        simple(
            fries, "Patatine", "Chips",
            Product.Simple(
                price: Money(cents: 350), contains: [.peanuts], mayContain: [.peanuts, .gluten], kcal: 420, work: 2),
            station: "fryer", vatClass: "food"),
        simple(
            wine, "Vino", "Wine", Product.Simple(price: Money(cents: 1200), contains: [.sulphites], kcal: 520),
            station: "bar", vatClass: "alcohol"),
        simple(
            offDrink, "Chinotto", "Chinotto", Product.Simple(price: Money(cents: 250), kcal: 120), station: "bar",
            vatClass: "drink", available: false),
    ]

    static var parts: MenuSnapshot.Parts {
        MenuSnapshot.Parts(
            categories: [
                Category(id: altro, slug: "altro", name: LocalizedText(it: "Altro"), sort: 2),
                Category(id: pizze, slug: "pizze", name: LocalizedText(it: "Pizze"), sort: 1),
            ], sizes: sizes, doughs: doughs, ingredients: ingredients, products: products)
    }

    static func menu(_ rule: SectionPriceRule = .dearest) throws -> MenuSnapshot {
        try MenuSnapshot(parts, version: 1, currency: .eur, priceRule: rule)
    }

    /// A pizza of medium size on the plain dough, unless said otherwise.
    static func pizza(
        _ sections: LineConfiguration.Section..., size: Identifier<Size> = medium, dough: Identifier<Dough> = plain
    ) -> LineConfiguration { LineConfiguration(size: size, dough: dough, sections: sections) }
}

extension LineConfiguration.Section {
    /// A recipe with changes.
    static func of(
        _ recipe: Identifier<Product>, without removed: [Identifier<Ingredient>] = [],
        with added: [Identifier<Ingredient>] = [],
        double doubled: [Identifier<Ingredient>] = [],
        swap swaps: KeyValuePairs<Identifier<Ingredient>, Identifier<Ingredient>> = [:]
    ) -> Self {
        Self(
            recipe: recipe, removed: removed, added: added, doubled: doubled,
            swaps: swaps.map { LineConfiguration.Swap($0.key, for: $0.value) })
    }
}
