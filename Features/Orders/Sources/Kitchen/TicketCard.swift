import Contracts
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
    /// What features put on it.
    let added: HTML
    private var words: Words { call.words }
    private var order: Order { ticket.order }

    var html: HTML {
        """
        <article class="ticket\(lateness)" data-order="\(order.id.description)" data-promised="\(milliseconds(order.promisedFrom))" data-placed="\(milliseconds(order.placedAt))" tabindex="0" aria-label="\(words("kitchen.ticket", ["number": String(order.number)]))">
        <header class="ticket-head"><span class="ticket-number">\(order.number)</span>
          <span class="ticket-mode">\(words("kitchen.mode-\(order.mode.rawValue)"))</span>
          <time class="ticket-promise" datetime="\(order.promisedFrom.description)">\(promise)</time>
          <progress class="lateness" max="100" value="\(progress)">\(words("kitchen.lateness"))</progress></header>
        \(TicketLines(ticket: ticket, words: words, station: station).html)
        \(customer)\(added)
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
        return date == store.zone.local(call.now).date ? time : "\(words.shortWeekday(date)) \(time)"
    }

    private var customer: HTML {
        """
        <footer class="ticket-customer"><span>\(order.customer)</span> \(order.address.map { DoorNote(address: $0).html })
        \(when: !order.note.isEmpty, "<p class=\"line-note\">\(order.note)</p>")
        \(when: order.state == .ready || order.state == .out, "<a href=\"tel:\(order.phone)\">\(order.phone)</a> \(payment)")</footer>
        """
    }

    private var payment: HTML { "<strong>\(PaymentNote(order: order, words: words).text)</strong>" }

    private var actions: HTML {
        switch order.state {
        case .placed: step("acceptance", "accept", primary: true) + refuse
        case .accepted: step("preparation", "prepare", primary: true) + undo("acceptance") + print + cancel
        case .preparing: step("readiness", "finish", primary: true) + undo("preparation") + print + cancel
        case .ready:
            step(
                order.mode == .delivery ? "dispatch" : "delivery", order.mode == .delivery ? "dispatch" : "hand-over",
                primary: true)
                + undo("readiness") + print + cancel
        case .out: step("delivery", "deliver", primary: true) + undo("dispatch") + print + cancel
        case .delivered: undo("delivery") + print
        case .refused, .cancelled: .empty
        }
    }

    /// Where a step is taken: it says which stations this board shows, so that its answer shows no others.
    private func address(_ resource: String) -> String {
        "/kitchen/orders/\(order.id)/\(resource)\(BoardPage.query(station))"
    }

    /// Whether whoever looks may take the step or take it back: nobody is offered what they would be refused.
    private func may(_ resource: String) -> Bool {
        StepRoutes.resources.contains { $0.name == resource && call.may($0.access) }
    }

    private func step(_ resource: String, _ word: String, primary: Bool) -> HTML {
        guard may(resource) else { return .empty }
        let address = address(resource)
        return """
            <form method="post" action="\(address)" hx-put="\(address)" hx-target="#board">\(call.formToken)
            <button class="act\(when: primary, " act-primary")">\(words("kitchen.\(word)"))</button></form>
            """
    }

    private func undo(_ resource: String) -> HTML {
        guard may(resource) else { return .empty }
        let address = address("\(resource)/removal")
        return """
            <form method="post" action="\(address)" hx-post="\(address)" hx-target="#board">\(call.formToken)
            <button class="act act-undo">\(words("kitchen.undo"))</button></form>
            """
    }

    private var refuse: HTML { giveUp("refusal", "refuse", ["too-busy", "sold-out", "closing", "address"]) }
    private var cancel: HTML { giveUp("cancellation", "cancel", ["asked", "no-show", "sold-out", "too-busy"]) }

    /// Gives the order up for one of some reasons. The code is kept, so that each reader hears the reason in their own language.
    private func giveUp(_ resource: String, _ word: String, _ reasons: [String]) -> HTML {
        guard may(resource) else { return .empty }
        let reasons: [HTML] = reasons.map { reason in
            """
            <button class="act act-danger" name="reason" value="\(reason)">\(words("kitchen.reason-\(reason)"))</button>
            """
        }
        let address = address(resource)
        return """
            <details class="refuse-panel"><summary class="act act-undo">\(words("kitchen.\(word)"))</summary>
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
    let words: Words
    let station: String?

    var html: HTML {
        let lines = ticket.lines.filter { line in station.map { line.frozen.work[$0, default: 0] > 0 } ?? true }
        return "<ul class=\"ticket-lines\">\(lines.map(line))</ul>\(allergens(lines))"
    }

    private func line(_ line: OrderLine) -> HTML {
        let kitchen = line.frozen.kitchen
        let head = [kitchen.size, kitchen.dough].compactMap { $0.map { words($0) } }.joined(separator: " · ")
        let picture = line.frozen.picture.svg(
            title: "", detail: .small, seed: line.configuration?.product.low ?? 1)
        return """
            <li class="ticket-line"><span class="quantity">\(line.quantity)×</span>
            <div class="line-what"><p class="line-title">\(kitchen.sections.count > 1 ? words("kitchen.sections-\(kitchen.sections.count)") : words(kitchen.name)) <small>\(head)</small></p>
            \(kitchen.sections.count > 1 ? halves(kitchen, picture) : changes(kitchen.sections.first))
            \(when: !line.note.isEmpty, "<p class=\"line-note\">“\(line.note)”</p>")</div></li>
            """
    }

    private func halves(_ kitchen: KitchenText, _ picture: HTML) -> HTML {
        let parts: [HTML] = kitchen.sections.map { section in
            "<div class=\"half\"><p class=\"line-title\">\(words(section.name))</p>\(changes(section))</div>"
        }
        return "<div class=\"halves\"><div class=\"half-picture\">\(picture)</div>\(parts)</div>"
    }

    private func changes(_ section: KitchenText.Section?) -> HTML {
        guard let section, !(section.removed + section.added + section.doubled).isEmpty || !section.swapped.isEmpty
        else { return .empty }
        let removed: [HTML] = section.removed.map {
            "<li class=\"removed\"><span class=\"visually-hidden\">\(words("kitchen.without"))</span> \(words($0))</li>"
        }
        let added: [HTML] = section.added.map {
            "<li class=\"added\"><span class=\"visually-hidden\">\(words("kitchen.with"))</span> \(words($0))</li>"
        }
        let doubled: [HTML] = section.doubled.map { "<li class=\"doubled\">2× \(words($0))</li>" }
        let swapped: [HTML] = section.swapped.map {
            "<li class=\"swapped\"><del>\(words($0.from))</del> → \(words($0.to))</li>"
        }
        return "<ul class=\"line-changes\">\(removed)\(added)\(doubled)\(swapped)</ul>"
    }

    private func allergens(_ lines: [OrderLine]) -> HTML {
        let all = lines.reduce(into: AllergenSet()) { $0.formUnion($1.frozen.contains) }
        if all.isEmpty { return .empty }
        let names = all.map { words($0.key) }.joined(separator: ", ")
        return "<p class=\"ticket-allergens\"><strong>\(words("kitchen.allergens"))</strong> \(names)</p>"
    }
}

/// Where an order goes and what its guest wrote for whoever stands at the gate: the same on the board and on paper.
private struct DoorNote {
    let address: Address

    var html: HTML {
        let door = [address.bell, address.floor].filter { !$0.isEmpty }.joined(separator: " · ")
        return """
            <p class="ticket-address">\(address.line)\(when: !door.isEmpty, "<br><strong>\(door)</strong>")</p>
            \(when: !address.note.isEmpty, "<p class=\"line-note\">\(address.note)</p>")
            """
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
            \(TicketLines(ticket: ticket, words: words, station: nil).html)
            <p>\(order.customer) \(order.phone)</p>\(order.address.map { DoorNote(address: $0).html })
            \(when: !order.note.isEmpty, "<p class=\"line-note\">\(order.note)</p>")
            <p>\(words.money(order.total)) · \(PaymentNote(order: order, words: words).text)</p>
            <p class="no-print"><button class="btn" type="button" data-print>\(words("kitchen.print"))</button> <a href="/kitchen">\(words("kitchen.back"))</a></p></main>
            """)
    }
}
