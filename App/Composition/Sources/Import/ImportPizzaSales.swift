public import Foundation
import Database
import Kernel
import Menu
import Products
import Shop
import Stores

extension Start {
    /// Reads the four files of a folder into a new shop in an empty database; gives the report. All or nothing: the files are read
    /// and checked first, and the database is touched only when nothing is wrong.
    public func importPizzaSales(_ folder: URL, progress: (Int, Int) -> Void) async throws -> [String] {
        let sales = try PizzaSales(folder: folder, progress: progress)
        try await withPizzeria { try await Self.open(sales, in: $0) }
        return Self.report(sales)
    }

    private static func open(_ sales: PizzaSales, in pizzeria: Pizzeria) async throws {
        guard pizzeria.stores.shops.value.all.isEmpty else {
            throw PizzaSales.Refused(problems: ["There is a shop in this database already; nothing was imported."])
        }
        let menu = try MenuSnapshot(sales.parts, version: 1, currency: .usd, priceRule: .dearest)
        let shop = try shop()
        try await pizzeria.database.write { tx in
            try Products.open(menu, of: shop.id, codes: sales.codes, tx)
            try Stores.open(shop, tx)
        }
    }

    private static func report(_ sales: PizzaSales) -> [String] {
        let sizes = sales.parts.products.reduce(0) { $0 + ($1.pizza?.prices.count ?? 0) }
        var report = [
            "\(sales.parts.products.count) kinds of pizza, \(sizes) with their size, \(sales.parts.ingredients.count) ingredients, \(sales.parts.categories.count) categories.",
            "\(sales.orders) orders with \(sales.lines) lines name them; the replay places them one by one.",
        ]
        if !sales.unknownIngredients.isEmpty {
            report.append(
                "Not understood, and so without allergens: \(sales.unknownIngredients.joined(separator: ", ")).")
        }
        return report
    }

    /// The shop of the data set: open every day from nine to midnight, with more room than its busiest quarter of an hour needed.
    private static func shop() throws -> Store {
        guard let zone = ShopZone("America/New_York"), let span = ServiceSpan("09:00", "24:00"),
            let grid = SlotGrid(minutes: 15, lead: -14, lastOrder: 15, horizon: 7)
        else { throw AppError.notFound() }
        let week = WeeklyHours(Dictionary(uniqueKeysWithValues: (1...7).map { ($0, [span]) }))
        let hours = OpeningHours(zone: zone, weekly: [.pickup: week])
        let rules = PromiseRules(hours: hours, grid: grid, capacity: Capacity(["oven": 400]))
        return Store(
            id: Identifier(at: Instant(seconds: 1_420_070_400), random: (9, 9)), version: 1, slug: "plato",
            name: "Plato's Pizza",
            phone: "+12125550100",
            address: "New York", point: GeoPoint(latitudeE7: 407_500_000, longitudeE7: -739_900_000) ?? DemoTown.shop,
            currency: .usd,
            rules: rules, travel: 0, acceptance: .minutes(15))
    }
}
