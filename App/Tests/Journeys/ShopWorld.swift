import Accounts
import Contracts
import Database
import Delivery
import FeatureKit
import Foundation
import Kernel
import Logging
import Menu
import Orders
import Products
import Secrets
import Shop
import Stores
import TestKit
import Web

@testable import Composition

/// The whole shop on a fresh database: the demo town and menu, four people, a Friday evening that stands still.
struct ShopWorld: Sendable {
    let pizzeria: Pizzeria
    let clock: ManualClock
    let settings: WebSettings
    /// Friday, 5 June 2026, two minutes past seven in the evening.
    static let evening = Instant(seconds: 1_780_678_920)
    static let password = "pizzamama"

    /// The first shop.
    var store: Store? { pizzeria.stores.shops.value.all.first }

    var menu: MenuSnapshot { pizzeria.products.menus[store?.scope] }

    /// The id of a product as text; empty when there is none.
    func product(_ slug: String) -> String { menu.product(slug: slug)?.id.description ?? "" }
    /// The id of an ingredient as text.
    func ingredient(_ slug: String) -> String { menu.ingredients.first { $0.slug == slug }?.id.description ?? "" }
    /// The id of a dough as text.
    func dough(_ slug: String) -> String { menu.doughs.first { $0.slug == slug }?.id.description ?? "" }
    /// The id of a size as text.
    func size(_ slug: String) -> String { menu.sizes.first { $0.slug == slug }?.id.description ?? "" }

    func visitor() -> Visitor { Visitor(front: pizzeria.front) }

    /// Another process on the same database, with what it has read itself in memory.
    func another() async throws -> ShopWorld {
        let pizzeria = try await Pizzeria.open(
            pizzeria.database, web: settings, clock: clock.clock, entropy: .seeded(20_260_606),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, hasher: PasswordHasher(memory: 1 << 20),
            simulation: nil)
        return ShopWorld(pizzeria: pizzeria, clock: clock, settings: settings)
    }

    /// Somebody of the staff who is signed in, by the bearer header.
    func staff(_ name: String) async throws -> Visitor {
        let visitor = visitor()
        let answer = try await visitor.api(
            .post, "/session", #"{"sign_in":"\#(name)","password":"\#(Self.password)"}"#)
        visitor.bearer = answer.text("token")
        return visitor
    }

    /// A tablet that the manager has added and that has typed in its code, by the bearer header.
    func device(_ name: String) async throws -> Visitor {
        let store = store?.id.description ?? ""
        let added = try await staff("gina").api(.post, "/devices", #"{"name":"\#(name)","store_id":"\#(store)"}"#)
        let visitor = visitor()
        let paired = try await visitor.api(.post, "/devices/pairing", #"{"code":"\#(added.text("code"))"}"#)
        visitor.bearer = paired.text("token")
        return visitor
    }

    /// The one number that a statement gives.
    func number(_ sql: SQL) async throws -> Int { try await pizzeria.database.first(sql) ?? 0 }

    /// The numbers that a statement gives, row by row.
    func numbers(_ sql: SQL) async throws -> [Int] { try await pizzeria.database.all(sql) }

    /// Runs statements behind the shop's back.
    func tamper(_ statements: [SQL]) async throws {
        try await pizzeria.database.write { tx in for sql in statements { try tx.execute(sql) } }
    }

    /// Reads the menu anew, as a process does that hears of a change in another.
    func reloadMenu() async throws { try await pizzeria.products.refresh() }

    /// Reads the zones anew.
    func reloadZones() async throws { try await pizzeria.delivery.refresh() }

    /// Refuses what nobody accepted in time; gives how many.
    func sweep() async throws -> Int { try await pizzeria.orders.refuseOverdue() }

    /// The names of the invariants that do not hold.
    func broken() async throws -> [String] {
        let report = try await Verification(invariants: Pizzeria.invariants).run(on: pizzeria.database)
        return report.results.filter { !$0.violations.isEmpty }.map(\.name)
    }
}

/// Opens the shop on a fresh database of an engine, if need be through a proxy that can be cut, and closes and removes it
/// afterwards.
func withShop<T>(
    _ engine: TestEngine, at now: Instant = ShopWorld.evening, capacity: Capacity = DemoTown.capacity,
    connections: Int = 4, through proxy: TestProxy? = nil, languages: [URL] = [],
    participants: [OrderParticipant] = [], beside more: [any ListedFeature.Type] = [],
    web change: (inout WebSettings) -> Void = { _ in },
    _ body: (ShopWorld) async throws -> T
) async throws -> T {
    var web = WebSettings()
    web.rates = RateTable(all: Rate(perMinute: 100_000, burst: 100_000))
    web.secret = Array("a secret of thirty-two characters".utf8)
    change(&web)
    let clock = ManualClock(now)
    let entropy = Entropy.seeded(20_260_605)
    return try await withLocation(engine, connections: connections) { location in
        let place = proxy?.location(of: location) ?? location
        let database = try await openForTest(place, clock: clock.clock, entropy: entropy)
        do {
            let pizzeria = try await JoiningTrial.$joining.withValue(participants) {
                try await Pizzeria.open(
                    database, web: web, clock: clock.clock, entropy: entropy,
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                    hasher: PasswordHasher(memory: 1 << 20), simulation: nil, languages: languages,
                    beside: more + (participants.isEmpty ? [] : [JoiningTrial.self]))
            }
            try await pizzeria.furnish(capacity)
            let result = try await body(ShopWorld(pizzeria: pizzeria, clock: clock, settings: web))
            await database.close()
            return result
        } catch {
            await database.close()
            throw error
        }
    }
}

/// A feature of the list that brings the participants of a test, and nothing else.
struct JoiningTrial: ListedFeature, JoinsOrders {
    static let name = "joining"
    @TaskLocal static var joining: [OrderParticipant] = []
    let participants: [OrderParticipant]

    init(_ context: FeatureContext) { participants = Self.joining }
}

extension Pizzeria {
    fileprivate func furnish(_ capacity: Capacity) async throws {
        guard let zone = ShopZone("Europe/Rome") else { throw AppError.notFound() }
        let rules = PromiseRules(hours: DemoTown.hours(year: 2026, zone: zone), capacity: capacity)
        let store = Store(
            id: Identifier(at: ShopWorld.evening, random: (1, 1)), version: 1, slug: "borgo", name: "PizzaMama",
            phone: "+390510000000", address: "Piazza del Mercato 3, 40999 Borgo San Lino", point: DemoTown.shop,
            currency: .eur, rules: rules, travel: DemoTown.travelMinutes, acceptance: .minutes(10))
        let menu = try MenuSnapshot(DemoMenu.parts(), version: 1, currency: .eur, priceRule: .dearest)
        try await database.write { tx in
            try Stores.open(store, tx)
            try Products.open(menu, of: store.id, tx)
            try Delivery.open(zones: DemoTown.zones, streets: DemoTown.streets, of: store.id, tx)
        }
        try await stores.reload()
        try await products.refresh()
        try await delivery.refresh()
        for (signIn, role) in [
            ("mama", "owner"), ("gina", "manager"), ("ugo", "kitchen"), ("bea", "counter"), ("dario", "driver"),
        ] {
            try await accounts.add(
                signIn: signIn, name: signIn.capitalized, role: role, password: ShopWorld.password)
        }
    }
}

extension ShopWorld {
    /// Gives the normal size of a pizza another price, as another process would.
    func reprice(_ slug: String, _ cents: Int64) async throws {
        guard let id = menu.product(slug: slug)?.id, let size = menu.sizes.first(where: { $0.slug == "normale" })?.id
        else { throw AppError.notFound() }
        try await tamper([
            "UPDATE product_prices SET price = \(cents) WHERE product_id = \(id) AND size_id = \(size)",
            "UPDATE menus SET version = version + 1",
        ])
        try await reloadMenu()
    }
}
