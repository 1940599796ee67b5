import Contracts
import Foundation
import HTML
import Kernel
import Menu
import MenuView
import PizzaArt
import Web

/// The cart as a page: each line with its picture, what changed since, and the way on.
struct CartPage {
    let priced: PricedCart
    let call: Call
    /// What features put below the lines.
    var below = HTML.empty
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("cart.title"), scripts: [], current: "/cart",
            "<main id=\"main\" class=\"cart-page\"><div id=\"cart\">\(content)</div>\(below)</main>")
    }

    /// The part that changes.
    var content: HTML {
        if priced.lines.isEmpty { return empty }
        return """
            <h1 class="page-title">\(words("cart.title"))</h1>
            \(when: priced.hasChanges, notice)
            <div class="cart-layout"><ul class="cart-lines">\(priced.lines.map(line))</ul>
            <aside class="checkout-aside summary-card">
              <div class="totals"><dl><div class="totals-total"><dt>\(words("cart.goods"))</dt><dd>\(words.money(priced.goods))</dd></div></dl></div>
              \(priced.hasProblems ? blocked : onward)
              <p><a class="btn btn-quiet" href="\(Landmark.menu.path)">\(words("cart.more"))</a></p>
            </aside></div>
            """
    }

    private var empty: HTML {
        """
        <div class="empty-state"><h1>\(words("cart.empty"))</h1><p>\(words("cart.empty-hint"))</p>
        <a class="btn btn-primary btn-large" href="\(Landmark.menu.path)">\(words("cart.to-menu"))</a></div>
        """
    }

    private var onward: HTML {
        "<a class=\"btn btn-primary btn-large\" href=\"/checkout\">\(words("cart.checkout"))</a>"
    }
    private var blocked: HTML { "<p class=\"alert alert-error\" role=\"status\">\(words("cart.has-problems"))</p>" }

    private var notice: HTML {
        """
        <form method="post" action="/cart/prices" class="alert alert-info" hx-post="/cart/prices" hx-target="#cart"><p>\(words("cart.prices-changed"))</p>
        <button class="btn btn-outline">\(words("cart.prices-seen"))</button></form>
        """
    }

    private func line(_ line: PricedCart.Line) -> HTML {
        let name = words(line.configured?.kitchen.name ?? line.line.name)
        let picture = Picture(line.line.configuration, priced.menu).svg(title: "", detail: .small, seed: line.line.seed)
        let details = line.configured?.kitchen.details(words) ?? ""
        return """
            <li class="cart-line\(when: line.problem != nil, " has-problem")" id="line-\(line.line.id)">
              <div class="line-picture">\(picture)</div>
              <div class="line-body"><h2><a href="\(url: editAddress(line))">\(name)</a></h2>
                \(when: !details.isEmpty, "<p class=\"line-changes\">\(details)</p>")
                \(when: !line.line.note.isEmpty, "<p class=\"line-note\">“\(line.line.note)”</p>")
                \(line.configured.map { allergenList($0.contains, $0.mayContain, words) })
                \(line.problem.map { "<p class=\"line-problem\" role=\"status\">\(words($0.error))</p>" as HTML })
                \(line.priceChange.map { changed($0) })
              </div>
              <div class="line-actions">\(line.problem == nil ? stepper(line) : .empty)
                <form method="post" action="/cart/lines/\(line.line.id)/removal" hx-delete="/cart/lines/\(line.line.id)" hx-target="#cart">
                  <button class="btn btn-quiet" aria-label="\(words("cart.remove-named", ["name": name]))">\(words("cart.remove"))</button></form>
              </div>
              <p class="line-price">\(line.configured.map { words.money($0.total) } ?? "—")</p>
            </li>
            """
    }

    private func changed(_ change: (from: Money, to: Money)) -> HTML {
        """
        <p class="line-change-notice">\(words("cart.price-was", ["from": words.money(change.from), "to": words.money(change.to)]))</p>
        """
    }

    private func stepper(_ line: PricedCart.Line) -> HTML {
        """
        <form method="post" action="/cart/lines/\(line.line.id)/quantity" class="stepper" data-stepper
          hx-put="/cart/lines/\(line.line.id)/quantity" hx-target="#cart" hx-trigger="change delay:300ms, submit">
          <label class="visually-hidden" for="q-\(line.line.id)">\(words("cart.quantity"))</label>
          <input id="q-\(line.line.id)" name="quantity" type="number" inputmode="numeric" min="0" max="50" value="\(line.line.quantity)">
          <button class="btn btn-quiet no-script">\(words("cart.update"))</button></form>
        """
    }

    /// Where the line can be changed: the product's page with its choices filled in.
    private func editAddress(_ line: PricedCart.Line) -> String {
        guard let product = priced.menu.product(line.line.configuration.product) else { return Landmark.menu.path }
        return "/menu/\(product.slug)?\(LineQuery.text(line.line))"
    }
}

/// A line's choices as the query of the product's page.
enum LineQuery {
    static func text(_ line: CartLine) -> String {
        let configuration = line.configuration
        var pairs = [("line", line.id.description), ("quantity", String(line.quantity))]
        if let size = configuration.size { pairs.append(("size", size.description)) }
        if let dough = configuration.dough { pairs.append(("dough", dough.description)) }
        for (index, section) in configuration.sections.enumerated() {
            let name = "sections.\(index)"
            pairs.append(("\(name).recipe", section.recipe.description))
            pairs += section.removed.map { ("\(name).remove", $0.description) }
            pairs += section.added.map { ("\(name).add", $0.description) }
            pairs += section.doubled.map { ("\(name).double", $0.description) }
            for (number, swap) in section.swaps.enumerated() {
                pairs.append(("\(name).swaps.\(number).from", swap.from.description))
                pairs.append(("\(name).swaps.\(number).to", swap.to.description))
            }
        }
        let note = line.note.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        if !note.isEmpty { pairs.append(("note", note)) }
        return pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }
}

/// The bar at the foot of each page: how much is in the cart.
struct CartBar {
    let priced: PricedCart
    let words: Words

    var html: HTML {
        if priced.count == 0 { return "<div id=\"cart-bar\"></div>" }
        return """
            <div id="cart-bar"><div class="cart-bar"><a href="/cart"><span class="count">\(words("cart.items", count: priced.count))</span>
            <span class="bar-action">\(words("cart.open"))</span><span class="total">\(words.money(priced.goods))</span></a></div></div>
            """
    }
}

/// What is said when something was put in: with the way back, and the bar anew.
struct AddedToast {
    let name: String
    let line: Identifier<CartLine>
    let priced: PricedCart
    let words: Words

    var html: HTML {
        """
        <div class="toast-note" role="status"><p>\(words("cart.added", ["name": name]))</p>
        <form method="post" action="/cart/lines/\(line)/removal" hx-delete="/cart/lines/\(line)" hx-swap="none">
        <button class="btn btn-quiet">\(words("cart.undo"))</button></form></div>
        """
    }
}
