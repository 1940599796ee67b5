import HTML
import Kernel
import Menu
import MenuView
import PizzaArt
import Shop
import Web

/// A ticket on the board.
struct TicketCard {
    let call: Call
    let ticket: Ticket
    let store: Store
    let station: String?
    private var words: Words { call.words }
    private var order: Order { ticket.order }

    var html: HTML {
        """
        <article class="ticket\(lateness)" data-order="\(order.id.description)" data-promised="\(milliseconds(order.promisedFrom))" data-placed="\(milliseconds(order.placedAt))" tabindex="0" aria-label="\(words("kitchen.ticket", ["number": String(order.number)]))">
        <header class="ticket-head"><span class="ticket-number">\(order.number)</span>
          <span class="ticket-mode">\(words("kitchen.mode-\(order.mode.rawValue)"))</span>
          <time class="ticket-promise" datetime="\(order.promisedFrom.description)">\(promise)</time>
          <progress class="lateness" max="100" value="\(progress)">\(words("kitchen.lateness"))</progress></header>
        \(TicketLines(ticket: ticket, language: call.language, words: words, station: station).html)
        \(customer)
        <div class="ticket-actions">\(actions)</div></article>
        """
    }

    private func milliseconds(_ instant: Instant) -> String { String(instant.microseconds / 1000) }

    private var minutesLeft: Int64 { (order.promisedFrom - call.now).minutes }

    private var lateness: String {
        if order.state == .placed { return " is-new" }
        if order.state == .delivered { return "" }
        return minutesLeft < 0 ? " is-late" : minutesLeft < 10 ? " is-soon" : ""
    }

    /// How much of the time between the order and the promise is gone, in percent.
    private var progress: Int {
        let whole = max(1, (order.promisedFrom - order.placedAt).seconds)
        return Int(min(100, max(0, (call.now - order.placedAt).seconds * 100 / whole)))
    }

    private var promise: String {
        let date = store.zone.local(order.promisedFrom).date
        let time = words.time(order.promisedFrom, in: store.zone)
        return date == store.zone.local(call.now).date ? time : "\(words.weekday(date).prefix(3)) \(time)"
    }

    private var customer: HTML {
        """
        <footer class="ticket-customer"><span>\(order.customer)</span> \(order.address.map { "<span>\($0.line) \($0.bell)</span>" as HTML })
        \(when: !order.note.isEmpty, "<p class=\"line-note\">\(order.note)</p>")
        \(when: order.state == .ready || order.state == .out, "<a href=\"tel:\(order.phone)\">\(order.phone)</a> <strong>\(words.money(order.total))</strong> \(words("kitchen.pay-\(order.payment.rawValue)"))")</footer>
        """
    }

    private var actions: HTML {
        switch order.state {
        case .placed: step("acceptance", "accept", primary: true) + refuse
        case .accepted: step("preparation", "prepare", primary: true) + undo("acceptance") + print
        case .preparing: step("readiness", "finish", primary: true) + undo("preparation") + print
        case .ready:
            step(
                order.mode == .delivery ? "dispatch" : "delivery", order.mode == .delivery ? "dispatch" : "hand-over",
                primary: true)
                + undo("readiness")
        case .out: step("delivery", "deliver", primary: true) + undo("dispatch")
        case .delivered: undo("delivery")
        case .refused, .cancelled: .empty
        }
    }

    private func step(_ resource: String, _ word: String, primary: Bool) -> HTML {
        let address = "/kitchen/orders/\(order.id)/\(resource)"
        return """
            <form method="post" action="\(address)" hx-put="\(address)" hx-target="#board">\(call.formToken)
            <button class="act\(when: primary, " act-primary")">\(words("kitchen.\(word)"))</button></form>
            """
    }

    private func undo(_ resource: String) -> HTML {
        let address = "/kitchen/orders/\(order.id)/\(resource)"
        return """
            <form method="post" action="\(address)/removal" hx-post="\(address)/removal" hx-target="#board">\(call.formToken)
            <button class="act act-undo">\(words("kitchen.undo"))</button></form>
            """
    }

    private var refuse: HTML {
        let reasons: [HTML] = ["too-busy", "sold-out", "closing", "address"].map { reason in
            """
            <button class="act act-danger" name="reason" value="\(words("kitchen.reason-\(reason)"))">\(words("kitchen.reason-\(reason)"))</button>
            """
        }
        let address = "/kitchen/orders/\(order.id)/refusal"
        return """
            <details class="refuse-panel"><summary class="act">\(words("kitchen.refuse"))</summary>
            <form method="post" action="\(address)" hx-put="\(address)" hx-target="#board">\(call.formToken)\(reasons)</form></details>
            """
    }

    private var print: HTML {
        "<a class=\"act act-print\" href=\"/kitchen/orders/\(order.id.description)/ticket\" target=\"_blank\">\(words("kitchen.print"))</a>"
    }
}

/// The lines of a ticket: quantities huge, halves side by side, what is left out struck and in another shape than what is added.
struct TicketLines {
    let ticket: Ticket
    let language: Language
    let words: Words
    let station: String?

    var html: HTML {
        let lines = ticket.lines.filter { line in station.map { line.frozen.work[$0, default: 0] > 0 } ?? true }
        return "<ul class=\"ticket-lines\">\(lines.map(line))</ul>\(allergens(lines))"
    }

    private func line(_ line: OrderLine) -> HTML {
        let kitchen = line.frozen.kitchen
        let head = [kitchen.size, kitchen.dough].compactMap { $0?(language) }.joined(separator: " · ")
        let picture = line.frozen.picture.svg(
            title: "", detail: .small, seed: line.configuration?.product.low ?? 1)
        return """
            <li class="ticket-line"><span class="quantity">\(line.quantity)×</span>
            <div class="line-what"><p class="line-title">\(kitchen.sections.count > 1 ? words("kitchen.sections-\(kitchen.sections.count)") : kitchen.name(language)) <small>\(head)</small></p>
            \(kitchen.sections.count > 1 ? halves(kitchen, picture) : changes(kitchen.sections.first))
            \(when: !line.note.isEmpty, "<p class=\"line-note\">“\(line.note)”</p>")</div></li>
            """
    }

    private func halves(_ kitchen: KitchenText, _ picture: HTML) -> HTML {
        let parts: [HTML] = kitchen.sections.map { section in
            "<div class=\"half\"><p class=\"line-title\">\(section.name(language))</p>\(changes(section))</div>"
        }
        return "<div class=\"halves\"><div class=\"half-picture\">\(picture)</div>\(parts)</div>"
    }

    private func changes(_ section: KitchenText.Section?) -> HTML {
        guard let section, !(section.removed + section.added + section.doubled).isEmpty || !section.swapped.isEmpty
        else { return .empty }
        let removed: [HTML] = section.removed.map {
            "<li class=\"removed\"><span class=\"visually-hidden\">\(words("kitchen.without"))</span> \($0(language))</li>"
        }
        let added: [HTML] = section.added.map {
            "<li class=\"added\"><span class=\"visually-hidden\">\(words("kitchen.with"))</span> \($0(language))</li>"
        }
        let doubled: [HTML] = section.doubled.map { "<li class=\"doubled\">2× \($0(language))</li>" }
        let swapped: [HTML] = section.swapped.map {
            "<li class=\"swapped\"><del>\($0.from(language))</del> → \($0.to(language))</li>"
        }
        return "<ul class=\"line-changes\">\(removed)\(added)\(doubled)\(swapped)</ul>"
    }

    private func allergens(_ lines: [OrderLine]) -> HTML {
        let all = lines.reduce(into: AllergenSet()) { $0.formUnion($1.frozen.contains) }
        if all.isEmpty { return .empty }
        let names = all.map { $0.name(language) }.joined(separator: ", ")
        return "<p class=\"ticket-allergens\"><strong>\(words("kitchen.allergens"))</strong> \(names)</p>"
    }
}

/// A ticket on paper.
struct TicketPrint {
    let call: Call
    let ticket: Ticket
    let store: Store

    var page: Page {
        let (words, order) = (call.words, ticket.order)
        let window =
            "\(words.day(store.zone.local(order.promisedFrom).date)) \(words.time(order.promisedFrom, in: store.zone))"
        return Page(
            words("kitchen.ticket", ["number": String(order.number)]), section: .board, scripts: ["js/board.js"],
            """
            <main id="main" class="ticket-print"><h1>\(order.number)</h1><p>\(words("kitchen.mode-\(order.mode.rawValue)")) · \(window)</p>
            \(TicketLines(ticket: ticket, language: call.language, words: words, station: nil).html)
            <p>\(order.customer) \(order.phone)</p>\(order.address.map { "<p>\($0.line) · \($0.bell) \($0.floor)</p><p>\($0.note)</p>" as HTML })
            \(when: !order.note.isEmpty, "<p>\(order.note)</p>")
            <p>\(words.money(order.total)) · \(words("kitchen.pay-\(order.payment.rawValue)"))</p>
            <p class="no-print"><button class="btn" type="button" data-print>\(words("kitchen.print"))</button> <a href="/kitchen">\(words("kitchen.back"))</a></p></main>
            """)
    }
}
