public import Accounts
import Contracts
public import Database
public import Delivery
public import FeatureKit
import FeatureList
import Foundation
public import Kernel
import Logging
import Jobs
import Menu
public import Orders
public import Products
import Secrets
import Shop
public import Stores
public import Web

/// The whole program as one value: opens the database, brings it up to date, makes the features in their order and fills their ports.
/// The server, the command line and the tests all hold this.
public struct Pizzeria: Sendable {
    /// What the product is called and which version this is.
    public static let version = "0.2.0"

    /// Every feature there is. What is known of a feature before a database is open, its tables, sentences and permissions, is read here.
    public static let featureTypes: [any Feature.Type] =
        [
            Stores.self, Accounts.self, Products.self, Delivery.self, Books.self, Orders.self, Health.self,
            ShellRoutes.self, Simulation.self,
        ] + FeatureList.types

    /// Where all data is.
    public let database: Database
    /// Every feature, checked against the others.
    public let features: FeatureSet
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

    /// Every feature's tables.
    public static var migrations: [FeatureMigrations] { FeatureSet.migrations(of: featureTypes) }

    /// Everything that must be true of the data.
    public static var invariants: [Invariant] { FeatureSet.invariants(of: featureTypes) }

    /// The sentences of every feature, and those of `languages`, folders with files for more languages.
    static func catalogue(_ languages: [URL] = []) throws -> Catalogue {
        try Catalogue(folders: FeatureSet.sentences(of: featureTypes) + languages)
    }

    /// The folder of the shell's own files.
    static var files: URL { Bundle.module.bundleURL }

    /// Makes everything on a database that is open, which it brings up to date; `languages` are folders of sentences in more
    /// languages, `more` are made beside the features of the list, of types that are in it.
    ///
    /// Throws `DatabaseError`, what the migrations refuse, and `FeatureCollision`.
    static func open(
        _ database: Database, web: WebSettings, clock: Clock, entropy: Entropy, logger: Logger,
        hasher: PasswordHasher = PasswordHasher(), simulation: ManualClock?, languages: [URL] = [],
        settings: [String: String] = [:], beside more: [any ListedFeature.Type] = []
    ) async throws -> Pizzeria {
        let types = featureTypes + more
        try FeatureSet.check(types, reserving: Setting.program.map(\.key))
        let migrator = Migrator(FeatureSet.migrations(of: types))
        _ = try await migrator.migrate(database)
        let strangers = try await migrator.strangers(database)
        if !strangers.isEmpty {
            logger.warning(
                "the database has tables of features that are not here", metadata: ["features": "\(strangers)"])
        }
        // Before anything is read, so that no change falls between what was read and what is heard.
        let feed = try await EventFeed.open(database, logger: logger)
        let hub = LiveHub()
        let shared = SharedParts.inProcess(clock: clock, live: hub)
        let catalogue = try Catalogue(folders: FeatureSet.sentences(of: types) + languages)
        let context = FeatureContext(
            database: database, shared: shared, clock: clock, entropy: entropy, settings: settings
        ).offering(catalogue)
        let stores = try await Stores(database: database)
        let sign = OpenSign(shops: stores.shops, clock: clock)
        let products = try await Products(
            database: database, live: hub, pageVersion: { sign.pageVersion(of: $0) })
        let delivery = try await Delivery(database: database, store: { stores.shops.value[$0] })
        let bare = try await Accounts(
            database: database, hasher: hasher, clock: clock, entropy: entropy, secret: web.secret,
            permissions: FeatureSet.permissions(of: types), ports: AccountsWiring.ports(stores, hub))
        let (later, members) = (Later<Orders>(), Later<Accounts>())
        let listed = try await ListedWiring.make(
            FeatureList.types + more, context, stores, products, later, members, at: web.publicURL)
        let accounts = try bare.joined(by: listed.compactMap { ($0 as? any HoldsSessions)?.sessionHolders })
        members.set(accounts)
        let orders = try Orders(
            database: database, ports: OrdersWiring.ports(products, stores, delivery),
            participants: listed.flatMap { ($0 as? any JoinsOrders)?.participants ?? [] }, entropy: entropy, live: hub)
        later.set(orders)
        let metrics = Metrics()
        metrics.gauge("live_streams_open") { Double(hub.open) }
        let assets = try Assets(
            folders: [Assets.Folder(files.appending(path: "Public"))] + FeatureSet.files(of: types),
            generated: [FontSheet.file])
        let health = OperationsRoutes(version: Self.version, metrics: metrics, metricsToken: web.metricsToken) {
            try await database.ping()
        }
        let joining: [any Feature] = [products, delivery] + listed
        let openings = joining.flatMap { ($0 as? any JoinsOpenings)?.openings ?? [] }
        var domains: [any Feature] = [
            stores.joined(by: openings), accounts, products, delivery, Books(), orders,
            Health(routes: health.routes),
        ]
        domains += listed
        if let simulation { domains.append(Simulation(clock: simulation, orders: orders)) }
        let shellRoutes = ShellRoutes(
            assets: assets, catalogue: catalogue, shops: stores.shops, described: domains.flatMap { $0.allRoutes },
            pageVersion: { sign.pageVersion(of: $0) })
        let features = try FeatureSet(domains + [shellRoutes], of: types)
        try await features.checkResources(catalogue, on: database)
        let shell = ShopShell(
            assets: assets, shops: stores.shops, sign: sign, navigation: features.navigation,
            languages: catalogue.languages)
        let front = try Front(
            settings: web, routes: features.routes,
            catalogue: catalogue, assets: assets,
            shell: shell.shell, authenticator: accounts.authenticator, slots: features.slots,
            scopes: { stores.directory.value },
            personalCookies: ["cart", "session"], shared: shared, clock: clock, entropy: entropy, logger: logger,
            metrics: metrics,
            translate: DatabaseRefusals.refusal(of:))
        return Pizzeria(
            database: database, features: features, accounts: accounts, stores: stores, products: products,
            delivery: delivery, orders: orders, hub: hub, front: front, clock: clock,
            feed: feed,
            worker: try JobWorker(database, features.registry, logger: logger))
    }

    /// Reads everything anew that is held in memory, and makes open pages look again.
    func refresh() async throws { for feature in features.features { try await feature.refresh() } }

    /// Carries events to the features and open pages of this process.
    func listener(_ logger: Logger) -> LiveListener {
        LiveListener(features: features, feed: feed, logger: logger)
    }
}
