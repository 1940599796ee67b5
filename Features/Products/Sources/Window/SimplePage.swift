import HTML
import Kernel
import Menu
import MenuView
import Web

/// The page of what is sold as it is.
struct SimplePage {
    let call: Call
    let menu: MenuSnapshot
    let product: Product
    /// What features put below it.
    let below: HTML

    var page: Page {
        let words = call.words
        guard case .simple(let simple) = product.kind else { return Page("", .empty) }
        let line = call.queryValue("line").flatMap { Identifier<BuilderQuery>($0) }
        return Page(
            words(product.name), description: words(product.description), current: "/menu",
            """
            <main id="main" class="product-page"><p class="crumbs"><a href="/menu">\(words("menu.back"))</a></p>
            <form class="builder" method="post" action="\(line.map { "/cart/lines/\($0)" } ?? "/cart/lines")">
            <div class="builder-stage"><div class="stage-picture">\(Picture(product, menu).svg(title: words(product.name)))</div>
            <div class="stage-facts"><p class="builder-price">\(words.money(simple.price))</p>
            <details class="facts"><summary>\(words("menu.facts", ["kcal": String(simple.kcal)]))</summary>\(allergenList(simple.contains, simple.mayContain, words))</details></div></div>
            <div class="builder-form"><h1 class="page-title">\(words(product.name))</h1><p class="lead">\(words(product.description))</p>
            <input type="hidden" name="product" value="\(product.id.description)">
            \(product.isAvailable ? bar(words) : "<p class=\"alert alert-error\">\(words("menu.sold-out"))</p>")</div></form>\(below)</main>
            """)
    }

    private func bar(_ words: Words) -> HTML {
        """
        <div class="builder-bar"><span class="stepper" data-stepper><label class="visually-hidden" for="quantity">\(words("menu.quantity"))</label>
        <input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="50" value="\(call.queryValue("quantity").flatMap { Int($0) } ?? 1)"></span>
        <button class="btn btn-primary btn-large">\(words("menu.add-to-order"))</button></div>
        """
    }
}
