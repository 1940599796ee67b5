import Database
import Kernel
import Menu
import Shop

/// Writes a whole menu for a shop that has none.
struct MenuWriting {
    let store: Identifier<Store>

    /// The statements, parents before children. `codes` are the names that an import knows the products by.
    func statements(
        _ menu: MenuSnapshot, codes: [Identifier<Product>: String]
    ) -> [SQL] {
        var rows: [SQL] = [
            """
            INSERT INTO menus (store_id, version, currency, price_rule)
            VALUES (\(store), \(menu.version), \(menu.currency.code), \(menu.priceRule.text))
            """
        ]
        rows += menu.categories.map {
            """
            INSERT INTO categories (store_id, id, slug, name, parent, sort)
            VALUES (\(store), \($0.id), \($0.slug), \($0.name), \($0.parent), \($0.sort))
            """
        }
        rows += menu.sizes.map {
            """
            INSERT INTO sizes (store_id, id, slug, name, diameter, work, sort)
            VALUES (\(store), \($0.id), \($0.slug), \($0.name), \($0.diameter), \($0.work), \($0.sort))
            """
        }
        rows += menu.doughs.flatMap(dough) + menu.ingredients.flatMap(ingredient)
        return rows + menu.products.flatMap { product($0, code: codes[$0.id]) }
    }

    private func dough(_ dough: Dough) -> [SQL] {
        let head: SQL = """
            INSERT INTO doughs (store_id, id, slug, name, contains, may_contain, extra_work, look, is_available, sort)
            VALUES (\(store), \(dough.id), \(dough.slug), \(dough.name), \(AllergenColumn(dough.contains)),
                \(AllergenColumn(dough.mayContain)), \(dough.extraWork), \(dough.look), \(dough.isAvailable), \(dough.sort))
            """
        return [head]
            + dough.kcal.map { size, kcal in
                """
                INSERT INTO dough_sizes (store_id, dough_id, size_id, kcal, surcharge)
                VALUES (\(store), \(dough.id), \(size), \(kcal), \(dough.surcharge[size]?.cents ?? 0))
                """
            }
    }

    private func ingredient(_ ingredient: Ingredient) -> [SQL] {
        let head: SQL = """
            INSERT INTO ingredients (store_id, id, slug, name, contains, may_contain, diet, kcal_per_100g, look, swap_group,
                is_available)
            VALUES (\(store), \(ingredient.id), \(ingredient.slug), \(ingredient.name),
                \(AllergenColumn(ingredient.contains)), \(AllergenColumn(ingredient.mayContain)), \(ingredient.diet.rawValue),
                \(ingredient.kcalPer100g), \(ingredient.look), \(ingredient.swapGroup), \(ingredient.isAvailable))
            """
        let sizes = Set(ingredient.grams.keys).union(ingredient.extraPrice.keys)
        return [head]
            + sizes.map { size in
                """
                INSERT INTO ingredient_sizes (store_id, ingredient_id, size_id, grams, extra_price)
                VALUES (\(store), \(ingredient.id), \(size), \(ingredient.grams[size] ?? 0), \(ingredient.extraPrice[size]?.cents))
                """
            }
    }

    private func product(_ product: Product, code: String?) -> [SQL] {
        let pizza = product.pizza
        var simple = Product.Simple(price: Money(cents: 0), kcal: 0)
        if case .simple(let own) = product.kind { simple = own }
        let head: SQL = """
            INSERT INTO products (store_id, id, slug, external_code, name, description, category_id, station,
                vat_class, tags, is_available, sort, look, is_pizza, least_toppings, most_extras, most_sections, is_folded, price,
                contains, may_contain, kcal, diet, work)
            VALUES (\(store), \(product.id), \(product.slug), \(code), \(product.name), \(product.description), \(product.category), \(product.station), \(product.vatClass),
                \(product.tags.joined(separator: " ")), \(product.isAvailable), \(product.sort), \(product.look),
                \(pizza != nil), \(pizza?.leastToppings ?? 0), \(pizza?.mostExtras ?? 0), \(pizza?.mostSections ?? 0),
                \(pizza?.isFolded ?? false), \(simple.price.cents), \(AllergenColumn(simple.contains)),
                \(AllergenColumn(simple.mayContain)), \(simple.kcal), \(simple.diet.rawValue), \(simple.work))
            """
        guard let pizza else { return [head] }
        let prices: [SQL] = pizza.prices.map { size, price in
            "INSERT INTO product_prices (store_id, product_id, size_id, price) VALUES (\(store), \(product.id), \(size), \(price.cents))"
        }
        let doughs: [SQL] = pizza.doughs.map {
            "INSERT INTO product_doughs (store_id, product_id, dough_id) VALUES (\(store), \(product.id), \($0))"
        }
        let recipe: [SQL] = pizza.recipe.enumerated().map { position, portion in
            """
            INSERT INTO recipe_portions (store_id, product_id, position, ingredient_id, portions)
            VALUES (\(store), \(product.id), \(position), \(portion.ingredient), \(portion.portions))
            """
        }
        return [head] + prices + doughs + recipe
    }
}
