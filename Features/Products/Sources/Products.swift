public import Database
public import Foundation
public import Kernel
public import Menu
public import Web

/// What is sold: the menu in the database, the shop window, the builder, and what has run out today.
public struct Products: Sendable {
    private let database: Database
    private let pageVersion: @Sendable () -> String
    /// The menu as it is now.
    public let current: Current<MenuSnapshot>

    /// The tables of this feature.
    public static var migrations: FeatureMigrations {
        FeatureMigrations(feature: "products", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Reads the menu from a migrated database. `pageVersion` says what else the pages of strangers depend on.
    public init(database: Database, pageVersion: @escaping @Sendable () -> String) async throws {
        self.database = database
        self.pageVersion = pageVersion
        current = Current(try await database.read { try MenuReading.load($0) } ?? .empty(.eur))
    }

    /// Reads the menu anew: after a change in this process or in another. An older one than is held is left alone.
    public func reload() async throws {
        let loaded = try await database.read { try MenuReading.load($0) }
        guard let menu = loaded else { return }
        current.replace(menu, if: { $0.version <= menu.version })
    }

    /// Writes the first menu of a database, as a part of opening a shop; `codes` are the names of its products elsewhere.
    /// Throws `conflict` when there is a menu. `reload` afterwards shows it.
    public static func open(
        _ menu: MenuSnapshot, codes: [Identifier<Product>: String] = [:], _ tx: Transaction
    ) throws {
        guard try MenuReading.load(tx) == nil else { throw AppError.conflict("menu.exists") }
        try tx.batch(MenuWriting.statements(menu, codes: codes))
        try tx.publish(MenuChanged(version: menu.version))
    }

    /// The shop window, the builder, the menu for programs, and what has run out.
    public var routes: [Route] {
        WindowRoutes(menu: current, pageVersion: pageVersion).routes
            + AvailabilityRoutes(database: database, menu: current, reload: reload).routes
    }

    /// What must be true of these tables.
    public static let invariants = [
        Invariant("menu-is-one", "The rows of the menu make a menu: nothing dangling, nothing without a price.") {
            tx, _ in
            do {
                _ = try MenuReading.load(tx)
                return []
            } catch let problem as MenuSnapshot.Problem {
                return [problem.description]
            }
        }
    ]
}

/// Something on the menu changed, or ran out, or is back.
public struct MenuChanged: DomainEvent {
    public static let name = "products.menu-changed"
    /// The version of the menu from then on.
    public let version: Int64
    public var topic: String { "menu" }
}
