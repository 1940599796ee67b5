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
struct Notices: ListedFeature, JoinsOrders, JoinsOpenings, HoldsSessions {
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
    static let shown = Mutex((text: "Forno acceso", renders: 0, fails: false, percent: Int64(0)))

    let database: Database
    let live: any LiveChannel
    let shops: CurrentShops
    let menus: CurrentMenus
    let shelves: ShelfKeeping
    let orders: OrderReading
    let carts: CartReading
    let stepping: OrderStepping
    let renewing: OfferRenewing
    let addresses: ShopAddresses
    let catalogue: Catalogue
    let sessions: SessionKeeping

    init(_ context: FeatureContext) throws {
        database = context.database
        live = context.shared.live
        shops = try context.port()
        menus = try context.port()
        shelves = try context.port()
        orders = try context.port()
        carts = try context.port()
        stepping = try context.port()
        renewing = try context.port()
        addresses = try context.port()
        catalogue = try context.port()
        sessions = try context.port()
    }

    struct Fault: Error {}

    struct Code: Input {
        let offer: Identifier<Offer>?
        let percent: Int
        init(_ fields: inout FieldReader) {
            offer = fields.optionalID("offer", of: Offer.self)
            percent = fields.int("percent", 0...200)
        }
    }

    struct Text: JSONWritable {
        let text: String
        static let example = Text(text: "x")
        func write(to json: inout JSONWriter) { json.member("text", text) }
    }

    var routes: [Route] {
        [
            .get("/notices/shop", "What is known of the shop.", surface: .api, answer: Text.self) { call in
                let cart = try await database.read { try carts.own(call, $0) }
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
            .get("/notices/words", "What is said outside a request.", surface: .api, answer: Text.self) { call in
                let words = catalogue[.en]
                return .json(
                    Text(text: "\(words("cart.title")) \(call.scope.map { addresses.base($0) } ?? "none")"))
            },
            .form("/notices/codes", "Enters a code.", body: Code.self) { call, code in
                Notices.shown.withLock { $0.percent = Int64(code.percent) }
                return .redirect(try await renewing.path(call, code.offer), call)
            },
            .form("/notices/session", "Signs a customer in.", body: NoInput.self) { call, _ in
                let cookie = try await database.write { try sessions.open(.customer, Self.ada, call, $0) }
                return Reply.empty.setting(cookie)
            },
            .form("/notices/session/removal", "Signs every customer out.", body: NoInput.self) { call, _ in
                try await database.write { try sessions.endAll(.customer, Self.ada, $0) }
                return .empty
            },
            .get(
                "/notices/me", "Who is signed in.", access: .principals([.customer]), surface: .api, answer: Text.self
            ) { call in .json(Text(text: call.principal.name)) },
            .form("/notices/expiries/{id}", "Gives an order up.", body: NoInput.self) { call, _ in
                let scope = try #require(call.scope)
                let id: Identifier<Order> = try call.id("id")
                try await database.write { tx in
                    guard let order = try orders.order(id, scope, tx) else { throw AppError.notFound() }
                    _ = try stepping.take(.cancel, order, .system, "nobody paid", tx)
                    let steps = try orders.steps(try #require(try orders.order(id, scope, tx)), tx)
                    let text = steps.map { "\($0.verb)>\($0.to.rawValue) \($0.reason)" }.joined(separator: ";")
                    try tx.execute("INSERT INTO notices (store_id, text) VALUES (\(scope), \(text))")
                }
                return .empty
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
            SlotFilling(
                .belowProduct,
                needs: PageNeeds(styles: ["notices/css/notice.css"], scripts: ["js/board.js"], isLive: true),
                version: { _ in "1" }
            ) { product, call in
                "<p class=\"below\"><img src=\"\(call.asset("notices/css/notice.css"))\">\(menus[call.scope].product(product)?.slug ?? "none")</p>"
            },
            SlotFilling(.belowCart) { cart, _ in "<p class=\"cart\">\(cart.description)</p>" },
            SlotFilling(.aboveOrder) { place, _ in "<p class=\"offer\">codice \(place.offer == nil ? "no" : "yes")</p>"
            },
            SlotFilling(.onTicket, needs: PageNeeds(styles: ["notices/css/notice.css"])) { order, _ in
                "<p class=\"on-ticket\">\(order.number)</p>"
            },
            SlotFilling(.belowOrdered) { order, _ in "<p class=\"ordered\">\(order.total.cents)</p>" },
        ]
    }

    var sessionHolders: [Principal.Kind: SessionHolder] {
        [
            .customer: SessionHolder(life: SessionLife(idle: .days(1), absolute: .days(9))) { subject in
                subject == Self.ada ? ("Ada", Grants(everywhere: [])) : nil
            }
        ]
    }

    static let ada = Identifier<SessionSubject>(high: 0x7000, low: 1 << 63)

    var participants: [OrderParticipant] {
        [
            OrderParticipant(
                "notices", at: .discounts,
                adjust: { draft, _ in
                    let percent = Notices.shown.withLock { $0.percent }
                    if percent == 0 { return [] }
                    let off = Money(cents: -draft.adjustments.sum(.goods).cents * percent / 100, draft.store.currency)
                    return [
                        Adjustment(
                            .discount, code: "notice", label: .sentence("cart.goods"), amount: off, vat: .accessory)
                    ]
                },
                place: { order, draft, tx in
                    let token = draft.pageToken == nil ? "no page" : "a page"
                    let text = "placed by \(draft.principal.kind.rawValue) \(order.number) \(token)"
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
