import Database
import Kernel
import Menu
import TestKit
import Testing

@testable import Products

@Suite struct MenuRowsTests {
    @Test(arguments: TestEngine.all) func aMenuIsReadBackAsItWasWritten(engine: TestEngine) async throws {
        try await withDatabase(engine, [Products.migrations]) { database async throws in
            let products = try await Products(database: database, pageVersion: { "1" })
            #expect(products.current.value.products.isEmpty)
            let expected = try MenuSnapshot(
                DemoMenu.parts(), version: 1, currency: .eur, priceRule: .surcharge(Money(cents: 50)))
            try await database.write { try Products.open(expected, $0) }
            #expect(products.current.value.products.isEmpty)
            try await products.reload()
            let menu = products.current.value
            #expect(menu.version == 1)
            #expect(menu.priceRule == expected.priceRule)
            #expect(menu.categories == expected.categories)
            #expect(menu.sizes == expected.sizes)
            #expect(menu.doughs.map(\.slug) == expected.doughs.map(\.slug))
            #expect(menu.ingredients == expected.ingredients)
            #expect(menu.products == expected.products)
            await #expect(throws: AppError.conflict("menu.exists")) {
                try await database.write { try Products.open(expected, $0) }
            }
            let names: [String] = try await database.all("SELECT name FROM outbox")
            #expect(names == [MenuChanged.name])
        }
    }
}
