import Contracts
import Foundation
import HTML
import Kernel
import Menu
import Secrets
import Shop
import Web

/// `/checkout`: how and when. `/quotes`: what it costs and when it is promised. `/orders`: the order.
struct CheckoutRoutes: Sendable {
    let carts: CartStore
    let quotes: Quotes
    let place: PlaceOrder
    let ports: Orders.Ports
    let entropy: Entropy

    struct NewQuote: Input {
        let mode: ServiceMode?
        let address: AddressFields?
        let wantedFrom: Instant?

        init(_ fields: inout FieldReader) {
            mode = fields.choice("mode")
            if mode == .pickup, fields.isForm {
                // It sends the fields of the address all the same, filled in or not.
                fields.ignore("address")
                address = nil
            } else {
                let given = fields.object("address", required: false) { AddressFields(&$0) }
                address = mode == .pickup ? nil : given
            }
            wantedFrom = fields.instant("wanted_from")
        }
    }

    struct AddressFields: Sendable {
        let street, number, postcode, city, bell, floor, note: String

        init(_ fields: inout FieldReader) {
            street = fields.text("street", limit: 120)
            number = fields.optionalText("number", limit: 40) ?? ""
            postcode = fields.optionalText("postcode", limit: 12) ?? ""
            city = fields.text("city", limit: 80)
            bell = fields.optionalText("bell", limit: 80) ?? ""
            floor = fields.optionalText("floor", limit: 60) ?? ""
            note = fields.optionalText("note", limit: 300, multiline: true) ?? ""
        }

        var address: Address {
            get throws {
                try Address(
                    street: street, number: number, postcode: postcode, city: city, bell: bell, floor: floor,
                    note: note,
                    path: "address.")
            }
        }
    }

    struct NewOrder: Input {
        let quote: Identifier<Quote>
        let name: String
        let phone: String
        let note: String?
        let payment: PaymentMethod?

        init(_ fields: inout FieldReader) {
            quote = fields.id("quote")
            name = fields.text("name", limit: 80)
            phone = fields.text("phone", limit: 40, pattern: #"^\+[1-9][0-9]{6,14}$"#)
            note = fields.optionalText("note", limit: 300, multiline: true)
            payment = fields.choice("payment")
        }
    }

    var routes: [Route] {
        [
            .page("/checkout", "Delivery or pickup, address and time; those of an earlier offer, if one is named.") {
                call in
                try await checkout(call)
            },
            .change(
                .post, "/quotes", "Asks what the cart costs and when it is promised.", reading: NewQuote.self,
                answer: QuoteView.self,
                status: 201, refusals: [.conflict, .notFound]
            ) { call in try await offer(call) },
            .get("/quotes/{id}", "An offer of one's own.", answer: QuoteView.self, refusals: [.notFound, .conflict]) {
                call in try await show(call)
            },
            .change(
                .post, "/orders", "Places the order of an offer.", reading: NewOrder.self, answer: PlacedOrder.self,
                status: 201,
                refusals: [.conflict, .gone, .notFound], policy: .keyed
            ) { call in try await order(call) },
        ]
    }

    private struct Earlier: Input {
        let offer: Identifier<Quote>?
        init(_ fields: inout FieldReader) { offer = fields.optionalID("offer", of: Quote.self) }
    }

    /// The form; with the wish of an earlier offer, it says what stands against a new one of just that.
    private func checkout(_ call: Call) async throws -> Reply {
        guard let id = try? call.query(Earlier.self).offer, let key = try key(call),
            let old = try? await quotes.quote(id, key)
        else { return try await form(call, CheckoutForm.Values(), problem: nil, status: 200) }
        let wish = Quotes.Wish(
            mode: old.mode, address: old.address, wantedFrom: old.wantedFrom, principal: call.principal)
        var problem: Problem?
        do { try await quotes.check(wish, at: try quotes.counter(call.shop), key) } catch let refusal as AppError {
            problem = Problem(refusal, call)
        }
        return try await form(call, CheckoutForm.Values(old), problem: problem, status: 200)
    }

    private func key(_ call: Call) throws -> CartKey? { CartKey(call.cookie("cart"), in: try call.shop) }

    private func form(_ call: Call, _ values: CheckoutForm.Values, problem: Problem?, status: Int) async throws -> Reply
    {
        let counter = try quotes.counter(call.shop)
        let priced = try PricedCart(try await carts.cart(key(call)), counter.menu)
        if priced.lines.isEmpty || priced.hasProblems { return .redirect("/cart", call) }
        // Whatever takes off too much can be taken back where it is said.
        let above: HTML =
            if problem != nil, let cart = priced.cart {
                await call.content(of: .aboveOrder, CheckoutPlace(cart: cart.id, offer: nil))
            } else { .empty }
        let form = CheckoutForm(
            call: call, store: counter.store, priced: priced,
            windows: try await quotes.windows(priced, at: counter), values: values, problem: problem, above: above)
        return .page(form.page, status: status)
    }

    private func offer(_ call: Call) async throws -> Reply {
        do {
            let new = try call.input(NewQuote.self)
            guard let mode = new.mode else { throw AppError.invalid([.init("mode", "missing")]) }
            let counter = try quotes.counter(call.shop)
            let wish = Quotes.Wish(
                mode: mode, address: try new.address.map { try $0.address }, wantedFrom: new.wantedFrom,
                principal: call.principal)
            let (quote, priced) = try await quotes.offer(wish, at: counter, key(call))
            let view = try view(quote, priced, counter.store, call)
            return Reply.done(view, call, status: 201, to: "/quotes/\(quote.id)")
                .located(at: call.face == .json ? "/api/v1/quotes/\(quote.id)" : "/quotes/\(quote.id)")
        } catch let refusal as AppError where call.face != .json {
            let problem = Problem(refusal, call)
            return try await form(
                call, CheckoutForm.Values(typedIn: call), problem: problem, status: refusal.kind.status)
        }
    }

    private func show(_ call: Call) async throws -> Reply {
        let (counter, key) = (try quotes.counter(call.shop), try key(call))
        let quote = try await quotes.quote(call.id("id"), key)
        let priced = try PricedCart(try await carts.cart(key), counter.menu)
        if call.face != .json, !priced.isStill(quote) { return .redirect("/cart", call) }
        let view = try view(quote, priced, counter.store, call)
        if call.face == .json { return .json(view) }
        return .page(await confirm(view, priced, call, ConfirmForm.Values(), nil))
    }

    private func order(_ call: Call) async throws -> Reply {
        let key = try call.idempotencyKey()
        do {
            let new = try call.input(NewOrder.self)
            guard let payment = new.payment else { throw AppError.invalid([.init("payment", "missing")]) }
            let details = PlaceOrder.Details(
                quote: new.quote, customer: new.name, phone: try phone(new.phone), note: new.note ?? "",
                payment: payment,
                language: call.language, principal: call.principal)
            let placed = try await place.place(
                details, key: key, fingerprint: Digest.sha256(call.rawBody), cartToken: call.cookie("cart"),
                in: try call.shop)
            let place = call.face == .json ? "/api/v1/orders/\(placed.token)" : "/orders/\(placed.token)"
            return Reply.done(placed, call, status: 201, to: place).located(at: place).triggering("cart-changed")
        } catch let refusal as AppError where call.face != .json {
            return try await askAgain(call, refusal)
        }
    }

    /// The details were wrong: the same offer again, with what is wrong. Something moved: a new offer, and what has moved.
    private func askAgain(_ call: Call, _ refusal: AppError) async throws -> Reply {
        // Whatever was sent without an offer comes from no form of ours.
        guard let id = Identifier<Quote>(call.typed("quote")) else { throw refusal }
        let problem = Problem(refusal, call)
        let (counter, key) = (try quotes.counter(call.shop), try key(call))
        let old = try await quotes.quote(id, key)
        var quote = old
        var priced = try PricedCart(try await carts.cart(key), counter.menu)
        if refusal.kind != .invalid || !priced.isStill(old) {
            let wish = Quotes.Wish(
                mode: old.mode, address: old.address, wantedFrom: old.wantedFrom, principal: call.principal)
            do {
                (quote, priced) = try await quotes.offer(wish, at: counter, key)
            } catch let second as AppError {
                return try await form(
                    call, CheckoutForm.Values(old), problem: Problem(second, call), status: second.kind.status)
            }
        }
        var view = try view(quote, priced, counter.store, call)
        if quote.id != old.id { view.moved = Moved(from: old, to: quote) }
        return .page(
            await confirm(view, priced, call, ConfirmForm.Values(typedIn: call), problem), status: refusal.kind.status)
    }

    private func phone(_ text: String) throws -> String {
        do {
            return try PhoneNumber(text).description
        } catch {
            throw AppError.invalid([.init("phone", "not-a-phone")])
        }
    }

    private func view(_ quote: Quote, _ priced: PricedCart, _ store: Store, _ call: Call) throws -> QuoteView {
        if let problem = priced.lines.compactMap(\.problem).first { throw problem.error }
        guard priced.isStill(quote) else { throw AppError.conflict("orders.cart-changed") }
        return QuoteView(
            quote: quote, vat: try quote.vat(store, ports.vat),
            parts: quote.costs.list.map { AdjustmentView($0, call.words) }, zone: store.zone)
    }

    private func confirm(
        _ view: QuoteView, _ priced: PricedCart, _ call: Call, _ values: ConfirmForm.Values, _ problem: Problem?
    ) async -> Page {
        let above = await call.content(
            of: .aboveOrder, CheckoutPlace(cart: view.quote.cartID, offer: Identifier(view.quote.id)))
        return ConfirmForm(
            call: call, view: view, priced: priced, key: entropy.token(), values: values, problem: problem, above: above
        ).page
    }
}
