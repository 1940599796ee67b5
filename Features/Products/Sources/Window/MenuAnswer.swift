import Kernel
import Menu
import Web

/// The menu for programs: what can be ordered, with every id that a configuration needs.
struct MenuAnswer: JSONWritable {
    let version: Int64
    let currency: String
    let categories: [Named]
    let sizes: [Named]
    let doughs: [Named]
    let ingredients: [Topping]
    let products: [Item]

    /// Something with a name.
    struct Named: JSONWritable {
        let id: String
        let slug: String
        let name: String
        static let example = Named(id: "0198…", slug: "classiche", name: "Classiche")
        func write(to json: inout JSONWriter) {
            json.member("id", id)
            json.member("slug", slug)
            json.member("name", name)
        }
    }

    /// An ingredient.
    struct Topping: JSONWritable {
        let id: String
        let slug: String
        let name: String
        let isAvailable: Bool
        let contains: [String]
        let extraPrices: [Price]
        static let example = Topping(
            id: "0198…", slug: "bufala", name: "Bufala", isAvailable: true, contains: ["milk"], extraPrices: [.example])
        func write(to json: inout JSONWriter) {
            json.member("id", id)
            json.member("slug", slug)
            json.member("name", name)
            json.member("available", isAvailable)
            json.member("contains", contains)
            json.member("extra_prices", extraPrices)
        }
    }

    /// A price of a size.
    struct Price: JSONWritable {
        let size: String
        let cents: Int64
        static let example = Price(size: "0198…", cents: 650)
        func write(to json: inout JSONWriter) {
            json.member("size", size)
            json.member("cents", cents)
        }
    }

    /// A product.
    struct Item: JSONWritable {
        let id: String
        let slug: String
        let name: String
        let description: String
        let category: String
        let isPizza: Bool
        let isAvailable: Bool
        let cents: Int64?
        let prices: [Price]
        let recipe: [String]
        let contains: [String]
        let mayContain: [String]
        let diet: String

        static let example = Item(
            id: "0198…", slug: "margherita", name: "Margherita", description: "Pomodoro, fiordilatte, basilico.",
            category: "0198…",
            isPizza: true, isAvailable: true, cents: 250, prices: [.example], recipe: ["0198…"],
            contains: ["gluten", "milk"],
            mayContain: ["soybeans"], diet: "vegetarian")

        func write(to json: inout JSONWriter) {
            json.member("id", id)
            json.member("slug", slug)
            json.member("name", name)
            json.member("description", description)
            json.member("category", category)
            json.member("is_pizza", isPizza)
            json.member("available", isAvailable)
            json.member("cents", cents)
            json.member("prices", prices)
            json.member("recipe", recipe)
            json.member("contains", contains)
            json.member("may_contain", mayContain)
            json.member("diet", diet)
        }
    }

    static let example = MenuAnswer(
        version: 1, currency: "EUR", categories: [.example], sizes: [.example], doughs: [.example],
        ingredients: [.example],
        products: [.example])

    func write(to json: inout JSONWriter) {
        json.member("version", version)
        json.member("currency", currency)
        json.member("categories", categories)
        json.member("sizes", sizes)
        json.member("doughs", doughs)
        json.member("ingredients", ingredients)
        json.member("products", products)
    }
}

extension MenuAnswer {
    init(_ menu: MenuSnapshot, _ filter: MenuFilter, _ language: Language) {
        self.init(
            version: menu.version, currency: menu.currency.code,
            categories: menu.categories.map { Named(id: $0.id.description, slug: $0.slug, name: $0.name(language)) },
            sizes: menu.sizes.map { Named(id: $0.id.description, slug: $0.slug, name: $0.name(language)) },
            doughs: menu.doughs.filter(\.isAvailable).map {
                Named(id: $0.id.description, slug: $0.slug, name: $0.name(language))
            },
            ingredients: menu.ingredients.map {
                Topping(
                    id: $0.id.description, slug: $0.slug, name: $0.name(language), isAvailable: $0.isAvailable,
                    contains: $0.contains.map(\.rawValue), extraPrices: Price.list($0.extraPrice, menu))
            },
            products: menu.products(matching: filter).map { Item($0, menu, language) })
    }
}

extension MenuAnswer.Price {
    /// The prices by size, in the order of the menu's sizes.
    static func list(_ byID: [Identifier<Size>: Money], _ menu: MenuSnapshot) -> [MenuAnswer.Price] {
        menu.sizes.compactMap { size in
            byID[size.id].map { MenuAnswer.Price(size: size.id.description, cents: $0.cents) }
        }
    }
}

extension MenuAnswer.Item {
    init(_ product: Product, _ menu: MenuSnapshot, _ language: Language) {
        let facts = menu.facts(of: product)
        var cents: Int64?
        if case .simple(let simple) = product.kind { cents = simple.price.cents }
        self.init(
            id: product.id.description, slug: product.slug, name: product.name(language),
            description: product.description(language), category: product.category.description,
            isPizza: product.pizza != nil, isAvailable: menu.isOrderable(product), cents: cents,
            prices: MenuAnswer.Price.list(product.pizza?.prices ?? [:], menu),
            recipe: product.pizza?.recipe.map(\.ingredient.description) ?? [],
            contains: facts.contains.map(\.rawValue), mayContain: facts.mayContain.map(\.rawValue),
            diet: facts.diet.rawValue)
    }
}
