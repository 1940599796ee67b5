import Contracts
import Database
import Kernel
import Menu
import Shop
import TestKit
import Testing
import Web

@testable import Products

@Suite("Menus in the database") struct MenuRowsTests {
    static let shop = Identifier<Store>(high: 0x7000, low: 1 << 63 | 1)
    static let second = Identifier<Store>(high: 0x7000, low: 1 << 63 | 2)

    static func open(
        _ engine: TestEngine, _ body: (Products, Database, MenuSnapshot) async throws -> Void
    ) async throws {
        try await withDatabase(engine, [Products.migrations], entropy: .seeded(6)) { (database) async throws in
            let products = try await Products(database: database, live: LiveHub(), pageVersion: { _ in "1" })
            let menu = try MenuSnapshot(
                DemoMenu.parts(), version: 1, currency: .eur, priceRule: .surcharge(Money(cents: 50)))
            try await body(products, database, menu)
        }
    }

    @Test("A menu is read back as it was written, by its own shop only", arguments: TestEngine.all)
    func roundTrip(_ engine: TestEngine) async throws {
        try await Self.open(engine) { products, database, expected in
            try await database.write { try Products.open(expected, of: Self.shop, $0) }
            #expect(products.menus[Identifier(Self.shop)].products.isEmpty)
            try await products.reload(Identifier(Self.shop))
            let menu = products.menus[Identifier(Self.shop)]
            #expect(menu.version == 1)
            #expect(menu.priceRule == expected.priceRule)
            #expect(menu.categories == expected.categories)
            #expect(menu.sizes == expected.sizes)
            #expect(menu.doughs.map(\.slug) == expected.doughs.map(\.slug))
            #expect(menu.ingredients == expected.ingredients)
            #expect(menu.products == expected.products)
            #expect(products.menus[Identifier(Self.second)].products.isEmpty)
            #expect(products.menus[nil].products.isEmpty)
            await #expect(throws: AppError.conflict("menu.exists")) {
                try await database.write { try Products.open(expected, of: Self.shop, $0) }
            }
            let names: [String] = try await database.all("SELECT name FROM outbox")
            #expect(names == [MenuChanged.name])
        }
    }

    @Test(
        "A copied menu says the same in things of its own, and a change of one is none of the other",
        arguments: TestEngine.all)
    func copy(_ engine: TestEngine) async throws {
        try await Self.open(engine) { products, database, menu in
            try await database.write { tx in
                try Products.open(menu, of: Self.shop, tx)
                // What has run out in the one has not run out in the other.
                for table in ["products", "ingredients", "doughs"] as [SQL] {
                    try tx.execute("UPDATE \(table) SET is_available = FALSE")
                }
                try Products.copy(from: Self.shop, to: Self.second, tx)
            }
            try await products.refresh()
            let (own, copy) = (products.menus[Identifier(Self.shop)], products.menus[Identifier(Self.second)])
            #expect(copy.products.map(\.slug).sorted() == own.products.map(\.slug).sorted())
            #expect(copy.products.allSatisfy(\.isAvailable) && copy.ingredients.allSatisfy(\.isAvailable))
            #expect(copy.doughs.allSatisfy { $0.isAvailable })
            #expect(own.products.allSatisfy { !$0.isAvailable })
            #expect(Set(copy.products.map(\.id)).isDisjoint(with: own.products.map(\.id)))
            #expect(Set(copy.ingredients.map(\.id)).isDisjoint(with: own.ingredients.map(\.id)))
            for product in own.products {
                let twin = try #require(copy.product(slug: product.slug))
                #expect(copy.facts(of: twin).contains == own.facts(of: product).contains, "\(product.slug)")
                #expect(
                    twin.pizza?.prices.values.map(\.cents).sorted()
                        == product.pizza?.prices.values.map(\.cents).sorted())
            }
            try await database.write { tx in
                try tx.execute("UPDATE products SET is_available = FALSE WHERE store_id = \(Self.second)")
                try tx.menuChanged(Self.second)
            }
            try await products.refresh()
            #expect(products.menus[Identifier(Self.second)].version == 2)
            #expect(products.menus[Identifier(Self.second)].products.allSatisfy { !$0.isAvailable })
            #expect(products.menus[Identifier(Self.shop)].version == 1)
            #expect(products.menus[Identifier(Self.shop)].products == own.products)
        }
    }

    @Test("A reading that was overtaken by a newer one does not put the old back")
    func overtaken() throws {
        let scope = Identifier<Scope>(Self.shop)
        let held = CurrentByScope([scope: 5], empty: 0)
        held.replace(4, of: scope, unless: { $0 > 4 })
        #expect(held[scope] == 5)
        held.replace(all: [scope: 3, Identifier(Self.second): 1], unless: { $0 > $1 })
        #expect(held[scope] == 5)
        #expect(held[Identifier(Self.second)] == 1)
        // A shop that a reading does not know was opened since.
        held.replace(all: [scope: 6], unless: { $0 > $1 })
        #expect(held.all == [scope: 6, Identifier(Self.second): 1])
    }
}
