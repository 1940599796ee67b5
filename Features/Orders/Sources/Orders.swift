public import Contracts
public import Database
public import FeatureKit
public import Foundation
public import Kernel
public import Jobs
public import Logging
import Shop
public import Web

/// From the cart to the doorstep: carts, offers, orders, the kitchen's board and the customer's page.
public struct Orders: Feature {
    /// `orders`.
    public static let name = "orders"
    /// Everything on the board.
    public static let permissions: [Permission] = [
        .seeBoard, .acceptOrders, .prepareOrders, .deliverOrders, .cancelOrders,
    ]

    /// The board of a shop, and one order.
    public static let liveTopics: [LiveTopic] = [BoardRoutes.topic, Order.liveTopic]

    private let database: Database
    private let ports: Orders.Ports
    private let participants: Participants
    private let entropy: Entropy
    private let live: any LiveChannel
    private let terms = OfferedTerms()

    /// The tables of this feature.
    public static var migrations: FeatureMigrations? {
        FeatureMigrations(feature: "orders", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Works on a migrated database that has the tables of the ledger; `live` carries the steps of orders to open pages. `participants` join
    /// every order, in the order given, after the books and before the kitchen's slots. Throws `ParticipantCollision`.
    public init(
        database: Database, ports: Orders.Ports, participants: [OrderParticipant] = [], entropy: Entropy,
        live: any LiveChannel
    ) throws(ParticipantCollision) {
        self.database = database
        self.ports = ports
        self.participants = try Participants(participants)
        self.entropy = entropy
        self.live = live
    }

    private var quotes: Quotes { Quotes(database: database, ports: ports, participants: participants, terms: terms) }

    var steps: OrderSteps { OrderSteps(database: database, ports: ports, participants: participants) }

    /// Everything from the cart to the kitchen.
    public var routes: [Route] {
        let carts = CartStore(database: database, entropy: entropy)
        let place = PlaceOrder(database: database, ports: ports, participants: participants, terms: terms)
        let board = BoardRoutes(board: Board(database: database), ports: ports, live: live)
        let again = OrderAgain(database: database, ports: ports, entropy: entropy)
        return CartRoutes(carts: carts, ports: ports).routes
            + CheckoutRoutes(carts: carts, quotes: quotes, place: place, ports: ports, entropy: entropy).routes
            + TrackingRoutes(database: database, ports: ports, live: live, steps: steps, again: again).routes
            + board.routes + StepRoutes(steps: steps, view: board.reply).routes
    }

    /// Makes an offer anew, for a feature that has changed its price; gives the way on.
    public func renew(_ offer: Identifier<Offer>?, _ call: Call) async throws -> String {
        guard let offer, let scope = call.scope, let key = CartKey(call.cookie("cart"), in: scope),
            let old = try? await quotes.quote(Identifier(offer), key)
        else { return "/checkout" }
        let wish = Quotes.Wish(
            mode: old.mode, address: old.address, wantedFrom: old.wantedFrom, principal: call.principal)
        do {
            return "/quotes/\(try await quotes.offer(wish, at: try quotes.counter(scope), key).quote.id)"
        } catch is AppError {
            return "/checkout?offer=\(old.id)"
        }
    }

    /// What must be true of these tables.
    public static var invariants: [Invariant] { OrderInvariants.all }

    /// Registers the work that comes round: refusing what nobody accepts, forgetting old carts.
    public func register(in registry: inout JobRegistry) {
        registry.every(.seconds(10), "orders.refuse-overdue", lane: .urgent) { context in
            _ = try await refuseOverdue(logger: context.logger)
        }
        registry.every(.hours(6), "orders.tidy-carts") { _ in _ = try await tidy() }
    }

    /// Refuses what nobody accepted in time, in every shop; gives how many. To be called every few seconds. An order that cannot be refused
    /// is written into the log and left as it is. Throws `DatabaseError` when there is no database.
    public func refuseOverdue(logger: Logger = Logger(label: "orders")) async throws -> Int {
        try await Overdue(database: database, steps: steps, logger: logger).sweep().count
    }

    /// The cart, and the board.
    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(.window, Landmark.cart.path, "cart.title", order: 200),
            NavigationEntry(.office, Landmark.board.path, "kitchen.title", order: 100, access: .holders(of: .seeBoard)),
        ]
    }

    /// Below a cart, above the form that orders, below what was ordered.
    public var slots: [OfferedSlot] {
        [
            PageSlot<Identifier<Cart>>.belowCart.offer, PageSlot<CheckoutPlace>.aboveOrder.offer,
            PageSlot<Order>.belowOrdered.offer, PageSlot<Order>.onTicket.offer,
        ]
    }

    /// How many orders wait, on the first page of the office.
    public var fillings: [SlotFilling] {
        [SlotFilling(.officeToday, order: 100) { _, call in try await TodayOrders(database: database).card(call) }]
    }

    /// Carries the steps of orders to the pages that wait for them, and to the board of their shop.
    public var reactions: [Reaction] {
        [
            Reaction(to: OrderPlaced.self) { order, event in publish(event, to: Identifier(order.store)) },
            Reaction(to: OrderMoved.self) { order, event in publish(event, to: Identifier(order.store)) },
        ]
    }

    /// Makes every board look again.
    public func refresh() async throws {
        for scope in ports.shops() {
            live.publish(topic: BoardRoutes.topic.of(scope), id: nil, name: "board", data: "refresh")
        }
    }

    private func publish(_ event: PublishedEvent, to scope: Identifier<Scope>) {
        live.publish(topic: event.topic, id: event.id, name: "order", data: event.payload)
        live.publish(topic: BoardRoutes.topic.of(scope), id: event.id, name: "board", data: event.name)
    }

    /// Forgets offers that are over and carts that nobody touched for ninety days; gives how many.
    public func tidy() async throws -> Int {
        try await database.write { tx in
            try tx.execute("DELETE FROM quotes WHERE expires_at < \(tx.now - .days(1))")
                + tx.execute("DELETE FROM carts WHERE updated_at < \(tx.now - .days(90))")
        }
    }
}
