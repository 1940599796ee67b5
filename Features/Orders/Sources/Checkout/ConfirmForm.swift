import Contracts
import HTML
import Kernel
import Shop
import Web

/// The second step of the checkout: the total, the promise, who it is for, and the button that orders.
struct ConfirmForm {
    /// What was typed.
    struct Values: Sendable {
        var name = "", phone = "", note = ""
        var payment = PaymentMethod.cash

        init() {}

        /// What the form of a call had in its fields, right or wrong.
        init(typedIn call: Call) {
            (name, phone, note) = (call.typed("name"), call.typed("phone"), call.typed("note"))
            payment = PaymentMethod(rawValue: call.typed("payment")) ?? .cash
        }
    }

    let call: Call
    let view: QuoteView
    let priced: PricedCart
    /// Makes a second press of the button the same order.
    let key: String
    let values: Values
    let problem: Problem?
    /// What features put above the form.
    let above: HTML
    private var words: Words { call.words }
    private var quote: Quote { view.quote }

    var page: Page {
        Page(words("checkout.confirm"), current: "/cart", "<main id=\"main\" class=\"checkout\">\(content)</main>")
    }

    private var content: HTML {
        """
        <div class="checkout-main">
        \(CheckoutSteps(words: words, current: 2).html)
        <h1 class="page-title">\(words("checkout.confirm"))</h1>
        \(notice)
        <div class="promise"><p>\(words(quote.mode == .delivery ? "checkout.arrives" : "checkout.ready"))</p>
          <p class="promise-time">\(promise)</p>
          \(quote.address.map { "<p>\($0.line)</p>" as HTML })
          <p><a href="/checkout?offer=\(quote.id.description)">\(words("checkout.change"))</a></p></div>
        \(above)
        <form method="post" action="/orders" class="checkout-form">
          <input type="hidden" name="quote" value="\(quote.id.description)"><input type="hidden" name="idempotency_key" value="\(key)">
          \(field("name", values.name, "name", limit: 80))
          \(field("phone", values.phone, "tel", limit: 40, type: "tel"))
          <p class="field"><label for="order-note">\(words("checkout.order-note"))</label>
            <textarea class="form-control" id="order-note" name="note" rows="2" maxlength="300">\(values.note)</textarea></p>
          <fieldset class="choice-group"><legend>\(words("checkout.payment"))</legend><div class="choice-row">
            \(PaymentMethod.allCases.map(method))</div></fieldset>
          \(totals)
          <p class="field-hint">\(words("checkout.withdrawal"))</p>
          <button class="btn btn-primary btn-large">\(words("checkout.order-for", ["total": words.money(quote.costs.total)]))</button>
        </form></div>
        \(CartSummary(priced: priced, call: call, showsAllergens: view.moved?.products == true).html)
        """
    }

    /// What moved is said first, and what was wrong; nothing was ordered either way.
    private var notice: HTML {
        guard let moved = view.moved else {
            return problem.map { ProblemNotice(problem: $0, label: label).html } ?? .empty
        }
        let total = moved.total.map { change -> HTML in
            "<li>\(words("checkout.moved-total", ["from": words.money(change.from), "to": words.money(change.to)]))</li>"
        }
        let promise = moved.promise.map { change -> HTML in
            "<li>\(words("checkout.moved-promise", ["from": dated(change.from), "to": dated(change.to)]))</li>"
        }
        let isSaid = problem?.code == "orders.products-changed"
        let products: HTML = moved.products && !isSaid ? "<li>\(words("checkout.moved-products"))</li>" : .empty
        let details: HTML = "\(total)\(promise)\(products)"
        return """
            <div class="notice-moved alert alert-warning" role="alert" tabindex="-1" autofocus><h2>\(words("checkout.moved"))</h2>
            \(problem.map { "<p>\($0.sentence)</p>" as HTML })\(when: !details.bytes.isEmpty, "<ul>\(details)</ul>")<p>\(words("checkout.moved-hint"))</p></div>
            """
    }

    /// What the form calls a field.
    private func label(_ path: String) -> String? {
        let name = path == "note" ? "order-note" : path
        return words.has("checkout.\(name)") ? words("checkout.\(name)") : nil
    }

    private func times(_ window: Range<Instant>) -> String {
        "\(words.time(window.lowerBound, in: view.zone))–\(words.time(window.upperBound, in: view.zone))"
    }

    private func dated(_ window: Range<Instant>) -> String {
        "\(words.day(view.zone.local(window.lowerBound).date)) \(times(window))"
    }

    private var promise: String {
        let date = view.zone.local(quote.promisedFrom).date
        return date == view.zone.local(call.now).date ? times(quote.window) : dated(quote.window)
    }

    private func field(_ name: String, _ value: String, _ autocomplete: String, limit: Int, type: String = "text")
        -> HTML
    {
        Field(
            id: "order-\(name)", name: name, label: words("checkout.\(name)"), value: value, autocomplete: autocomplete,
            limit: limit, problem: problem?.sentence(for: name), type: type, isRequired: true
        ).html
    }

    private func method(_ method: PaymentMethod) -> HTML {
        """
        <label class="choice"><input type="radio" name="payment" value="\(method.rawValue)"\("checked", if: values.payment == method)>
        <span>\(words("checkout.payment-\(method.rawValue)-\(quote.mode.rawValue)"))</span></label>
        """
    }

    private var totals: HTML {
        "<div class=\"totals\">\(Totals(words: words, costs: quote.costs, vat: view.vat).html)</div>"
    }
}
