import Contracts
import Database
import FeatureKit
import Foundation
import HTML
import Kernel
import Menu
import Shop
import Synchronization
import TestKit
import Testing
import Web

@testable import Composition

/// A feature that the program knows by its type alone, and that brings something of everything.
struct Notices: ListedFeature, JoinsOrders, JoinsOpenings {
    static let name = "notices"
    static let permissions = [Permission("notices.write", for: [.counter])]
    static let migrations: FeatureMigrations? = FeatureMigrations(
        feature: name, files: ["0001_notices.sql": "CREATE TABLE notices (store_id UUID NOT NULL, text TEXT NOT NULL);"]
    )
    static let liveTopics = [LiveTopic("notice")]
    static let files: URL? = {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "notices-\(ProcessInfo.processInfo.processIdentifier)")
        try? FileManager.default.createDirectory(
            at: folder.appending(path: "css"), withIntermediateDirectories: true)
        try? Data("b{color:red}".utf8).write(to: folder.appending(path: "css/notice.css"))
        return folder
    }()

    /// What is shown above the menu, and how often it was asked for.
    static let shown = Mutex((text: "Forno acceso", renders: 0, fails: false))

    let database: Database
    let live: any LiveChannel
    let shops: CurrentShops
    let menus: CurrentMenus
    let shelves: ShelfKeeping
    let orders: OrderReading
    let carts: CartFinding

    init(_ context: FeatureContext) throws {
        database = context.database
        live = context.shared.live
        shops = try context.port()
        menus = try context.port()
        shelves = try context.port()
        orders = try context.port()
        carts = try context.port()
    }

    struct Fault: Error {}

    struct Text: JSONWritable {
        let text: String
        static let example = Text(text: "x")
        func write(to json: inout JSONWriter) { json.member("text", text) }
    }

    var routes: [Route] {
        [
            .get("/notices/shop", "What is known of the shop.", surface: .api, answer: Text.self) { call in
                let cart = try await database.read { try carts.cart(call, $0) }
                let name = shops.value[call.scope]?.name ?? "none"
                return .json(Text(text: "\(name) \(menus[call.scope].products.isEmpty) \(cart != nil)"))
            },
            .get("/notices/orders/{token}", "What is known of an order.", surface: .api, answer: Text.self) { call in
                let (token, scope) = (try call.parameter("token"), try #require(call.scope))
                let text = try await database.read { tx -> String in
                    guard let order = try orders.opened(token, scope, tx) else { throw AppError.notFound() }
                    let lines = try orders.lines([order], tx)[order.id] ?? []
                    let costs = try orders.costs([order], tx)[order.id]
                    let day = order.placedAt..<order.placedAt + .seconds(1)
                    let page = try orders.placed(scope, day, nil, 10, tx)
                    let rest = try orders.placed(scope, day, order.id, 10, tx)
                    let before = try orders.placed(scope, order.placedAt - .days(1)..<order.placedAt, nil, 10, tx)
                    let same = try orders.order(order.id, scope, tx)
                    return
                        "\(same?.number ?? 0) \(lines.map { "\($0.quantity)x\($0.kitchen.name(.it))@\($0.unit.cents)" }) \(costs?.total.cents ?? 0) \(page.count) \(rest.count) \(before.count)"
                }
                return .json(Text(text: text))
            },
            .page("/notices", "A page with a style sheet of its own.") { _ in
                .page(
                    Page(
                        "Avvisi", section: Page.Section("notices", .window, styles: ["notices/css/notice.css"]),
                        "<main id=\"main\"></main>"))
            },
        ]
    }

    var fillings: [SlotFilling] {
        [
            SlotFilling(.aboveMenu, version: { _ in Self.shown.withLock { $0.text } }) { _, _ in
                let shown = Self.shown.withLock { shown in
                    shown.renders += 1
                    return shown
                }
                if shown.fails { throw Fault() }
                return "<p class=\"notice\">\(shown.text)</p>"
            },
            SlotFilling(.belowProduct, version: { _ in "1" }) { product, call in
                "<p class=\"below\">\(menus[call.scope].product(product)?.slug ?? "none")</p>"
            },
            SlotFilling(.belowCart) { cart, _ in "<p class=\"cart\">\(cart.description)</p>" },
            SlotFilling(.aboveOrder) { _, _ in "<p class=\"offer\">codice</p>" },
            SlotFilling(.belowOrdered) { order, _ in "<p class=\"ordered\">\(order.total.cents)</p>" },
        ]
    }

    var participants: [OrderParticipant] {
        [
            OrderParticipant(
                "notices",
                place: { order, draft, tx in
                    let text = "placed by \(draft.principal.kind.rawValue) \(order.number)"
                    try tx.execute("INSERT INTO notices (store_id, text) VALUES (\(order.scope), \(text))")
                    guard let margherita = draft.lines.first?.configuration.product else { return }
                    let thing = ShelfThing(.products, Identifier(margherita), in: order.scope)
                    if order.note == "the last one" { _ = try shelves.set(true, thing, tx) }
                },
                advance: { order, step, tx in
                    try tx.execute(
                        "INSERT INTO notices (store_id, text) VALUES (\(order.scope), \(step.verb.rawValue + " by " + step.actor.kind))"
                    )
                },
                giveUp: { order, step, tx in
                    try tx.execute(
                        "INSERT INTO notices (store_id, text) VALUES (\(order.scope), \("given up: " + step.reason))")
                })
        ]
    }

    var openings: [ShopOpening] {
        [
            ShopOpening { model, new, tx in
                try tx.execute(
                    "INSERT INTO notices (store_id, text) SELECT \(new), text FROM notices WHERE store_id = \(model)")
            }
        ]
    }

}

@Suite("A feature of the list brings everything, and no file of the centre names it", .serialized)
struct ListedFeatureTests {
    static func texts(_ shop: ShopWorld) async throws -> [String] {
        try await shop.pizzeria.database.all("SELECT text FROM notices ORDER BY text")
    }

    static func set(_ text: String, fails: Bool = false) {
        Notices.shown.withLock { $0 = (text, 0, fails) }
    }

    @Test("Its pieces stand on the pages of others", arguments: TestEngine.all)
    func pieces(_ engine: TestEngine) async throws {
        Self.set("Forno acceso")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            for _ in 0..<2 {
                #expect(try await ada.page("/menu").body.contains("<p class=\"notice\">Forno acceso</p>"))
            }
            #expect(Notices.shown.withLock { $0.renders } == 1)
            // Another version is another page, also for whoever has the old one.
            Self.set("Forno spento")
            #expect(try await ada.page("/menu").body.contains("<p class=\"notice\">Forno spento</p>"))
            #expect(try await ada.page("/menu/margherita").body.contains("<p class=\"below\">margherita</p>"))
            #expect(!(try await ada.page("/cart").body.contains("<p class=\"cart\">")))
            let placed = try await ada.placed(in: shop)
            try await ada.add("margherita", in: shop)
            let cart: [Identifier<Cart>] = try await shop.pizzeria.database.all("SELECT id FROM carts")
            #expect(try await ada.page("/cart").body.contains("<p class=\"cart\">\(cart[0])</p>"))
            let quote = try await ada.quote().text("id")
            #expect(try await ada.page("/quotes/\(quote)").body.contains("<p class=\"offer\">codice</p>"))
            let order = try await ada.page("/orders/\(placed.text("token"))")
            #expect(order.body.contains("<p class=\"ordered\">650</p>"))
        }
    }

    @Test("A piece that fails is left out, and the page without it is not kept", arguments: TestEngine.all)
    func failing(_ engine: TestEngine) async throws {
        Self.set("Fatto", fails: true)
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            let menu = try await ada.page("/menu")
            #expect(menu.status == 200)
            #expect(!menu.body.contains("class=\"notice\""))
            Notices.shown.withLock { $0.fails = false }
            #expect(try await ada.page("/menu").body.contains("<p class=\"notice\">Fatto</p>"))
        }
    }

    @Test(
        "It reads orders, carts, menus and shops, and follows each order in its transaction", arguments: TestEngine.all)
    func ports(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            #expect(try await ada.api(.get, "/notices/shop").text("text") == "PizzaMama false false")
            let placed = try await ada.placed("margherita", 2, in: shop)
            #expect(try await ada.api(.get, "/notices/shop").text("text") == "PizzaMama false true")
            let seen = try await ada.api(.get, "/notices/orders/\(placed.text("token"))").text("text")
            #expect(seen == "1 [\"2xMargherita@650\"] 1300 1 0 0")
            #expect(try await ada.api(.get, "/notices/orders/nothing").status == 404)
            #expect(try await bea.step("acceptance", placed.text("id")).status == 200)
            #expect(
                try await bea.api(.put, "/kitchen/orders/\(placed.text("id"))/cancellation", #"{"reason":"forno"}"#)
                    .status
                    == 200)
            #expect(
                try await Self.texts(shop) == ["accept by shop", "given up: forno", "placed by guest 0"])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("It sells out in the transaction of the order, and the menu follows", arguments: TestEngine.all)
    func sellsOut(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let placed = try await ada.api(
                .post, "/orders",
                #"{"quote":"\#(quote)","name":"Ada","phone":"+39 333 1112223","payment":"cash","note":"the last one"}"#,
                key: "sells-out-1")
            #expect(placed.status == 201)
            #expect(
                try await shop.number("SELECT COUNT(*) FROM outbox WHERE name = 'products.menu-changed'") == 2)
            try await shop.reloadMenu()
            #expect(shop.menu.product(slug: "margherita")?.isAvailable == false)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A new shop has what the feature copies, and its files are served", arguments: TestEngine.all)
    func opening(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let (ada, mama) = (shop.visitor(), try await shop.staff("mama"))
            _ = try await ada.placed(in: shop)
            let model = try #require(shop.store?.id)
            let opened = try await mama.api(
                .post, "/stores",
                #"{"model":"\#(model)","slug":"mare","name":"Mare","phone":"+39 051 111 2222","address":"Via Mare 1","same_town":true}"#
            )
            #expect(opened.status == 201)
            #expect(try await Self.texts(shop) == ["placed by guest 0", "placed by guest 0"])
            #expect(try await shop.number("SELECT COUNT(DISTINCT store_id) FROM notices") == 2)
            let page = try await ada.page("/notices")
            let address = try #require(page.body.firstMatch(of: /\/assets\/[0-9a-f]+\/notices\/css\/notice\.css/)?.0)
            #expect(try await ada.page(String(address)).body == "b{color:red}")
        }
    }

    @Test("Every address to which pages lead is answered")
    func landmarks() async throws {
        try await withShop(.sqlite) { shop in
            let table = shop.pizzeria.front.table
            for landmark in Landmark.allCases {
                #expect(table.contains { $0.hasPrefix("GET\t\(landmark.path)\t") }, "\(landmark)")
            }
        }
    }
}
