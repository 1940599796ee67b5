import Database
import Kernel
import Menu
import TestKit
import Testing
import Web

@testable import Orders

@Suite("Carts")
struct CartStoreTests {
    static func product(_ number: UInt64) -> LineConfiguration {
        LineConfiguration(product: Identifier(high: 0x7000, low: 1 << 63 | number))
    }

    static func open(_ engine: TestEngine, _ body: (CartStore) async throws -> Void) async throws {
        let clock = ManualClock(Instant(seconds: 1_790_000_000))
        try await withDatabase(engine, [Orders.migrations], clock: clock.clock, entropy: .seeded(4), connections: 8) {
            try await body(CartStore(database: $0, entropy: .seeded(9)))
        }
    }

    @discardableResult static func add(
        _ carts: CartStore, _ number: UInt64, _ quantity: Int = 1, note: String = "", cents: Int64 = 650,
        to token: String?
    ) async throws -> (cart: Cart, token: String, line: Identifier<CartLine>) {
        try await carts.add(
            product(number), quantity: quantity, note: note, name: "Pizza \(number)", seen: Money(cents: cents),
            token: token)
    }

    @Test("Equal lines with equal notes become one; a note or fifty of it make another", arguments: TestEngine.all)
    func merges(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            let (_, token, first) = try await Self.add(carts, 1, 2, to: nil)
            let merged = try await Self.add(carts, 1, 3, cents: 700, to: token)
            #expect(merged.line == first)
            #expect(merged.token == token)
            #expect(merged.cart.lines.map(\.quantity) == [5])
            #expect(merged.cart.lines.map(\.seenCents) == [700])
            #expect(merged.cart.version == 2)
            try await Self.add(carts, 1, 1, note: "ben cotta", to: token)
            #expect(try await Self.add(carts, 1, 45, to: token).cart.lines.map(\.quantity).sorted() == [1, 50])
            #expect(try await Self.add(carts, 1, 1, to: token).cart.lines.map(\.quantity).sorted() == [1, 1, 50])
        }
    }

    @Test("A cart holds forty lines; more of what is in it is still welcome", arguments: TestEngine.all)
    func mostLines(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            var token: String?
            for number in 0..<UInt64(CartStore.mostLines) { token = try await Self.add(carts, number, to: token).token }
            let full = token
            await #expect(throws: AppError.invalid("cart.full", ["limit": "40"])) {
                try await Self.add(carts, 99, to: full)
            }
            let cart = try #require(try await carts.cart(token))
            #expect(cart.lines.count == 40)
            #expect(cart.version == 40)
            #expect(try await Self.add(carts, 7, to: token).cart.lines.count == 40)
        }
    }

    @Test("Twenty at once into one cart: every one is counted, every change a version", arguments: TestEngine.all)
    func atOnce(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            let token = try await Self.add(carts, 1, to: nil).token
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await Self.add(carts, 1, to: token) } }
                try await group.waitForAll()
            }
            let cart = try #require(try await carts.cart(token))
            #expect(cart.lines.map(\.quantity) == [21])
            #expect(cart.version == 21)
        }
    }

    @Test("Lines change, leave, and are nobody else's", arguments: TestEngine.all)
    func changes(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            let mine = try await Self.add(carts, 1, to: nil)
            let theirs = try await Self.add(carts, 1, to: nil)
            #expect(mine.token != theirs.token)
            await #expect(throws: AppError.notFound("cart.no-line")) {
                _ = try await carts.change(
                    mine.line, quantity: 9, to: nil, note: nil, name: nil, seen: nil, token: theirs.token)
            }
            let after = try #require(try await carts.cart(theirs.token))
            #expect(after.version == 1)
            let changed = try await carts.change(
                mine.line, quantity: 4, to: Self.product(2), note: "x", name: "Two", seen: Money(cents: 1),
                token: mine.token)
            let line = try #require(changed.lines.first)
            #expect(line.configuration == Self.product(2))
            #expect((line.quantity, line.note, line.name, line.seenCents) == (4, "x", "Two", 1))
            let gone = try await carts.change(
                mine.line, quantity: 0, to: nil, note: nil, name: nil, seen: nil, token: mine.token)
            #expect(gone.lines.isEmpty)
            #expect(gone.version == 3)
        }
    }

    @Test("A token that is of no cart gets a cart with a token of the shop's making", arguments: TestEngine.all)
    func unknownToken(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            for bad in ["", "x", String(repeating: "A", count: 43), String(repeating: "🍕", count: 43)] {
                #expect(try await carts.cart(bad) == nil)
                let made = try await Self.add(carts, 1, to: bad)
                #expect(made.token != bad)
                #expect(made.token.utf8.count == 43)
                #expect(made.cart.lines.count == 1)
                await #expect(throws: AppError.notFound("cart.none")) { _ = try await carts.empty(token: bad) }
            }
        }
    }
}
