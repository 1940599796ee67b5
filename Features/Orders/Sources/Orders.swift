public import Database
public import Foundation
public import Kernel
public import Jobs
import Shop
public import Web

/// From the cart to the doorstep: carts, offers, orders, the kitchen's board and the customer's page.
public struct Orders: Sendable {
    private let database: Database
    private let ports: Ports
    private let entropy: Entropy
    private let hub: LiveHub

    /// The tables of this feature.
    public static var migrations: FeatureMigrations {
        FeatureMigrations(feature: "orders", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Works on a migrated database; `hub` carries the steps of orders to open pages.
    public init(database: Database, ports: Ports, entropy: Entropy, hub: LiveHub) {
        self.database = database
        self.ports = ports
        self.entropy = entropy
        self.hub = hub
    }

    /// Everything from the cart to the kitchen.
    public var routes: [Route] {
        let carts = CartStore(database: database, entropy: entropy)
        let quotes = Quotes(database: database, ports: ports)
        let place = PlaceOrder(database: database, ports: ports, entropy: entropy)
        let board = BoardRoutes(board: Board(database: database), ports: ports, hub: hub)
        return CartRoutes(carts: carts, ports: ports).routes
            + CheckoutRoutes(carts: carts, quotes: quotes, place: place, ports: ports, entropy: entropy).routes
            + TrackingRoutes(
                database: database, ports: ports, hub: hub, again: OrderAgain(carts: carts, ports: ports)
            ).routes
            + board.routes + StepRoutes(steps: OrderSteps(database: database), view: board.reply).routes
    }

    /// What must be true of these tables.
    public static var invariants: [Invariant] { OrderInvariants.all }

    /// Registers the work that comes round: refusing what nobody accepts, forgetting old carts.
    public func register(in registry: inout JobRegistry) {
        registry.on(RefuseOverdue.self) { _, _ in _ = try await refuseOverdue() }
        registry.on(Schedule("orders.refuse-overdue", every: .seconds(10))) { RefuseOverdue() }
        registry.on(TidyCarts.self) { _, _ in _ = try await tidy() }
        registry.on(Schedule("orders.tidy-carts", every: .hours(6))) { TidyCarts() }
    }

    /// Refuses what nobody accepted in time; gives how many. To be called every few seconds.
    public func refuseOverdue() async throws -> Int { try await Overdue(database: database).sweep().count }

    /// Carries an event of the outbox to the pages that wait for it.
    public func publish(_ event: PublishedEvent) {
        guard event.topic.hasPrefix("order/") else { return }
        hub.publish(topic: event.topic, id: event.id, name: "order", data: event.payload)
        hub.publish(topic: BoardRoutes.topic, id: event.id, name: "board", data: event.name)
    }

    /// Makes every board look again.
    public func refreshBoards() { hub.publish(topic: BoardRoutes.topic, id: nil, name: "board", data: "refresh") }

    /// Forgets offers that are over and carts that nobody touched for ninety days; gives how many.
    public func tidy() async throws -> Int {
        try await database.write { tx in
            try tx.execute("DELETE FROM quotes WHERE expires_at < \(tx.now - .days(1))")
                + tx.execute("DELETE FROM carts WHERE updated_at < \(tx.now - .days(90))")
        }
    }
}
