import Contracts
import HTML
import Kernel
import Menu
import MenuView
import Web

/// `/cart` and its lines. The cart is found by the cookie; whoever has none gets one with the first line.
struct CartRoutes: Sendable {
    let carts: CartStore
    let ports: Orders.Ports

    /// A year: a cart is still there when somebody comes back.
    static let cookieAge = 365 * 86_400

    struct NewLine: Input {
        let configuration: ConfigurationInput
        let quantity: Int
        let note: String?

        init(_ fields: inout FieldReader) {
            configuration = ConfigurationInput(&fields)
            quantity = fields.int("quantity", 1...ConfiguredLine.mostQuantity, default: 1)
            note = fields.optionalText("note", limit: 200)
        }
    }

    struct Quantity: Input {
        let quantity: Int
        init(_ fields: inout FieldReader) { quantity = fields.int("quantity", 0...ConfiguredLine.mostQuantity) }
    }

    var routes: [Route] {
        [
            .get("/cart", "The cart at today's prices.", answer: CartView.self) { call in
                let priced = try await priced(call)
                var page = CartPage(priced: priced, call: call)
                if call.face == .page, let cart = priced.cart {
                    page.below = await call.content(of: .belowCart, cart.id)
                }
                let shown = page
                return .value(CartView(priced, call.words), call, page: { shown.page })
            },
            .change(
                .post, "/cart/lines", "Puts a configured product into the cart.", body: NewLine.self,
                answer: CartView.self,
                status: 201, refusals: [.conflict]
            ) { call, new in try await add(call, new) },
            .change(
                .put, "/cart/lines/{id}/quantity", "Changes how many; 0 takes the line out.", body: Quantity.self,
                answer: CartView.self
            ) { call, body in
                try await done(call) { try await carts.change(call.id("id"), quantity: body.quantity, $0) }
            },
            .change(
                .put, "/cart/lines/{id}", "Changes a line: another size, other toppings, another number.",
                body: NewLine.self,
                answer: CartView.self, refusals: [.conflict]
            ) { call, new in try await change(call, new) },
            .change(.delete, "/cart/lines/{id}", "Takes a line out.", body: NoInput.self, answer: CartView.self) {
                call, _ in
                try await done(call) { try await carts.change(call.id("id"), quantity: 0, $0) }
            },
            .change(
                .put, "/cart/prices", "Says that the prices of today were seen.", body: NoInput.self,
                answer: CartView.self,
                refusals: [.notFound]
            ) { call, _ in try await remember(call) },
            .page("/cart/bar", "The bar with the cart at the foot of each page.") { call in
                .fragment(CartBar(priced: try await priced(call), words: call.words).html)
            },
        ]
    }

    private func key(_ call: Call) throws -> CartKey? { CartKey(call.cookie("cart"), in: try call.shop) }

    private func priced(_ call: Call) async throws -> PricedCart {
        let menu = try ports.menu(call.shop)
        return try PricedCart(try await carts.cart(key(call)), menu)
    }

    /// Changes the caller's cart, and answers it at today's prices.
    private func done(_ call: Call, _ change: (CartKey?) async throws -> HeldCart) async throws -> Reply {
        let menu = try ports.menu(call.shop)
        return reply(try PricedCart(try await change(key(call)), menu), call)
    }

    private func reply(_ priced: PricedCart, _ call: Call) -> Reply {
        Reply.done(
            CartView(priced, call.words), call, to: "/cart",
            fragment: { CartPage(priced: priced, call: call).content }
        ).triggering("cart-changed")
    }

    private func remember(_ call: Call) async throws -> Reply {
        let (menu, key) = (try ports.menu(call.shop), try key(call))
        let priced = try PricedCart(try await carts.cart(key), menu)
        let prices = priced.lines.compactMap { line in line.configured.map { (line.line.id, $0.unitPrice) } }
        return reply(try PricedCart(try await carts.remember(prices, key), menu), call)
    }

    private func line(_ new: NewLine, _ menu: MenuSnapshot) throws -> NewCartLine {
        do throws(LineProblem) {
            let configuration = try new.configuration.configuration(menu)
            let line = try menu.line(for: configuration, quantity: new.quantity)
            return NewCartLine(
                configuration: configuration, quantity: new.quantity, note: new.note ?? "", name: line.kitchen.name,
                seen: line.unitPrice)
        } catch {
            throw new.configuration.refusal(error, menu)
        }
    }

    private func add(_ call: Call, _ new: NewLine) async throws -> Reply {
        let (scope, menu) = (try call.shop, try ports.menu(call.shop))
        let line = try line(new, menu)
        let (cart, token, id) = try await carts.add(line, token: call.cookie("cart"), in: scope)
        let priced = try PricedCart(cart, menu)
        let reply = Reply.done(CartView(priced, call.words), call, status: 201, to: "/cart") {
            AddedToast(name: call.words(line.name), line: id, priced: priced, words: call.words).html
        }
        return reply.setting(Cookie("cart", token, maxAge: Self.cookieAge)).triggering("cart-changed")
    }

    private func change(_ call: Call, _ new: NewLine) async throws -> Reply {
        let (menu, key) = (try ports.menu(call.shop), try key(call))
        let line = try line(new, menu)
        let cart = try await carts.change(call.id("id"), quantity: new.quantity, to: line, key)
        return reply(try PricedCart(cart, menu), call)
    }
}
