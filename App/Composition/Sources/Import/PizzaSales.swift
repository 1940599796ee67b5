import Foundation
import Kernel
import Menu

/// The menu of the public data set `pizza_sales`: 32 kinds of pizza in up to five sizes, and the orders of a year that name them.
///
/// The four files are read whole; what is wrong is named by file and line, and then there is no menu.
struct PizzaSales: Sendable {
    /// What cannot be imported, a sentence for each row.
    struct Refused: Error, CustomStringConvertible {
        let problems: [String]
        var description: String {
            let shown = problems.prefix(50).joined(separator: "\n")
            return problems.count > 50 ? "\(shown)\n… and \(problems.count - 50) more" : shown
        }
    }

    let parts: MenuSnapshot.Parts
    /// The name of each kind of pizza in the files, by product.
    let codes: [Identifier<Product>: String]
    /// How many orders and lines name this menu.
    let orders: Int
    let lines: Int
    /// Ingredients that no table here knows: they are imported without allergens, which the owner must add.
    let unknownIngredients: [String]

    /// Reads the four files of a folder. `progress` hears how many rows of how many were looked at.
    init(folder: URL, progress: (Int, Int) -> Void) throws {
        var problems: [String] = []
        let types = CSVTable(
            folder.appending(path: "pizza_types.csv"), columns: ["pizza_type_id", "name", "category", "ingredients"],
            problems: &problems)
        let pizzas = CSVTable(
            folder.appending(path: "pizzas.csv"), columns: ["pizza_id", "pizza_type_id", "size", "price"],
            problems: &problems)
        let orders = CSVTable(
            folder.appending(path: "orders.csv"), columns: ["order_id", "date", "time"], problems: &problems)
        let details = CSVTable(
            folder.appending(path: "order_details.csv"), columns: ["line_id", "order_id", "pizza_id", "quantity"],
            problems: &problems)
        var menu = PizzaSalesMenu()
        menu.read(types, pizzas, &problems)
        Self.check(orders, details, pizzas, &problems, progress)
        if !problems.isEmpty { throw Refused(problems: problems) }
        parts = menu.parts
        codes = menu.codes
        unknownIngredients = menu.unknown.sorted()
        self.orders = orders.rows.count
        lines = details.rows.count
    }

    /// `HH:MM:SS` of one day.
    private static func isTime(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return false }
        return parts[0] < "24" && parts[1] < "60" && parts[2] < "60"
    }

    /// Every order has a day and a time, every line an order, a pizza and a quantity.
    private static func check(
        _ orders: CSVTable, _ details: CSVTable, _ pizzas: CSVTable, _ problems: inout [String],
        _ progress: (Int, Int) -> Void
    ) {
        let total = orders.rows.count + details.rows.count
        let known = Set(pizzas.rows.map { $0["pizza_id"] })
        var ids: Set<String> = []
        for (number, row) in orders.rows.enumerated() {
            if number % 1000 == 0 { progress(number, total) }
            if !ids.insert(row["order_id"]).inserted {
                problems.append("\(orders.file):\(row.line): the order \(row["order_id"]) is there twice")
            }
            if CivilDate(row["date"]) == nil { problems.append("\(orders.file):\(row.line): \(row["date"]) is no day") }
            if !isTime(row["time"]) {
                problems.append("\(orders.file):\(row.line): \(row["time"]) is no time")
            }
        }
        for (number, row) in details.rows.enumerated() {
            if number % 1000 == 0 { progress(orders.rows.count + number, total) }
            if !ids.contains(row["order_id"]) {
                problems.append("\(details.file):\(row.line): there is no order \(row["order_id"])")
            }
            if !known.contains(row["pizza_id"]) {
                problems.append("\(details.file):\(row.line): there is no pizza \(row["pizza_id"])")
            }
            guard let quantity = Int(row["quantity"]), (1...ConfiguredLine.mostQuantity).contains(quantity) else {
                problems.append(
                    "\(details.file):\(row.line): \(row["quantity"]) is no quantity from 1 to \(ConfiguredLine.mostQuantity)"
                )
                continue
            }
        }
        progress(total, total)
    }
}

/// Makes the parts of a menu from the rows of the two small files, whose names are English.
private struct PizzaSalesMenu {
    var parts = MenuSnapshot.Parts()
    var codes: [Identifier<Product>: String] = [:]
    var unknown: Set<String> = []
    private var ingredients: [String: Identifier<Ingredient>] = [:]
    private var categories: [String: Identifier<Category>] = [:]

    private static let sizes: [(code: String, name: String, diameter: Int, work: Int)] = [
        ("S", "Small", 25, 1), ("M", "Medium", 30, 2), ("L", "Large", 36, 2), ("XL", "X-Large", 41, 3),
        ("XXL", "XX-Large", 46, 4),
    ]

    /// Always the same ids for the same files, so that two imports are the same shop.
    private static func id<T>(_ kind: UInt64, _ number: Int, _: T.Type = T.self) -> Identifier<T> {
        Identifier(at: Instant(seconds: 1_420_070_400), random: (kind, UInt64(number)))
    }

    init() {
        parts.sizes = Self.sizes.enumerated().map { index, size in
            Size(
                id: Self.id(1, index), slug: size.code.lowercased(), name: LocalizedText(size.name, in: .en),
                diameter: size.diameter,
                work: size.work, sort: index)
        }
        let kcal = Dictionary(uniqueKeysWithValues: parts.sizes.map { ($0.id, $0.diameter * $0.diameter * 9 / 10) })
        parts.doughs = [
            Dough(
                id: Self.id(2, 0), slug: "classic", name: LocalizedText(it: "Classico", en: "Classic"),
                contains: [.gluten],
                kcal: kcal, look: "classic", sort: 0)
        ]
    }

    mutating func read(_ types: CSVTable, _ pizzas: CSVTable, _ problems: inout [String]) {
        let prices = prices(pizzas, types, &problems)
        for (index, row) in types.rows.enumerated() {
            let code = row["pizza_type_id"]
            guard !code.isEmpty, !row["name"].isEmpty, !row["category"].isEmpty else {
                problems.append("\(types.file):\(row.line): a kind of pizza needs an id, a name and a category")
                continue
            }
            guard let own = prices[code], !own.isEmpty else {
                problems.append("\(types.file):\(row.line): there is no price for \(code)")
                continue
            }
            let id: Identifier<Product> = Self.id(5, index)
            codes[id] = code
            let pizza = Product.Pizza(prices: own, recipe: recipe(row["ingredients"]), mostExtras: 8)
            parts.products.append(
                Product(
                    id: id, slug: code.replacing("_", with: "-"), name: LocalizedText(row["name"], in: .en),
                    description: LocalizedText(row["ingredients"], in: .en), category: category(row["category"]),
                    kind: .pizza(pizza),
                    station: "oven", vatClass: "food", sort: index))
        }
    }

    private func prices(
        _ pizzas: CSVTable, _ types: CSVTable, _ problems: inout [String]
    ) -> [String: [Identifier<Size>: Money]] {
        let known = Set(types.rows.map { $0["pizza_type_id"] })
        var prices: [String: [Identifier<Size>: Money]] = [:]
        for row in pizzas.rows {
            let place = "\(pizzas.file):\(row.line)"
            guard known.contains(row["pizza_type_id"]) else {
                problems.append("\(place): there is no kind of pizza \(row["pizza_type_id"])")
                continue
            }
            guard let size = Self.sizes.firstIndex(where: { $0.code == row["size"] }) else {
                problems.append("\(place): \(row["size"]) is no size")
                continue
            }
            guard let cents = Self.cents(row["price"]) else {
                problems.append("\(place): \(row["price"]) is no price")
                continue
            }
            if prices[row["pizza_type_id"], default: [:]].updateValue(
                Money(cents: cents, .usd), forKey: Self.id(1, size)) != nil
            {
                problems.append("\(place): \(row["pizza_type_id"]) has two prices in the size \(row["size"])")
            }
        }
        return prices
    }

    /// Cents of a decimal text with at most two places, read without floating point.
    private static func cents(_ text: String) -> Int64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Int64(parts[0]), (0...9999).contains(whole) else { return nil }
        if parts.count == 1 { return whole * 100 }
        guard (1...2).contains(parts[1].utf8.count), let fraction = Int64(parts[1]), fraction >= 0 else { return nil }
        return whole * 100 + (parts[1].utf8.count == 1 ? fraction * 10 : fraction)
    }

    private mutating func category(_ name: String) -> Identifier<Category> {
        if let id = categories[name] { return id }
        let id: Identifier<Category> = Self.id(3, categories.count)
        parts.categories.append(
            Category(
                id: id, slug: name.lowercased().replacing(" ", with: "-"), name: LocalizedText(name, in: .en),
                sort: categories.count))
        categories[name] = id
        return id
    }

    /// The ingredients of the list; tomato sauce unless another sauce is named, mozzarella always, as the data set's notes say.
    private mutating func recipe(_ list: String) -> [Product.Portion] {
        var names = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        if !names.contains("Mozzarella Cheese") { names.insert("Mozzarella Cheese", at: 0) }
        if !names.contains(where: { $0.hasSuffix("Sauce") }) { names.insert("Tomato Sauce", at: 0) }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }.map { Product.Portion(ingredient($0)) }
    }

    private mutating func ingredient(_ name: String) -> Identifier<Ingredient> {
        if let id = ingredients[name] { return id }
        let id: Identifier<Ingredient> = Self.id(4, ingredients.count)
        let facts = PizzaSalesIngredients.facts(of: name)
        if facts == nil { unknown.insert(name) }
        let grams = Dictionary(uniqueKeysWithValues: parts.sizes.map { ($0.id, $0.diameter) })
        let extra = Dictionary(
            uniqueKeysWithValues: parts.sizes.enumerated().map { ($1.id, Money(cents: 150 + Int64($0) * 50, .usd)) })
        parts.ingredients.append(
            Ingredient(
                id: id,
                slug: name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " ") }.replacing(
                    " ", with: "-"),
                name: LocalizedText(name, in: .en), contains: facts?.contains ?? [], diet: facts?.diet ?? .vegan,
                kcalPer100g: facts?.kcal ?? 50, grams: grams, extraPrice: extra, look: facts?.look ?? "unknown"))
        ingredients[name] = id
        return id
    }
}
