import HTML
import Kernel
import Menu
import MenuView
import PizzaArt
import Web

/// The menu board: categories, dishes with their pictures, search and filters.
struct MenuPage {
    let call: Call
    let menu: MenuSnapshot
    let filter: MenuFilter
    /// What features put above the dishes.
    var above = HTML.empty
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("menu.title"), description: words("menu.description"), current: "/menu",
            """
            <main id="main" class="menu-page" data-menu-version="\(menu.version)">
            \(filter.isEmpty ? hero : "<h1 class=\"visually-hidden\">\(words("menu.title"))</h1>")
            \(search)\(above)
            <div id="menu-results">\(results)</div></main>
            """)
    }

    private var hero: HTML {
        let star =
            menu.products.first { $0.tags.contains("favourite") && $0.pizza != nil }
            ?? menu.products.first { $0.pizza != nil }
        let picture = star.map { Picture($0, menu).svg(title: "", detail: .full, seed: 7) } ?? .empty
        return """
            <section class="hero"><div><h1>\(words("menu.claim"))</h1><p class="lead">\(words("menu.lead"))</p></div>
            <div class="hero-picture">\(picture)</div></section>
            """
    }

    /// The part that a search changes.
    var results: HTML {
        let found = menu.products(matching: filter)
        if menu.products.isEmpty { return empty("menu.none", "menu.none-hint") }
        if found.isEmpty { return empty("menu.nothing-found", "menu.nothing-found-hint") }
        let shown = Dictionary(grouping: found) { $0.category }
        let categories = menu.categories.filter { shown[$0.id] != nil }
        let chips: [HTML] = categories.map { "<a href=\"#\($0.slug)\">\(words($0.name))</a>" }
        let sections: [HTML] = categories.map { category in
            """
            <section class="category" id="\(category.slug)"><h2>\(words(category.name))</h2>
            <div class="dish-grid">\((shown[category.id] ?? []).map(dish))</div></section>
            """
        }
        return """
            <nav class="category-bar" aria-label="\(words("menu.categories"))">\(chips)</nav>
            \(when: !filter.isEmpty, "<p class=\"found\" role=\"status\">\(words("menu.found", count: found.count)) <a href=\"/menu\">\(words("menu.clear"))</a></p>")
            \(sections)
            """
    }

    private func empty(_ title: String, _ hint: String) -> HTML {
        """
        <div class="empty-state"><div class="empty-picture">\(ProductDrawing(kind: .plate).svg(title: ""))</div><h2>\(words(title))</h2>
        <p>\(words(hint))</p><a class="btn btn-primary" href="/menu">\(words("menu.clear"))</a></div>
        """
    }

    private var search: HTML {
        let allergens: [HTML] = Allergen.allCases.map { allergen in
            """
            <label class="check"><input type="checkbox" name="without" value="\(allergen.rawValue)"\("checked", if: filter.without.contains(allergen))> <span>\(words(allergen.key))</span></label>
            """
        }
        let isOpen = filter.vegetarian || filter.vegan || !filter.without.isEmpty
        return """
            <form class="menu-search" method="get" action="/menu" role="search" hx-get="/menu" hx-target="#menu-results" hx-trigger="input changed delay:250ms from:input[type=search], change from:input[type=checkbox], submit" hx-push-url="true">
            <label class="visually-hidden" for="menu-text">\(words("menu.search"))</label>
            <input id="menu-text" class="form-control" type="search" name="text" value="\(filter.text)" maxlength="80" placeholder="\(words("menu.search-hint"))">
            <details class="filter-panel"\("open", if: isOpen)><summary>\(words("menu.filters"))</summary>
            <label class="check"><input type="checkbox" name="vegetarian" value="1"\("checked", if: filter.vegetarian)> <span>\(words("menu.vegetarian"))</span></label>
            <label class="check"><input type="checkbox" name="vegan" value="1"\("checked", if: filter.vegan)> <span>\(words("menu.vegan"))</span></label>
            <fieldset><legend>\(words("menu.without"))</legend>\(allergens)
            <label class="check"><input type="checkbox" name="traces" value="1"\("checked", if: filter.countsTraces)> <span>\(words("menu.no-traces"))</span></label></fieldset>
            </details><button class="btn btn-outline">\(words("menu.search"))</button></form>
            """
    }

    private func dish(_ product: Product) -> HTML {
        let facts = menu.facts(of: product)
        let canOrder = product.isAvailable && menu.isOrderable(product)
        return """
            <article class="dish\(when: !canOrder, " is-sold-out")">
            <a class="dish-picture" href="/menu/\(product.slug)" tabindex="-1" aria-hidden="true">\(Picture(product, menu).svg(title: "", detail: .small, seed: product.id.low))</a>
            <div class="dish-body"><h3><a href="/menu/\(product.slug)">\(words(product.name))</a></h3>
            <p class="dish-text">\(words(product.description))</p>
            <p class="dish-meta">\(tags(product, facts.diet))\(allergens(facts.contains))</p></div>
            <p class="price">\(price(product))</p>
            \(canOrder ? add(product) : "<p class=\"sold-out-note\">\(words("menu.sold-out"))</p>")
            </article>
            """
    }

    private func tags(_ product: Product, _ diet: Ingredient.Diet) -> HTML {
        var tags: [HTML] = []
        if diet == .vegan, product.pizza != nil {
            tags.append("<span class=\"tag tag-vegan\">\(words("menu.vegan"))</span>")
        }
        if diet == .vegetarian { tags.append("<span class=\"tag tag-vegetarian\">\(words("menu.vegetarian"))</span>") }
        if product.tags.contains("spicy") { tags.append("<span class=\"tag tag-spicy\">\(words("menu.spicy"))</span>") }
        if product.tags.contains("new") { tags.append("<span class=\"tag tag-new\">\(words("menu.new"))</span>") }
        return "\(tags)"
    }

    private func allergens(_ contains: AllergenSet) -> HTML {
        if contains.isEmpty { return .empty }
        return
            "<span class=\"dish-allergens\"><span class=\"visually-hidden\">\(words("menu.allergens")):</span> \(contains.map { words($0.key) }.joined(separator: ", "))</span>"
    }

    /// The price of the usual size, which is the one that the button puts into the cart.
    private func price(_ product: Product) -> String {
        switch product.kind {
        case .simple(let simple): words.money(simple.price)
        case .pizza(let pizza):
            ConfigurationInput.usualSize(of: pizza, menu).flatMap { pizza.prices[$0] }.map(words.money) ?? "—"
        }
    }

    private func add(_ product: Product) -> HTML {
        """
        <form class="dish-add" method="post" action="/cart/lines" hx-post="/cart/lines" hx-target="#flash"><input type="hidden" name="product" value="\(product.id.description)">
        <button class="btn btn-primary" aria-label="\(words("menu.add-named", ["name": words(product.name)]))">\(words("menu.add"))</button></form>
        """
    }
}

extension MenuSnapshot {
    /// Whether the product can be ordered as the menu describes it: nothing of its recipe has run out.
    func isOrderable(_ product: Product) -> Bool {
        guard let pizza = product.pizza else { return product.isAvailable }
        return product.isAvailable && pizza.recipe.allSatisfy { ingredient($0.ingredient)?.isAvailable == true }
    }
}
