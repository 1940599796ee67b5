import HTML
import Kernel
import Menu
import MenuView
import PizzaArt
import Web

/// The builder: size, dough, halves, changes, note, quantity. Price, picture and allergens come from the server with every choice;
/// without scripts a button asks for them.
struct Builder {
    let call: Call
    let menu: MenuSnapshot
    let configuration: LineConfiguration
    let result: Result<ConfiguredLine, LineProblem>
    let quantity: Int
    /// The sections as they are shown to be chosen: in the order they were sent, and equal ones apart. A configuration sorts and joins them,
    /// and a part must not change places, or go, while somebody is choosing.
    let panels: [LineConfiguration.Section]
    /// The line of the cart that is being changed; nil for a new one.
    let line: String?
    let note: String
    let product: Product?
    /// Panels that were made before.
    let drawn: Memo<SectionPanel.Place, HTML>
    private var words: Words { call.words }

    init(
        _ call: Call, _ menu: MenuSnapshot, _ configuration: LineConfiguration, quantity: Int, panels: Int = 1,
        chosen: [LineConfiguration.Section], line: String? = nil, note: String? = nil, product: Product? = nil,
        drawn: Memo<SectionPanel.Place, HTML>
    ) {
        do throws(LineProblem) {
            result = .success(try menu.line(for: configuration, quantity: quantity))
        } catch {
            result = .failure(error)
        }
        self.call = call
        self.menu = menu
        self.configuration = configuration
        self.quantity = quantity
        self.line = line
        self.note = note ?? ""
        self.drawn = drawn
        self.product = product ?? menu.product(configuration.product)
        var sections = chosen.isEmpty ? configuration.sections : chosen
        let filler = sections.first ?? LineConfiguration.Section(recipe: configuration.product)
        while sections.count < panels { sections.append(LineConfiguration.Section(recipe: filler.recipe)) }
        self.panels = sections
    }

    private var name: String { product.map { words($0.name) } ?? "" }

    /// The page, with what features put below the product.
    func page(below: HTML) -> Page {
        let action = line.map { "/cart/lines/\($0)" } ?? "/cart/lines"
        return Page(
            name, description: product.map { words($0.description) }, current: "/menu",
            """
            <main id="main" class="product-page" data-menu-version="\(menu.version)"><p class="crumbs"><a href="/menu">\(words("menu.back"))</a></p>
            <form class="builder" data-builder method="post" action="\(action)" hx-post="/configurations" hx-trigger="change delay:60ms" hx-target="#builder-live" hx-swap="outerHTML">
            \(pressedByReturn)\(live)
            <div class="builder-form"><h1 class="page-title">\(name)</h1><p class="lead">\(product.map { words($0.description) } ?? "")</p>
            <input type="hidden" name="product" value="\(configuration.product.description)">
            \(line.map { "<input type=\"hidden\" name=\"line\" value=\"\($0)\">" as HTML })
            \(parts)\(sizes)\(doughs)
            <div id="builder-panels">\(panelList)</div>
            <p class="field note-field"><label for="note">\(words("menu.note"))</label>
              <textarea class="form-control" id="note" name="note" rows="2" maxlength="200">\(note)</textarea></p>
            <noscript><p><button class="btn btn-outline" formmethod="get" formaction="/menu/\(product?.slug ?? "")">\(words("menu.update"))</button></p></noscript>
            <div class="builder-bar"><span class="stepper" data-stepper><label class="visually-hidden" for="quantity">\(words("menu.quantity"))</label>
              <input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="50" value="\(quantity)"></span>
              <button class="btn btn-primary btn-large">\(words(line == nil ? "menu.add-to-order" : "menu.change-in-order"))</button></div>
            </div></form>\(below)</main>
            """)
    }

    /// The picture, the price, the allergens: what every choice changes.
    var live: HTML {
        let picture = Picture(configuration, menu).svg(title: name, detail: .full, seed: configuration.product.low)
        return """
            <div class="builder-stage" id="builder-live"><div class="stage-picture">\(picture)</div>
            <div class="stage-facts"><p class="builder-price" aria-live="polite">\(priceText)</p>\(facts)</div></div>
            """
    }

    private var priceText: String {
        switch result {
        case .success(let line): words.money(line.total)
        case .failure: "—"
        }
    }

    private var facts: HTML {
        switch result {
        case .failure(let problem):
            return "<p class=\"alert alert-error\" role=\"alert\">\(words(problem.error))</p>"
        case .success(let line):
            return """
                <details class="facts"><summary>\(words("menu.facts", ["kcal": String(line.kcal)]))</summary>
                <h2 class="visually-hidden">\(words("menu.allergens"))</h2>\(allergenList(line.contains, line.mayContain, words))
                <p class="field-hint">\(words("menu.traces-note"))</p></details>
                """
        }
    }

    /// The choices of toppings, for when a recipe or the size was changed.
    var panelsOutOfBand: HTML { "<div id=\"builder-panels\" hx-swap-oob=\"innerHTML\">\(panelList)</div>" }

    private var panelList: HTML {
        let list: [HTML] = panels.enumerated().map { index, section in
            let place = SectionPanel.Place(
                shop: call.scope, menuVersion: menu.version, language: call.language, size: configuration.size,
                section: section, index: index, count: panels.count)
            let panel = SectionPanel(menu: menu, words: words, place: place)
            // What else is on it comes from outside, and there is no end of it.
            return section.isPlain ? drawn.value(for: place) { panel.html } : panel.html
        }
        return "\(list)"
    }

    /// Whole, halves, thirds, quarters: another page, to which everything chosen so far is sent along.
    private var parts: HTML {
        guard let most = product?.pizza?.mostSections, most > 1, let product else { return .empty }
        let buttons: [HTML] = (1...most).map { number in
            """
            <button name="parts" value="\(number)" formmethod="get" formnovalidate formaction="/menu/\(product.slug)"\(when: number == panels.count, " aria-current=\"true\"")>\(words("menu.parts-\(number)"))</button>
            """
        }
        return "<nav class=\"section-tabs\" aria-label=\"\(words("menu.parts"))\">\(buttons)</nav>"
    }

    /// The first button of a form is the one that the return key presses, and that must not be another number of parts.
    private var pressedByReturn: HTML {
        "<button class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\">\(words("menu.add-to-order"))</button>"
    }

    private var sizes: HTML {
        let offered = menu.sizes.filter { size in
            panels.allSatisfy { menu.product($0.recipe)?.pizza?.prices[size.id] != nil }
        }
        let choices: [HTML] = offered.map { size in
            let price = product?.pizza?.prices[size.id].map(words.money) ?? ""
            return choice(
                "size", size.id.description, words(size.name), "\(size.diameter) cm · \(price)",
                configuration.size == size.id)
        }
        return group(words("menu.size"), choices)
    }

    private var doughs: HTML {
        let offered = menu.doughs.filter { dough in
            guard let size = configuration.size, dough.kcal[size] != nil else { return false }
            return panels.allSatisfy {
                menu.product($0.recipe)?.pizza.map { $0.doughs.isEmpty || $0.doughs.contains(dough.id) } == true
            }
        }
        let choices: [HTML] = offered.map { dough in
            let surcharge = configuration.size.flatMap { dough.surcharge[$0] } ?? .zero(menu.currency)
            let hint =
                !dough.isAvailable ? words("menu.sold-out") : surcharge.cents > 0 ? "+\(words.money(surcharge))" : ""
            return choice(
                "dough", dough.id.description, words(dough.name), hint, configuration.dough == dough.id,
                enabled: dough.isAvailable)
        }
        return group(words("menu.dough"), choices)
    }

    private func group(_ legend: String, _ choices: [HTML]) -> HTML {
        "<fieldset class=\"choice-group\"><legend>\(legend)</legend><div class=\"choice-row\">\(choices)</div></fieldset>"
    }

    private func choice(
        _ name: String, _ value: String, _ label: String, _ hint: String, _ chosen: Bool, enabled: Bool = true
    ) -> HTML {
        """
        <label class="choice"><input type="radio" name="\(name)" value="\(value)"\("checked", if: chosen)\("disabled", if: !enabled)><span><strong>\(label)</strong> <small>\(hint)</small></span></label>
        """
    }
}
