import Database
import Kernel
import Menu
import Shop

/// Reads the whole menu. It is small and changes seldom, so it is always read as one value.
struct MenuReading {
    let tx: Transaction
    let store: Identifier<Store>
    let currency: Currency

    private struct Head: RowDecodable {
        let version: Int64
        let currency: String
        let rule: String
        init(row: inout Row) throws {
            version = try row.next()
            currency = try row.next()
            rule = try row.next()
        }
    }

    /// The menus of every shop that has one. Throws `MenuSnapshot.Problem` when the rows of one make no menu.
    static func load(_ tx: Transaction) throws -> [Identifier<Scope>: MenuSnapshot] {
        var menus: [Identifier<Scope>: MenuSnapshot] = [:]
        for store in try stores(tx) { menus[Identifier(store)] = try load(store, tx) }
        return menus
    }

    /// The shops that have a menu.
    static func stores(_ tx: Transaction) throws -> [Identifier<Store>] {
        try tx.all("SELECT store_id FROM menus ORDER BY store_id")
    }

    /// The menu of a shop, or nil when it has none yet. Throws `MenuSnapshot.Problem` when its rows make no menu.
    static func load(_ store: Identifier<Store>, _ tx: Transaction) throws -> MenuSnapshot? {
        let sql: SQL = "SELECT version, currency, price_rule FROM menus WHERE store_id = \(store)"
        guard let head: Head = try tx.first(sql) else { return nil }
        guard let currency = Currency(head.currency), let rule = SectionPriceRule(head.rule, currency) else {
            throw DatabaseError.decoding("menu")
        }
        let reading = MenuReading(tx: tx, store: store, currency: currency)
        let parts = MenuSnapshot.Parts(
            categories: try tx.all(
                "SELECT id, slug, name, parent, sort FROM categories WHERE store_id = \(store) ORDER BY id",
                as: CategoryRow.self
            ).map(\.category),
            sizes: try tx.all(
                "SELECT id, slug, name, diameter, work, sort FROM sizes WHERE store_id = \(store) ORDER BY id",
                as: SizeRow.self
            ).map(\.size),
            doughs: try reading.doughs(), ingredients: try reading.ingredients(), products: try reading.products())
        return try MenuSnapshot(parts, version: head.version, currency: currency, priceRule: rule)
    }

    private func money(_ cents: Int64) -> Money { Money(cents: cents, currency) }

    private struct CategoryRow: RowDecodable {
        let category: Category
        init(row: inout Row) throws {
            category = Category(
                id: try row.next(), slug: try row.next(), name: try row.next(), parent: try row.next(),
                sort: try row.next())
        }
    }

    private struct SizeRow: RowDecodable {
        let size: Size
        init(row: inout Row) throws {
            size = Size(
                id: try row.next(), slug: try row.next(), name: try row.next(), diameter: try row.next(),
                work: try row.next(),
                sort: try row.next())
        }
    }

    private struct DoughRow: RowDecodable {
        let id: Identifier<Dough>
        let slug: String
        let name: LocalizedText
        let contains, mayContain: AllergenSet
        let work: Int
        let look: String
        let isAvailable: Bool
        let sort: Int
        init(row: inout Row) throws {
            id = try row.next()
            slug = try row.next()
            name = try row.next()
            contains = try row.allergens()
            mayContain = try row.allergens()
            work = try row.next()
            look = try row.next()
            isAvailable = try row.next()
            sort = try row.next()
        }
    }

    private func doughs() throws -> [Dough] {
        let sizes: [PairRow<Dough, Size>] = try tx.all(
            "SELECT dough_id, size_id, kcal, surcharge FROM dough_sizes WHERE store_id = \(store)")
        let bySize = Dictionary(grouping: sizes) { $0.left }
        let rows: [DoughRow] = try tx.all(
            """
            SELECT id, slug, name, contains, may_contain, extra_work, look, is_available, sort FROM doughs
            WHERE store_id = \(store) ORDER BY id
            """)
        return rows.map { row in
            let sizes = bySize[row.id] ?? []
            return Dough(
                id: row.id, slug: row.slug, name: row.name, contains: row.contains, mayContain: row.mayContain,
                kcal: Dictionary(uniqueKeysWithValues: sizes.map { ($0.right, Int($0.first)) }),
                surcharge: Dictionary(uniqueKeysWithValues: sizes.map { ($0.right, money($0.second ?? 0)) }),
                extraWork: row.work, look: row.look, isAvailable: row.isAvailable, sort: row.sort)
        }
    }

    private struct IngredientRow: RowDecodable {
        let id: Identifier<Ingredient>
        let slug: String
        let name: LocalizedText
        let contains, mayContain: AllergenSet
        let diet: Ingredient.Diet
        let kcal: Int
        let look: String
        let swapGroup: String?
        let isAvailable: Bool
        init(row: inout Row) throws {
            id = try row.next()
            slug = try row.next()
            name = try row.next()
            contains = try row.allergens()
            mayContain = try row.allergens()
            diet = try row.diet()
            kcal = try row.next()
            look = try row.next()
            swapGroup = try row.next()
            isAvailable = try row.next()
        }
    }

    private func ingredients() throws -> [Ingredient] {
        let sizes: [PairRow<Ingredient, Size>] = try tx.all(
            "SELECT ingredient_id, size_id, grams, extra_price FROM ingredient_sizes WHERE store_id = \(store)")
        let bySize = Dictionary(grouping: sizes) { $0.left }
        let rows: [IngredientRow] = try tx.all(
            """
            SELECT id, slug, name, contains, may_contain, diet, kcal_per_100g, look, swap_group, is_available
            FROM ingredients WHERE store_id = \(store) ORDER BY id
            """)
        return rows.map { row in
            let sizes = bySize[row.id] ?? []
            let prices = sizes.compactMap { size in size.second.map { (size.right, money($0)) } }
            return Ingredient(
                id: row.id, slug: row.slug, name: row.name, contains: row.contains, mayContain: row.mayContain,
                diet: row.diet,
                kcalPer100g: row.kcal, grams: Dictionary(uniqueKeysWithValues: sizes.map { ($0.right, Int($0.first)) }),
                extraPrice: Dictionary(uniqueKeysWithValues: prices), look: row.look, swapGroup: row.swapGroup,
                isAvailable: row.isAvailable)
        }
    }

    private struct ProductRow: RowDecodable {
        let id: Identifier<Product>
        let slug: String
        let name, description: LocalizedText
        let category: Identifier<Category>
        let station, vatClass, tags: String
        let isAvailable: Bool
        let sort: Int
        let look: String
        let isPizza: Bool
        let leastToppings, mostExtras, mostSections: Int
        let isFolded: Bool
        let price: Int64
        let contains, mayContain: AllergenSet
        let kcal: Int
        let diet: Ingredient.Diet
        let work: Int
        init(row: inout Row) throws {
            id = try row.next()
            slug = try row.next()
            name = try row.next()
            description = try row.next()
            category = try row.next()
            station = try row.next()
            vatClass = try row.next()
            tags = try row.next()
            isAvailable = try row.next()
            sort = try row.next()
            look = try row.next()
            isPizza = try row.next()
            leastToppings = try row.next()
            mostExtras = try row.next()
            mostSections = try row.next()
            isFolded = try row.next()
            price = try row.next()
            contains = try row.allergens()
            mayContain = try row.allergens()
            kcal = try row.next()
            diet = try row.diet()
            work = try row.next()
        }
    }

    private func products() throws -> [Product] {
        let prices: [PairRow<Product, Size>] = try tx.all(
            "SELECT product_id, size_id, price, NULL FROM product_prices WHERE store_id = \(store)")
        let doughs: [PairRow<Product, Dough>] = try tx.all(
            "SELECT product_id, dough_id, 0, NULL FROM product_doughs WHERE store_id = \(store)")
        let recipes: [PairRow<Product, Ingredient>] = try tx.all(
            """
            SELECT product_id, ingredient_id, portions, NULL FROM recipe_portions
            WHERE store_id = \(store) ORDER BY product_id, position
            """)
        let pricesOf = Dictionary(grouping: prices) { $0.left }
        let doughsOf = Dictionary(grouping: doughs) { $0.left }
        let recipeOf = Dictionary(grouping: recipes) { $0.left }
        let rows: [ProductRow] = try tx.all(
            """
            SELECT id, slug, name, description, category_id, station, vat_class, tags, is_available,
                sort, look, is_pizza, least_toppings, most_extras, most_sections, is_folded, price, contains, may_contain, kcal,
                diet, work
            FROM products WHERE store_id = \(store) ORDER BY id
            """)
        return rows.map { row in
            let kind: Product.Kind =
                row.isPizza
                ? .pizza(
                    Product.Pizza(
                        prices: Dictionary(
                            uniqueKeysWithValues: (pricesOf[row.id] ?? []).map { ($0.right, money($0.first)) }),
                        doughs: Set((doughsOf[row.id] ?? []).map(\.right)),
                        recipe: (recipeOf[row.id] ?? []).map { Product.Portion($0.right, Int($0.first)) },
                        leastToppings: row.leastToppings, mostExtras: row.mostExtras, mostSections: row.mostSections,
                        isFolded: row.isFolded))
                : .simple(
                    Product.Simple(
                        price: money(row.price), contains: row.contains, mayContain: row.mayContain, kcal: row.kcal,
                        diet: row.diet, work: row.work))
            return Product(
                id: row.id, slug: row.slug, name: row.name, description: row.description, category: row.category,
                kind: kind,
                station: row.station, vatClass: row.vatClass, tags: row.tags.split(separator: " ").map(String.init),
                isAvailable: row.isAvailable, sort: row.sort, look: row.look)
        }
    }
}
