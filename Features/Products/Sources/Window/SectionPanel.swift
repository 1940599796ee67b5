import HTML
import Kernel
import Menu
import Web

/// The choices of one section: its recipe, and for each ingredient none, as it comes, or double; then what may come on besides.
struct SectionPanel {
    let menu: MenuSnapshot
    let words: Words
    /// Which section of how many, and what is chosen on it.
    let place: Place

    /// All that a panel depends on besides the menu's words. Most panels are of a plain recipe, and those are kept.
    struct Place: Hashable {
        /// The shop whose menu it is: each counts its versions from one.
        let shop: Identifier<Scope>?
        let menuVersion: Int64
        let language: Language
        let size: Identifier<Size>?
        let section: LineConfiguration.Section
        let index: Int
        let count: Int
    }

    private var section: LineConfiguration.Section { place.section }
    private var index: Int { place.index }
    private var count: Int { place.count }

    private var pizza: Product.Pizza? { menu.product(section.recipe)?.pizza }

    var html: HTML {
        let recipe = pizza?.recipe ?? []
        let toppings: [HTML] = recipe.enumerated().compactMap { number, portion in
            menu.ingredient(portion.ingredient).map { topping($0, number) }
        }
        let own = Set(recipe.map(\.ingredient))
        let extras = menu.ingredients.filter { !own.contains($0.id) && price($0) != nil }
        let list: [HTML] = extras.enumerated().map { extra($0.element, recipe.count + $0.offset) }
        return """
            <fieldset class="section-panel"><legend>\(count == 1 ? words("menu.on-it") : words("menu.section", ["number": String(index + 1)]))</legend>
            \(count == 1 ? whole : chooser)
            <ul class="topping-list">\(toppings)</ul>
            <details class="extras"\("open", if: !section.added.isEmpty)><summary>\(words("menu.extras"))</summary><ul class="topping-list">\(list)</ul></details></fieldset>
            """
    }

    private func name(_ field: String) -> String { "sections.\(index).\(field)" }

    private var whole: HTML {
        "<input type=\"hidden\" name=\"\(name("recipe"))\" value=\"\(section.recipe.description)\">"
    }

    private var chooser: HTML {
        let offered = menu.products.filter { product in
            // What was chosen stays in the list even if it has run out: otherwise the browser would show another in its place.
            if product.id == section.recipe { return true }
            guard let pizza = product.pizza, let size = place.size else { return false }
            return pizza.mostSections >= count && pizza.prices[size] != nil && menu.isOrderable(product)
        }
        let options: [HTML] = offered.map {
            "<option value=\"\($0.id.description)\"\("selected", if: $0.id == section.recipe)>\(words($0.name))</option>"
        }
        return """
            <p class="field"><label class="visually-hidden" for="recipe-\(index)">\(words("menu.section", ["number": String(index + 1)]))</label>
            <select class="form-select" id="recipe-\(index)" name="\(name("recipe"))">\(options)</select></p>
            """
    }

    private func price(_ ingredient: Ingredient) -> Money? { place.size.flatMap { ingredient.extraPrice[$0] } }

    private func topping(_ ingredient: Ingredient, _ number: Int) -> HTML {
        let id = ingredient.id
        let removed = section.removed.contains(id)
        let doubled = section.doubled.contains(id)
        let swapped = section.swaps.first { $0.from == id }
        let control = name("topping-\(number < 10 ? "0" : "")\(number)")
        let group = "t\(index)-\(number)"
        return """
            <li class="topping"><span class="topping-name">\(words(ingredient.name))\(when: !ingredient.isAvailable, " · \(words("menu.sold-out"))")</span>
            <span class="topping-controls" role="radiogroup" aria-label="\(words(ingredient.name))">
            \(pill(control, group, 0, "-\(id)", words("menu.none-of-it"), removed))
            \(pill(control, group, 1, "", words("menu.as-it-comes"), !removed && !doubled && swapped == nil, enabled: ingredient.isAvailable))
            \(price(ingredient).map { pill(control, group, 2, "*\(id)", "\(words("menu.double")) +\(words.money($0))", doubled, enabled: ingredient.isAvailable) })
            \(swaps(ingredient).enumerated().map { pill(control, group, 3 + $0.offset, "\(id)>\($0.element.id)", words("menu.swap-for", ["name": words($0.element.name)]), swapped?.to == $0.element.id) })
            </span></li>
            """
    }

    /// What may take the place of an ingredient: others of its group that there are today and that the recipe does not have.
    private func swaps(_ ingredient: Ingredient) -> [Ingredient] {
        guard let group = ingredient.swapGroup, let pizza else { return [] }
        let own = Set(pizza.recipe.map(\.ingredient))
        return menu.ingredients.filter {
            $0.swapGroup == group && !own.contains($0.id) && $0.isAvailable && price($0) != nil
        }
    }

    private func extra(_ ingredient: Ingredient, _ number: Int) -> HTML {
        let added = section.added.contains(ingredient.id)
        let control = name("topping-\(number < 10 ? "0" : "")\(number)")
        return """
            <li class="topping"><label class="check"><input type="checkbox" name="\(control)" value="+\(ingredient.id)"\("checked", if: added)\("disabled", if: !ingredient.isAvailable)>
            <span>\(words(ingredient.name)) <small>\(ingredient.isAvailable ? price(ingredient).map { "+\(words.money($0))" } ?? "" : words("menu.sold-out"))</small></span></label></li>
            """
    }

    private func pill(
        _ control: String, _ group: String, _ number: Int, _ value: String, _ label: String, _ chosen: Bool,
        enabled: Bool = true
    ) -> HTML {
        """
        <label class="pill"><input type="radio" id="\(group)-\(number)" name="\(control)" value="\(value)"\("checked", if: chosen)\("disabled", if: !enabled)><span>\(label)</span></label>
        """
    }
}
