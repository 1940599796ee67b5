public import Database
public import Foundation
public import Kernel
public import Shop
public import Web

/// Who the shop is, when it is open, and how much its kitchen can do. Everything else reads the current `Store`.
public struct Stores: Sendable {
    private let database: Database
    private let clock: Clock
    /// The shop as it is now; nil only in a database that has none yet.
    public let current: Current<Store?>

    /// The tables of this feature.
    public static var migrations: FeatureMigrations {
        FeatureMigrations(feature: "stores", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Reads the shop from a migrated database.
    public init(database: Database, clock: Clock) async throws {
        self.database = database
        self.clock = clock
        current = Current(try await database.read { try StoreRows.load($0) })
    }

    /// Reads the shop anew: after a change in this process or in another.
    public func reload() async throws {
        current.replace(try await database.read { try StoreRows.load($0) })
    }

    /// Opens a shop in a database that has none; throws `conflict` when there is one. `reload` afterwards shows it.
    public static func open(_ store: Store, _ tx: Transaction) throws {
        guard try StoreRows.load(tx) == nil else { throw AppError.conflict("stores.exists") }
        try StoreRows.insert(store, tx)
        try tx.publish(StoreChanged(store: store.id, version: store.version))
    }

    /// What the shop says of itself, and its breaks.
    public var routes: [Route] {
        StoreRoutes(database: database, clock: clock, current: current, reload: reload).routes
    }

    /// What must be true of these tables.
    public static let invariants = [
        Invariant(
            "store-hours", "Every stretch of opening ends after it begins.",
            """
            SELECT mode FROM store_hours WHERE opens >= closes OR weekday NOT BETWEEN 1 AND 7
            """)
    ]
}

/// The shop, its hours or its breaks changed.
public struct StoreChanged: DomainEvent {
    public static let name = "stores.changed"
    /// Which shop.
    public let store: Identifier<Store>
    /// Its new version.
    public let version: Int64
    public var topic: String { "store" }
}
