public import Contracts
public import Database
public import FeatureKit
public import Foundation
public import Kernel
public import Menu
public import Shop
public import Web

/// What is sold: the menu of each shop in the database, the shop window, the builder, and what has run out today.
public struct Products: Feature, JoinsOpenings {
    /// `products`.
    public static let name = "products"
    /// What has run out.
    public static let permissions: [Permission] = [.setAvailability]

    /// The menu of a shop.
    public static let liveTopics: [LiveTopic] = [MenuChanged.liveTopic]

    private let database: Database
    private let pageVersion: @Sendable (Identifier<Scope>?) -> String
    private let live: any LiveChannel
    /// The menu of each shop as it is now.
    public let menus: CurrentByScope<MenuSnapshot>

    /// The tables of this feature.
    public static var migrations: FeatureMigrations? {
        FeatureMigrations(feature: "products", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Reads the menus from a migrated database. `pageVersion` says what else the pages of a shop for strangers depend on; `live` tells open
    /// pages of a change.
    public init(
        database: Database, live: any LiveChannel, pageVersion: @escaping @Sendable (Identifier<Scope>?) -> String
    ) async throws {
        self.database = database
        self.live = live
        self.pageVersion = pageVersion
        menus = CurrentByScope(try await database.read { try MenuReading.load($0) }, empty: .empty(.eur))
    }

    /// The menu, and what has run out.
    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(.window, Landmark.menu.path, "menu.title", order: 100),
            NavigationEntry(
                .office, "/kitchen/availability", "menu.availability", order: 200,
                access: .holders(of: .setAvailability)),
        ]
    }

    /// Above the menu, and below a product.
    public var slots: [OfferedSlot] {
        [PageSlot<Void>.aboveMenu.offer, PageSlot<Identifier<Product>>.belowProduct.offer]
    }

    /// What has run out, on the first page of the office.
    public var fillings: [SlotFilling] {
        [
            SlotFilling(.officeToday, order: 200) { _, call in
                guard call.may(.setAvailability) else { return nil }
                let count = menus[call.scope].soldOutCount
                if count == 0 { return nil }
                return TodayCard(
                    call.words("menu.availability"), figure: String(count),
                    sentence: call.words("menu.today-sold-out", count: count), path: "/kitchen/availability"
                ).html
            }
        ]
    }

    /// Reads the menu of a shop anew when it changed, here or in another process, and tells the pages that show it.
    public var reactions: [Reaction] {
        [
            Reaction(to: MenuChanged.self) { event, published in
                let scope = Identifier<Scope>(event.store)
                try await reload(scope)
                live.publish(
                    topic: MenuChanged.liveTopic.of(scope), id: published.id, name: "menu", data: String(event.version))
            }
        ]
    }

    /// Reads every menu anew.
    public func refresh() async throws {
        let read = try await database.read { try MenuReading.load($0) }
        menus.replace(all: read, unless: { $0.version > $1.version })
        for (scope, menu) in read {
            live.publish(topic: MenuChanged.liveTopic.of(scope), id: nil, name: "menu", data: String(menu.version))
        }
    }

    /// Reads the menu of one shop anew: after a change in this process or in another. What is held and newer stays.
    public func reload(_ scope: Identifier<Scope>) async throws {
        let read: MenuSnapshot? = try await database.read { try MenuReading.load(Identifier<Store>(scope), $0) }
        guard let menu = read else { return }
        menus.replace(menu, of: scope, unless: { $0.version > menu.version })
    }

    /// A condition that holds while the rows of a shop's menu are what is in memory now, for whoever must not act on an older one.
    public func asRead(_ scope: Identifier<Scope>) -> SQL {
        "(SELECT version FROM menus WHERE store_id = \(scope)) = \(menus[scope].version)"
    }

    /// Writes the first menu of a shop, as a part of opening it; `codes` are the names of its products elsewhere.
    /// `reload` afterwards shows it.
    ///
    /// Throws `conflict` when the shop has a menu.
    public static func open(
        _ menu: MenuSnapshot, of store: Identifier<Store>, codes: [Identifier<Product>: String] = [:],
        _ tx: Transaction
    ) throws {
        guard try MenuReading.load(store, tx) == nil else { throw AppError.conflict("menu.exists") }
        try tx.batch(MenuWriting(store: store).statements(menu, codes: codes))
        try tx.publish(MenuChanged(store: store, version: menu.version), scope: Identifier(store))
    }

    /// Gives a new shop the menu of another, as things of its own.
    public static func copy(from: Identifier<Store>, to: Identifier<Store>, _ tx: Transaction) throws {
        // Its many statements would each see what was committed last. Whoever changes a menu changes this row, and waits.
        try tx.execute("UPDATE menus SET version = version WHERE store_id = \(from)")
        guard let menu = try MenuReading.load(from, tx) else { return }
        let parts = menu.parts.copied(at: tx.now, tx.entropy)
        let copy = try MenuSnapshot(parts, version: 1, currency: menu.currency, priceRule: menu.priceRule)
        try open(copy, of: to, tx)
    }

    /// A new shop has the menu of its model.
    public var openings: [ShopOpening] { [ShopOpening(Self.copy(from:to:_:))] }

    /// The shop window, the builder, the menu for programs, and what has run out.
    public var routes: [Route] {
        WindowRoutes(menus: menus, pageVersion: pageVersion).routes + MenuEvents(live: live, menus: menus).routes
            + AvailabilityRoutes(database: database, menus: menus, reload: reload).routes
    }

    /// What must be true of these tables.
    public static let invariants = [
        Invariant("menu-is-one", "The rows of each shop's menu make a menu: nothing dangling, nothing without a price.")
        {
            tx, limit in
            try MenuReading.stores(tx).compactMap { store in
                do {
                    _ = try MenuReading.load(store, tx)
                    return nil
                } catch let problem as MenuSnapshot.Problem { return "\(store): \(problem.description)" }
            }.prefix(limit).map { $0 }
        }
    ]
}

extension Transaction {
    /// Raises the version of a shop's menu and tells every process; to be called by whatever changes a row of it.
    func menuChanged(_ store: Identifier<Store>) throws {
        let version: Int64? = try first(
            "UPDATE menus SET version = version + 1 WHERE store_id = \(store) RETURNING version")
        try publish(MenuChanged(store: store, version: version ?? 0), scope: Identifier(store))
    }
}
