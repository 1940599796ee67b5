import Contracts
import HTML
import Kernel
import Menu
import MenuView
import Shop
import Web

/// The order's page: where it is, when it comes, what it was.
struct OrderPage {
    let tracked: Tracked
    let call: Call
    /// What features put below what was ordered.
    var below = HTML.empty
    private var words: Words { call.words }
    private var zone: ShopZone { tracked.zone }
    private var order: Order { tracked.ticket.order }
    private var address: String { "/orders/\(tracked.token)" }

    var page: Page {
        Page(
            words("tracking.title", ["number": String(order.number)]), isLive: true,
            """
            <main id="main" class="tracking" data-order-page="\(address)" hx-ext="sse" sse-connect="\(address)/events?after=\(tracked.lastEvent)">
            <div class="connection-lost" role="status" hidden><p>\(words("tracking.connection-lost"))</p></div>
            <div id="order-live" data-live hx-get="\(address)" hx-trigger="sse:order, live-refresh" hx-target="#order-live">\(live)</div>
            \(lines)\(below)
            <div class="order-actions"><form method="post" action="\(address)/repetitions">
              <input type="hidden" name="idempotency_key" value="\(call.entropy.token())">
              <button class="btn btn-outline">\(words("tracking.again"))</button></form></div>
            </main>
            """)
    }

    /// The part that changes with each step.
    var live: HTML {
        """
        <header class="order-head"><h1 class="page-title">\(headline)</h1>
        <p>\(words("tracking.number", ["number": String(order.number)]))</p></header>
        \(order.state.isGivenUp ? givenUp : promise)\(payment)
        \(when: !order.state.isGivenUp, timeline)
        \(when: tracked.canWithdraw, withdraw)
        """
    }

    private var headline: String {
        switch (order.state, order.mode) {
        case (.delivered, .pickup): words("tracking.headline-collected", ["name": order.customer])
        case (.ready, .pickup): words("tracking.headline-ready-pickup", ["name": order.customer])
        default: words("tracking.headline-\(order.state.rawValue)", ["name": order.customer])
        }
    }

    private var promise: HTML {
        let window = "\(words.time(order.promisedFrom, in: zone))–\(words.time(order.promisedTo, in: zone))"
        let date = zone.local(order.promisedFrom).date
        let day = date == zone.local(call.now).date ? "" : "\(words.day(date)) "
        return """
            <div class="promise" aria-live="polite"><p>\(words(order.mode == .delivery ? "checkout.arrives" : "checkout.ready"))</p>
            <p class="promise-time">\(day)\(window)</p>\(order.address.map { "<p>\($0.line)</p>" as HTML })</div>
            """
    }

    private var givenUp: HTML {
        let reason = tracked.steps.last?.reason ?? ""
        let sentence =
            words.has("tracking.reason-\(reason)")
            ? words("tracking.reason-\(reason)") : words("tracking.reason", ["reason": reason])
        return """
            <div class="alert alert-error" role="status"><p>\(words("tracking.given-up-\(order.state.rawValue)"))</p>
            \(when: !reason.isEmpty, "<p>\(sentence)</p>")
            <p><a class="btn btn-primary" href="\(Landmark.menu.path)">\(words("cart.to-menu"))</a></p></div>
            """
    }

    /// What is to be paid, or was; it says so too when the money goes the other way.
    private var payment: HTML {
        let sentence =
            switch order.paymentState {
            case .due:
                words("tracking.to-pay", ["amount": words.money(order.owed)])
                    + " " + words("checkout.payment-\(order.payment.rawValue)-\(order.mode.rawValue)")
            case .refundDue: words("tracking.refund-due", ["amount": words.money(order.owed.magnitude)])
            default: words("tracking.payment-\(order.paymentState.rawValue)")
            }
        return "<p class=\"order-payment\">\(sentence)</p>"
    }

    private var timeline: HTML {
        let way: [OrderState] = [.placed, .accepted, .preparing, .ready, .out, .delivered]
            .filter { order.mode == .delivery || $0 != .out }
        let current = way.firstIndex(of: order.state) ?? 0
        let steps: [HTML] = way.enumerated().map { index, state in
            let style = index < current ? "is-done" : index == current ? "is-now" : "is-next"
            let name = state == .delivered && order.mode == .pickup ? "collected" : state.rawValue
            let at = index <= current ? tracked.reached(state) : nil
            return """
                <li class="\(style)"\(when: index == current, " aria-current=\"step\"")><span>\(words("tracking.step-\(name)"))</span>
                \(at.map { "<time datetime=\"\($0.description)\">\(words.time($0, in: zone))</time>" as HTML })</li>
                """
        }
        return "<ol class=\"timeline\" aria-label=\"\(words("tracking.steps"))\">\(steps)</ol>"
    }

    private var withdraw: HTML {
        """
        <details class="order-withdraw"><summary>\(words("tracking.withdraw"))</summary>
        <form method="post" action="\(address)/withdrawal"><p>\(words("tracking.withdraw-sure"))</p>
        <button class="btn btn-outline">\(words("tracking.withdraw-yes"))</button></form></details>
        """
    }

    private var lines: HTML {
        let rows: [HTML] = tracked.ticket.lines.map { line in
            """
            <li class="cart-line"><div class="line-picture">\(line.frozen.picture.svg(title: "", seed: line.configuration?.product.low ?? 1))</div>
            <div class="line-body"><h3>\(line.quantity)× \(words(line.frozen.kitchen.name))</h3>
            <p class="line-changes">\(line.frozen.kitchen.details(words))</p>
            \(when: !line.note.isEmpty, "<p class=\"line-note\">“\(line.note)”</p>")
            \(allergenList(line.frozen.contains, line.frozen.mayContain, words))</div>
            <p class="line-price">\(words.money(Money(cents: line.totalCents, order.total.currency)))</p></li>
            """
        }
        return """
            <section class="order-lines"><h2>\(words("tracking.what"))</h2><ul class="cart-lines">\(rows)</ul>
            \(when: !order.note.isEmpty, "<p class=\"line-note\">“\(order.note)”</p>")
            <div class="totals">\(Totals(words: words, costs: tracked.ticket.costs, vat: order.vat).html)</div></section>
            """
    }
}

extension Money {
    /// The amount without its sign.
    fileprivate var magnitude: Money { Money(cents: Int64(clamping: cents.magnitude), currency) }
}
