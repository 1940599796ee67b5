public import Contracts
public import Database
public import FeatureKit
public import Foundation
public import Kernel
public import Resources
public import Shop
public import Web

/// Who the shops are, when they are open, and how much their kitchens can do. Everything else reads the current `Shops`.
public struct Stores: Feature {
    /// `stores`.
    public static let name = "stores"
    /// Managing and pausing.
    public static let permissions: [Permission] = [.manageStores, .openStores, .pauseStore]

    private let database: Database
    private var openings: [ShopOpening] = []
    /// Every shop as it is now; none only in a database that has none yet.
    public let shops: Current<Shops>
    /// Where each shop is found.
    public let directory: Current<ScopeDirectory>

    /// The tables of this feature.
    public static var migrations: FeatureMigrations? {
        FeatureMigrations(feature: "stores", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Reads the shops from a migrated database.
    public init(database: Database) async throws {
        self.database = database
        let all = Shops(try await database.read { try StoreRows.load($0) })
        shops = Current(all)
        directory = Current(all.directory)
    }

    /// The same, with what other features do when a shop is opened, in order.
    public func joined(by openings: [ShopOpening]) -> Stores {
        var stores = self
        stores.openings = openings
        return stores
    }

    /// The shops.
    public var navigation: [NavigationEntry] {
        [NavigationEntry(.office, "/stores", "stores.shops", order: 700, access: .holders(of: .openStores))]
    }

    /// The shop, its hours, the days that differ, its breaks and its stations.
    public var resources: [any ServedResource] {
        let group = NavigationGroup("stores.group", order: 500)
        let zone: @Sendable (Identifier<Scope>?) -> ShopZone = { [shops] in shops.value[$0]?.zone ?? .utc }
        let changed: @Sendable (Identifier<Scope>?) async throws -> Void = { _ in try await reload() }
        return [
            MountedResource<ShopProfile>(on: database, order: 610, group: group, zone: zone, changed: changed),
            MountedResource<OpeningStretch>(on: database, order: 620, group: group, zone: zone, changed: changed),
            MountedResource<SpecialDay>(on: database, order: 630, group: group, zone: zone, changed: changed),
            MountedResource<Break>(on: database, order: 640, group: group, zone: zone, changed: changed),
            MountedResource<Station>(on: database, order: 650, group: group, zone: zone, changed: changed),
        ]
    }

    /// Reads the shops anew when one changed, here or in another process.
    public var reactions: [Reaction] { [Reaction(to: StoreChanged.self) { _ in try await reload() }] }

    /// Reads the shops anew.
    public func refresh() async throws { try await reload() }

    /// Reads every shop anew: after a change in this process or in another. One that is held and newer stays.
    public func reload() async throws {
        let read = try await database.read { try StoreRows.load($0) }
        _ = shops.update { $0.replaced(by: read) }
        // Made of what is held by then: of two readings at once the later directory has the shops of both.
        _ = directory.update { _ in shops.value.directory }
    }

    /// A condition that holds while the rows of a shop are what is in memory now, for whoever must not act on older hours or an ended break.
    public func asRead(_ scope: Identifier<Scope>) -> SQL {
        "(SELECT revision FROM stores WHERE id = \(scope)) = \(shops.value[scope]?.version ?? 0)"
    }

    /// Opens a shop beside those that are there. `reload` afterwards shows it.
    ///
    /// Throws `DatabaseError.unique` when another has its id, slug or host.
    public static func open(_ store: Store, _ tx: Transaction) throws {
        try StoreRows.insert(store, tx)
        try tx.publish(StoreChanged(store: store.id, version: store.version))
    }

    /// What the shop says of itself, and its breaks.
    public var routes: [Route] {
        StoreRoutes(database: database, shops: shops, reload: reload).routes
            + ShopRoutes(
                shops: shops, opening: OpenShop(database: database, openings: openings), reload: reload
            ).routes
    }

    /// What must be true of these tables.
    public static let invariants = [
        Invariant(
            "store-hours", "Every stretch of opening ends after it begins.",
            """
            SELECT modes FROM store_hours WHERE opens >= closes OR days NOT BETWEEN 1 AND 127
            """)
    ]
}

extension Shops {
    /// Where each shop is found.
    var directory: ScopeDirectory { ScopeDirectory(all.map { ($0.scope, $0.slug, $0.host) }) }
}
