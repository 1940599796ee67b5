public import Accounts
public import Database
public import Delivery
import Foundation
public import Kernel
public import Logging
import Jobs
import Menu
public import Orders
public import Products
public import Secrets
import Shop
public import Stores
public import Web

/// The whole program as one value: opens the database, brings it up to date, makes the features in their order and fills their ports.
/// The server, the command line and the tests all hold this.
public struct Pizzeria: Sendable {
    /// What the product is called and which version this is.
    public static let version = "0.1.0"

    /// Where all data is.
    public let database: Database
    /// Who works here.
    public let accounts: Accounts
    /// Who the shop is.
    public let stores: Stores
    /// What is sold.
    public let products: Products
    /// Where it is brought.
    public let delivery: Delivery
    /// What was ordered.
    public let orders: Orders
    /// Carries events to open pages.
    public let hub: LiveHub
    /// Answers requests.
    public let front: Front
    /// The time as everything here reads it.
    public let clock: Clock
    /// Follows the outbox.
    let feed: EventFeed
    /// Runs jobs.
    let worker: JobWorker

    /// Every feature's tables, in the order in which they refer to each other.
    public static var migrations: [FeatureMigrations] {
        [Accounts.migrations, Stores.migrations, Products.migrations, Delivery.migrations, Orders.migrations]
    }

    /// Everything that must be true of the data.
    public static var invariants: [Invariant] { Stores.invariants + Products.invariants + Orders.invariants }

    /// Every feature's sentences, and the shell's.
    static var sentences: [URL] {
        [
            Accounts.sentences, Stores.sentences, Products.sentences, Delivery.sentences, Orders.sentences,
            files.appending(path: "Locale"),
        ]
    }

    /// The folder of the shell's own files.
    static var files: URL { Bundle.module.bundleURL }

    /// Opens everything. Throws `DatabaseError` when the database cannot be used, and what the migrations refuse.
    public static func open(
        _ choices: Choices, clock: Clock, entropy: Entropy, logger: Logger, hasher: PasswordHasher = PasswordHasher(),
        simulation: ManualClock? = nil
    ) async throws -> Pizzeria {
        let database = try await Database.open(choices.location, clock: clock, entropy: entropy, logger: logger)
        return try await open(
            database, web: choices.web, clock: clock, entropy: entropy, logger: logger, hasher: hasher,
            simulation: simulation)
    }

    /// The same on a database that is open already.
    static func open(
        _ database: Database, web: WebSettings, clock: Clock, entropy: Entropy, logger: Logger, hasher: PasswordHasher,
        simulation: ManualClock?
    ) async throws -> Pizzeria {
        _ = try await Migrator(migrations).migrate(database)
        let stores = try await Stores(database: database, clock: clock)
        let sign = OpenSign(store: stores.current, clock: clock)
        let products = try await Products(database: database, pageVersion: { sign.pageVersion })
        let delivery = try await Delivery(database: database)
        let accounts = try await Accounts(database: database, hasher: hasher, clock: clock, entropy: entropy)
        let hub = LiveHub()
        let ports = OrdersWiring.ports(menu: products.current, store: stores.current, delivery: delivery)
        let orders = Orders(database: database, ports: ports, entropy: entropy, hub: hub)
        let metrics = Metrics()
        metrics.gauge("pizzamama_open_streams") { Double(hub.open) }
        let assets = try Assets(folder: files.appending(path: "Public"), generated: [FontSheet.file])
        var routes = accounts.routes + stores.routes + products.routes + delivery.routes + orders.routes
        routes += OperationsRoutes(version: Self.version, metrics: metrics) { try await database.read { _ in } }.routes
        if let simulation { routes += SimulationRoutes(clock: simulation, orders: orders).routes }
        let described = routes
        routes +=
            ShellRoutes(assets: assets) {
                OpenAPI.document(of: described, title: "PizzaMama", version: Self.version)
            }.routes
        let front = Front(
            settings: web, routes: routes, catalogue: try Catalogue(folders: sentences), assets: assets,
            shell: ShopShell(assets: assets, store: stores.current, sign: sign).shell,
            authenticator: accounts.authenticator,
            personalCookies: ["cart", "session"], clock: clock, entropy: entropy, logger: logger, metrics: metrics,
            translate: DatabaseRefusals.refusal(of:))
        var registry = JobRegistry()
        orders.register(in: &registry)
        ForgetRecords.register(in: &registry, database)
        return Pizzeria(
            database: database, accounts: accounts, stores: stores, products: products, delivery: delivery,
            orders: orders,
            hub: hub, front: front, clock: clock, feed: EventFeed(database, logger: logger),
            worker: try JobWorker(database, registry, logger: logger))
    }

    /// Carries one event of the outbox to whoever in this process waits for it.
    public func hear(_ event: PublishedEvent) async throws {
        switch event.name {
        case MenuChanged.name: try await products.reload()
        case StoreChanged.name: try await stores.reload()
        case ZonesChanged.name: try await delivery.reload()
        default: orders.publish(event)
        }
    }

    /// Events were missed: everything is read anew, and the boards look again.
    func catchUp() async throws {
        try await products.reload()
        try await stores.reload()
        try await delivery.reload()
        orders.refreshBoards()
    }

    /// Carries events to the open pages of this process.
    func listener(_ logger: Logger) -> LiveListener {
        LiveListener(pizzeria: self, events: feed.subscribe(buffer: 4096), logger: logger)
    }
}
