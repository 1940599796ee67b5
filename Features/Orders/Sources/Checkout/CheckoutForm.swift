import Contracts
import HTML
import Kernel
import MenuView
import Menu
import Shop
import Web

/// The first step of the checkout: how, where and when.
struct CheckoutForm {
    /// What was typed.
    struct Values: Sendable {
        var mode = ServiceMode.delivery
        var street = "", number = "", postcode = "", city = "", bell = "", floor = "", note = ""
        var wantedFrom: Instant?

        init() {}

        /// What the form of a call had in its fields, right or wrong.
        init(typedIn call: Call) {
            mode = ServiceMode(rawValue: call.typed("mode")) ?? .delivery
            wantedFrom = Instant(rfc3339: call.typed("wanted_from"))
            (street, number) = (call.typed("address.street"), call.typed("address.number"))
            (postcode, city) = (call.typed("address.postcode"), call.typed("address.city"))
            (bell, floor, note) = (call.typed("address.bell"), call.typed("address.floor"), call.typed("address.note"))
        }

        init(_ quote: Quote) {
            mode = quote.mode
            wantedFrom = quote.wantedFrom
            guard let address = quote.address else { return }
            (street, number, postcode, city) = (address.street, address.number, address.postcode, address.city)
            (bell, floor, note) = (address.bell, address.floor, address.note)
        }
    }

    let call: Call
    let store: Store
    let priced: PricedCart
    let windows: [ServiceMode: [OfferedWindow]]
    let values: Values
    let problem: Problem?
    /// What features put above the form.
    let above: HTML
    private var words: Words { call.words }

    var page: Page {
        Page(words("checkout.title"), current: "/cart", "<main id=\"main\" class=\"checkout\">\(content)</main>")
    }

    private var content: HTML {
        """
        <div class="checkout-main">
        \(CheckoutSteps(words: words, current: 1).html)
        <h1 class="page-title">\(words("checkout.how-and-when"))</h1>
        \(problem.map { ProblemNotice(problem: $0, label: label).html })
        \(above)
        <form method="post" action="/quotes" class="checkout-form">
          <fieldset class="mode-switch"><legend>\(words("checkout.mode"))</legend>
            \(mode(.delivery, "checkout.delivery", "checkout.delivery-hint"))
            \(mode(.pickup, "checkout.pickup", "checkout.pickup-hint"))
          </fieldset>
          <fieldset class="choice-group for-delivery"><legend>\(words("checkout.address"))</legend>
            <div class="field-row">
              \(field("street", values.street, "street-address", limit: 120, list: "streets"))
              \(field("number", values.number, "", limit: 40))
            </div>
            <datalist id="streets"></datalist>
            <div class="field-row">
              \(field("postcode", values.postcode, "postal-code", limit: 12))
              \(field("city", values.city.isEmpty ? town : values.city, "address-level2", limit: 80))
            </div>
            <div class="field-row">\(field("bell", values.bell, "", limit: 80))\(field("floor", values.floor, "", limit: 60))</div>
            \(field("note", values.note, "", limit: 300))
          </fieldset>
          \(time(.delivery))\(time(.pickup))
          <button class="btn btn-primary btn-large">\(words("checkout.see-total"))</button>
        </form></div>
        \(CartSummary(priced: priced, call: call).html)
        """
    }

    /// What the form calls a field.
    private func label(_ path: String) -> String? {
        let name = path == "mode" || path == "wanted_from" ? "when" : path.replacing("address.", with: "")
        return words.has("checkout.\(name)") ? words("checkout.\(name)") : nil
    }

    /// The town of the shop, which is the town of most who order.
    private var town: String {
        store.address.split(separator: ",").last.map { $0.drop { $0.isNumber || $0 == " " }.description } ?? ""
    }

    private func mode(_ mode: ServiceMode, _ name: String, _ hint: String) -> HTML {
        let open = windows[mode]?.contains { $0.isFree } == true
        return """
            <label class="choice"><input type="radio" name="mode" value="\(mode.rawValue)"\("checked", if: values.mode == mode)\("disabled", if: !open)>
            <span><strong>\(words(name))</strong> <small>\(words(open ? hint : "checkout.no-times"))</small></span></label>
            """
    }

    private func field(_ name: String, _ value: String, _ autocomplete: String, limit: Int, list: String? = nil) -> HTML
    {
        let wrong = problem?.sentence(for: "address.\(name)") ?? problem?.sentence(for: name)
        return Field(
            id: "address-\(name)", name: "address.\(name)", label: words("checkout.\(name)"), value: value,
            autocomplete: autocomplete, limit: limit, problem: wrong, list: list
        ).html
    }

    /// The times of a mode, by day; the first choice is as soon as possible while the shop is open.
    private func time(_ mode: ServiceMode) -> HTML {
        let offered = windows[mode] ?? []
        let today = store.hours.businessDay(of: call.now)
        let soon = offered.first { $0.isFree && $0.window.day == today }
        let days = Dictionary(grouping: offered.prefix(160)) { $0.window.day }.sorted { $0.key < $1.key }
        let first = soon == nil ? days.first?.key : today
        return """
            <fieldset class="choice-group for-\(mode.rawValue)"><legend>\(words("checkout.when"))</legend>
            <p class="field-error">\(problem?.sentence(for: "wanted_from") ?? "")</p>
            \(soon.map { soonest($0.window, mode) })
            \(days.prefix(7).map { day($0.key, $0.value, mode, opened: opens($0.value, mode) || $0.key == first) })
            </fieldset>
            """
    }

    private func soonest(_ window: PromiseWindow, _ mode: ServiceMode) -> HTML {
        """
        <label class="choice"><input type="radio" name="wanted_from" value=""\("checked", if: values.wantedFrom == nil && values.mode == mode)>
        <span><strong>\(words("checkout.soonest"))</strong> <small>\(words("checkout.about", ["time": times(window)]))</small></span></label>
        """
    }

    private func day(_ date: CivilDate, _ offered: [OfferedWindow], _ mode: ServiceMode, opened: Bool) -> HTML {
        """
        <details class="slot-day"\("open", if: opened)><summary>\(words.day(date))</summary>
        <div class="slot-picker">\(offered.map { slot($0, mode) })</div></details>
        """
    }

    /// Whether the time that was chosen is one of these, so that it is seen when the form comes back.
    private func opens(_ offered: [OfferedWindow], _ mode: ServiceMode) -> Bool {
        offered.contains { isChosen($0, mode) }
    }

    private func isChosen(_ offered: OfferedWindow, _ mode: ServiceMode) -> Bool {
        values.wantedFrom == offered.window.from && values.mode == mode
    }

    private func slot(_ offered: OfferedWindow, _ mode: ServiceMode) -> HTML {
        let chosen = isChosen(offered, mode)
        return """
            <label class="slot\(when: !offered.isFree, " is-full")"><input type="radio" name="wanted_from" value="\(offered.window.from.description)"\("checked", if: chosen)\("disabled", if: !offered.isFree)>
            <span>\(words.time(offered.window.from, in: store.zone))</span></label>
            """
    }

    private func times(_ window: PromiseWindow) -> String {
        "\(words.time(window.from, in: store.zone))–\(words.time(window.to, in: store.zone))"
    }
}

/// Where one is in the checkout.
struct CheckoutSteps {
    let words: Words
    let current: Int

    var html: HTML {
        let steps: [HTML] = ["checkout.step-how", "checkout.step-confirm", "checkout.step-enjoy"].enumerated().map {
            index, key in
            "<li\(when: index + 1 == current, " aria-current=\"step\"")>\(words(key))</li>"
        }
        return "<ol class=\"checkout-steps\">\(steps)</ol>"
    }
}

/// The cart beside the checkout.
struct CartSummary {
    let priced: PricedCart
    let call: Call
    /// Whether each line says what it contains: where that has changed.
    var showsAllergens = false

    var html: HTML {
        let lines: [HTML] = priced.lines.map { line in
            """
            <li><span class="quantity">\(line.line.quantity)×</span> \(call.words(line.configured?.kitchen.name ?? line.line.name))
            <small>\(line.configured?.kitchen.details(call.words) ?? "")</small>
            <span class="price">\(line.configured.map { call.words.money($0.total) } ?? "—")</span>
            \(line.configured.flatMap { showsAllergens ? allergenList($0.contains, $0.mayContain, call.words) : nil })</li>
            """
        }
        return """
            <aside class="summary-card checkout-aside"><h2>\(call.words("cart.title"))</h2><ul class="summary-lines">\(lines)</ul>
            <p><a href="/cart">\(call.words("checkout.change-cart"))</a></p></aside>
            """
    }
}
