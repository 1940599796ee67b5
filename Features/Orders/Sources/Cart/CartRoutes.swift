import HTML
import Kernel
import Menu
import MenuView
import Web

/// `/cart` and its lines. The cart is found by the cookie; whoever has none gets one with the first line.
struct CartRoutes: Sendable {
    let carts: CartStore
    let ports: Ports

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
                let priced = try PricedCart(try await carts.cart(call.cookie("cart")), ports.menu())
                return reply(priced, call)
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
                let cart = try await carts.change(
                    call.id("id"), quantity: body.quantity, to: nil, note: nil, name: nil, seen: nil,
                    token: call.cookie("cart"))
                return done(try PricedCart(cart, ports.menu()), call)
            },
            .change(
                .put, "/cart/lines/{id}", "Changes a line: another size, other toppings, another number.",
                body: NewLine.self,
                answer: CartView.self, refusals: [.conflict]
            ) { call, new in try await change(call, new) },
            .change(.delete, "/cart/lines/{id}", "Takes a line out.", body: NoInput.self, answer: CartView.self) {
                call, _ in
                let cart = try await carts.change(
                    call.id("id"), quantity: 0, to: nil, note: nil, name: nil, seen: nil, token: call.cookie("cart"))
                return done(try PricedCart(cart, ports.menu()), call)
            },
            .change(
                .put, "/cart/prices", "Says that the prices of today were seen.", body: NoInput.self,
                answer: CartView.self,
                refusals: [.notFound]
            ) { call, _ in
                let token = call.cookie("cart")
                let priced = try PricedCart(try await carts.cart(token), ports.menu())
                let prices = priced.lines.compactMap { line in line.configured.map { (line.line.id, $0.unitPrice) } }
                return done(try PricedCart(try await carts.remember(prices, token: token), ports.menu()), call)
            },
            .page("/cart/bar", "The bar with the cart at the foot of each page.") { call in
                let priced = try PricedCart(try await carts.cart(call.cookie("cart")), ports.menu())
                return .fragment(CartBar(priced: priced, words: call.words).html)
            },
        ]
    }

    private func reply(_ priced: PricedCart, _ call: Call) -> Reply {
        .value(CartView(priced, call.language), call, page: { CartPage(priced: priced, call: call).page })
    }

    private func done(_ priced: PricedCart, _ call: Call) -> Reply {
        Reply.done(
            CartView(priced, call.language), call, to: "/cart",
            fragment: { CartPage(priced: priced, call: call).content }
        ).triggering("cart-changed")
    }

    private func configured(_ input: ConfigurationInput, _ quantity: Int, _ call: Call) throws -> (
        LineConfiguration, ConfiguredLine
    ) {
        let menu = ports.menu()
        do throws(LineProblem) {
            let configuration = try input.configuration(menu)
            return (configuration, try menu.line(for: configuration, quantity: quantity))
        } catch {
            throw error.error(call.language)
        }
    }

    private func add(_ call: Call, _ new: NewLine) async throws -> Reply {
        let (configuration, line) = try configured(new.configuration, new.quantity, call)
        let (cart, token, id) = try await carts.add(
            configuration, quantity: new.quantity, note: new.note ?? "", name: line.kitchen.name(call.language),
            seen: line.unitPrice, token: call.cookie("cart"))
        let priced = try PricedCart(cart, ports.menu())
        let reply = Reply.done(CartView(priced, call.language), call, status: 201, to: "/cart") {
            AddedToast(name: line.kitchen.name(call.language), line: id, priced: priced, words: call.words).html
        }
        return reply.setting(Cookie("cart", token, maxAge: Self.cookieAge)).triggering("cart-changed")
    }

    private func change(_ call: Call, _ new: NewLine) async throws -> Reply {
        let (configuration, line) = try configured(new.configuration, new.quantity, call)
        let cart = try await carts.change(
            call.id("id"), quantity: new.quantity, to: configuration, note: new.note ?? "",
            name: line.kitchen.name(call.language), seen: line.unitPrice, token: call.cookie("cart"))
        return done(try PricedCart(cart, ports.menu()), call)
    }
}
