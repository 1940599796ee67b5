import Accounts
import Database
import Delivery
import Foundation
import Kernel
import Menu
import Products
import Shop
import Stores

extension Start {
    /// Makes the demo pizzeria in an empty database; gives what a person should read. Always the same shop; the orders are of now.
    public func demo() async throws -> [String] {
        try await withPizzeria { pizzeria in
            guard pizzeria.stores.shops.value.all.isEmpty else {
                return ["There is a shop in this database already; nothing was changed."]
            }
            try await DemoShop(pizzeria: pizzeria).make()
            return Self.said
        }
    }

    private static let said = [
        "Borgo San Lino has a pizzeria: \(DemoMenu.parts().products.count) products, three zones, staff, and orders on the board.",
        "Staff sign in as mama (owner), ugo (kitchen), bea (counter) or dario (driver), all with the password `pizzamama`.",
    ]
}

/// A pizzeria worth looking at: an invented town, a real menu, people, and an evening's orders.
struct DemoShop: Sendable {
    let pizzeria: Pizzeria

    func make() async throws {
        guard let zone = ShopZone("Europe/Rome") else { throw AppError.notFound() }
        let year = zone.local(pizzeria.clock.now()).date.year
        let menu = try MenuSnapshot(DemoMenu.parts(), version: 1, currency: .eur, priceRule: .dearest)
        let shop = Store(
            id: Identifier(at: Instant(seconds: 1_767_225_600), random: (1, 1)), version: 1, slug: "borgo",
            name: "PizzaMama",
            phone: "+390510000000", email: "ciao@pizzamama.example",
            address: "Piazza del Mercato 3, 40999 Borgo San Lino",
            legal: "PizzaMama s.r.l. · P. IVA 00000000000", point: DemoTown.shop, currency: .eur,
            rules: DemoTown.rules(year: year, zone: zone), travel: DemoTown.travelMinutes, acceptance: .minutes(10))
        try await hire()
        // The shop is what tells a demo that was made from one that was not, so it comes in one piece, after everybody who works there.
        try await pizzeria.database.write { tx in
            try Products.open(menu, of: shop.id, tx)
            try Delivery.open(zones: DemoTown.zones, streets: DemoTown.streets, of: shop.id, tx)
            try Stores.open(shop, tx)
        }
        try await pizzeria.refresh()
        try await DemoOrders(pizzeria: pizzeria).place()
    }

    /// Takes on who is not there yet: an earlier demo may have been interrupted.
    private func hire() async throws {
        for (signIn, name, role) in [
            ("mama", "Mama", "owner"), ("ugo", "Ugo", "kitchen"), ("bea", "Bea", "counter"),
            ("dario", "Dario", "driver"),
        ] {
            do {
                try await pizzeria.accounts.add(signIn: signIn, name: name, role: role, password: "pizzamama")
            } catch let refusal as AppError where refusal.fields.first?.code == "taken" {
                continue
            }
        }
    }
}
