import Database
import Kernel
import Menu
import TestKit
import Testing
import Web

@testable import Orders

@Suite("Carts")
struct CartStoreTests {
    static let shop = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 1)

    static func key(_ token: String?) -> CartKey? { CartKey(token, in: shop) }

    static func line(_ number: UInt64, _ quantity: Int = 1, note: String = "", cents: Int64 = 650) -> NewCartLine {
        NewCartLine(
            configuration: product(number), quantity: quantity, note: note, name: LocalizedText(it: "Pizza \(number)"),
            seen: Money(cents: cents))
    }

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
    ) async throws -> (cart: HeldCart, token: String, line: Identifier<CartLine>) {
        try await carts.add(line(number, quantity, note: note, cents: cents), token: token, in: shop)
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
            let cart = try #require(try await carts.cart(Self.key(token)))
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
            let cart = try #require(try await carts.cart(Self.key(token)))
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
                _ = try await carts.change(mine.line, quantity: 9, Self.key(theirs.token))
            }
            let after = try #require(try await carts.cart(Self.key(theirs.token)))
            #expect(after.version == 1)
            let changed = try await carts.change(
                mine.line, quantity: 4,
                to: NewCartLine(
                    configuration: Self.product(2), quantity: 4, note: "x", name: LocalizedText(it: "Due", en: "Two"),
                    seen: Money(cents: 1)),
                Self.key(mine.token))
            let line = try #require(changed.lines.first)
            #expect(line.configuration == Self.product(2))
            #expect((line.quantity, line.note, line.name(.en), line.seenCents) == (4, "x", "Two", 1))
            let gone = try await carts.change(mine.line, quantity: 0, Self.key(mine.token))
            #expect(gone.lines.isEmpty)
            #expect(gone.version == 3)
        }
    }

    @Test("A token that is of no cart gets a cart with a token of the shop's making", arguments: TestEngine.all)
    func unknownToken(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            for bad in ["", "x", String(repeating: "A", count: 43), String(repeating: "🍕", count: 43)] {
                #expect(try await carts.cart(Self.key(bad)) == nil)
                let made = try await Self.add(carts, 1, to: bad)
                #expect(made.token != bad)
                #expect(made.token.utf8.count == 43)
                #expect(made.cart.lines.count == 1)
                await #expect(throws: AppError.notFound("cart.none")) { _ = try await carts.empty(Self.key(bad)) }
            }
        }
    }

    @Test("One act changes one line: equal lines neither multiply nor lose a pizza", arguments: TestEngine.all)
    func equalLines(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            let token = try await Self.add(carts, 1, to: nil).token
            let other = try await Self.add(carts, 2, to: token)
            // The second becomes what the first is: they are one line of two.
            let merged = try await carts.change(other.line, quantity: 1, to: Self.line(1), Self.key(token))
            #expect(merged.lines.map(\.quantity) == [2])
            #expect(merged.lines.map(\.id) == [other.line])
            #expect(try await Self.add(carts, 1, to: token).cart.lines.map(\.quantity) == [3])
        }
        try await Self.open(engine) { carts in
            let token = try await Self.add(carts, 1, 30, to: nil).token
            #expect(try await Self.add(carts, 1, 30, to: token).cart.lines.map(\.quantity) == [30, 30])
            // Two equal lines have room for one more; one of them takes it.
            #expect(try await Self.add(carts, 1, to: token).cart.lines.map(\.quantity).reduce(0, +) == 61)
            let third = try await Self.add(carts, 2, 40, to: token)
            // Nothing equal has room for forty more, so it stays a line of its own.
            let stays = try await carts.change(third.line, quantity: 40, to: Self.line(1, 40), Self.key(token))
            #expect(stays.lines.map(\.quantity).sorted() == [30, 31, 40])
        }
    }

    @Test("One token opens another cart in each shop", arguments: TestEngine.all)
    func shopsAreApart(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            let (token, other) = (
                try await Self.add(carts, 1, 2, to: nil).token, Identifier<Scope>(high: 0x7000, low: 9)
            )
            #expect(try await carts.cart(CartKey(token, in: other)) == nil)
            await #expect(throws: AppError.notFound("cart.none")) {
                _ = try await carts.empty(CartKey(token, in: other))
            }
            let made = try await carts.add(Self.line(2), token: token, in: other)
            #expect(made.token == token)
            #expect(try await carts.cart(CartKey(token, in: other))?.id == made.cart.id)
            #expect(try await carts.empty(CartKey(token, in: other)).lines.isEmpty == true)
            #expect(try await carts.cart(Self.key(token))?.lines.map(\.quantity) == [2])
        }
    }

    @Test("Requests that open one cart in another shop at once make one there", arguments: TestEngine.all)
    func atOnceElsewhere(_ engine: TestEngine) async throws {
        try await Self.open(engine) { carts in
            let (token, other) = (
                try await Self.add(carts, 1, 2, to: nil).token, Identifier<Scope>(high: 0x7000, low: 9)
            )
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 { group.addTask { try await carts.add(Self.line(2), token: token, in: other).token } }
                for try await kept in group { #expect(kept == token) }
            }
            let cart = try #require(try await carts.cart(CartKey(token, in: other)))
            #expect(cart.lines.map(\.quantity) == [8])
            #expect(cart.version == 8)
        }
    }
}
