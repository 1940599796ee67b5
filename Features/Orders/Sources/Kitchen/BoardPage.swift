import Contracts
import Foundation
import HTML
import Kernel
import Shop
import Web

/// The board: columns by step, tickets that are read from two metres.
struct BoardPage {
    let call: Call
    let tickets: Board.Tickets
    let store: Store
    let station: String?
    /// What must be held to stop the kitchen for a while.
    let pausing: Permission
    /// What features put on the tickets.
    let added: [Identifier<Order>: HTML]
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("kitchen.title"), section: .board, scripts: ["js/board.js"], isLive: true, current: "/kitchen",
            """
            <main id="main" data-board="/kitchen\(query)" hx-ext="sse" sse-connect="/kitchen/events">
            \(header)
            <div class="connection-lost" role="status" hidden><p>\(words("kitchen.connection-lost"))</p></div>
            <div id="board" data-live hx-get="/kitchen\(query)" hx-trigger="sse:board, live-refresh" hx-target="#board">\(columns)</div>
            </main>
            """)
    }

    private var query: String { Self.query(station) }

    /// What the address of a board, or of a step that is taken on it, says of its station.
    static func query(_ station: String?) -> String {
        station.map { "?station=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" } ?? ""
    }

    private var header: HTML {
        let stations = store.rules.capacity.perSlot.keys.sorted()
        // A break of one mode, for want of a driver, leaves the kitchen its own button.
        let paused = ServiceMode.allCases.allSatisfy { store.hours.pause(at: call.now, $0) != nil }
        let tabs: [HTML] = stations.map { name in
            "<a href=\"/kitchen?station=\(name)\"\(when: station == name, " aria-current=\"page\"")>\(stationName(name))</a>"
        }
        return """
            <header class="board-header"><h1>\(store.name)</h1>
            <nav class="station-tabs" aria-label="\(words("kitchen.stations"))"><a href="/kitchen"\(when: station == nil, " aria-current=\"page\"")>\(words("kitchen.all"))</a>\(tabs)</nav>
            <button class="sound-toggle btn" type="button" aria-pressed="false" data-on="\(words("kitchen.sound-on"))" data-off="\(words("kitchen.sound-off"))">\(words("kitchen.sound-off"))</button>
            <button class="btn" type="button" data-acknowledge>\(words("kitchen.acknowledge"))</button>
            \(paused ? resume : pause)\(when: call.principal.kind == .staff, "<a class=\"btn\" href=\"\(Landmark.office.path)\">\(words("kitchen.office"))</a>")
            <time class="board-clock" data-clock data-zone="\(store.zone.name)">\(words.time(call.now, in: store.zone))</time></header>
            """
    }

    private var pause: HTML {
        guard call.may(pausing) else { return .empty }
        return """
            <form method="post" action="/store/pause" class="pause-form">\(call.formToken)<input type="hidden" name="minutes" value="20">
            <button class="btn">\(words("kitchen.pause"))</button></form>
            """
    }

    private var resume: HTML {
        guard call.may(pausing) else { return .empty }
        return """
            <form method="post" action="/store/pause/removal" class="pause-form is-paused">\(call.formToken)<button class="btn">\(words("kitchen.resume"))</button></form>
            """
    }

    private func stationName(_ slug: String) -> String {
        words.has("kitchen.station-\(slug)") ? words("kitchen.station-\(slug)") : slug
    }

    /// The part that changes.
    var columns: HTML {
        let shown =
            station.map { name in tickets.shown.filter { $0.lines.contains { $0.frozen.work[name, default: 0] > 0 } } }
            ?? tickets.shown
        let columns: [HTML] = Board.columns.map { state in
            let inState = shown.filter { $0.order.state == state }
            return """
                <section class="board-column" data-state="\(state.rawValue)" aria-label="\(words("kitchen.column-\(state.rawValue)"))">
                <h2>\(words("kitchen.column-\(state.rawValue)")) <span class="count">\(inState.count)</span></h2>
                \(inState.map {
                    TicketCard(
                        call: call, ticket: $0, store: store, station: station, added: added[$0.order.id] ?? .empty
                    ).html
                 })
                </section>
                """
        }
        return """
            \(when: tickets.leftOut > 0, leftOut)<div class="board-columns">\(Array(columns.dropLast(2)))<div class="board-stack">\(Array(columns.suffix(2)))</div></div>
            \(when: shown.isEmpty, "<p class=\"board-empty\">\(words("kitchen.empty"))</p>")
            """
    }

    private var leftOut: HTML {
        "<p class=\"board-left-out\" role=\"status\">\(words("kitchen.left-out", count: tickets.leftOut))</p>"
    }
}

extension Page.Section {
    /// The kitchen's board, read from two metres.
    static let board = Page.Section("board", .bare, styles: ["css/board.css"])
}
