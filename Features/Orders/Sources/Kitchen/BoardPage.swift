import Foundation
import HTML
import Kernel
import Shop
import Web

/// The board: columns by step, tickets that are read from two metres.
struct BoardPage {
    let call: Call
    let tickets: [Ticket]
    let store: Store
    let station: String?
    private var words: Words { call.words }

    var page: Page {
        Page(
            words("kitchen.title"), section: .board, scripts: ["js/live.js", "js/board.js"], current: "kitchen",
            """
            <main id="main" data-board="/kitchen\(query)" hx-ext="sse" sse-connect="/kitchen/events">
            \(header)
            <div class="connection-lost" role="status" hidden><p>\(words("kitchen.connection-lost"))</p></div>
            <div id="board" hx-get="/kitchen\(query)" hx-trigger="sse:board, board-refresh" hx-target="#board">\(columns)</div>
            </main>
            """)
    }

    private var query: String {
        station.map { "?station=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" } ?? ""
    }

    private var header: HTML {
        let stations = store.rules.capacity.perSlot.keys.sorted()
        let paused = store.hours.pauses.contains { $0.since <= call.now && call.now < $0.until }
        let tabs: [HTML] = stations.map { name in
            "<a href=\"/kitchen?station=\(name)\"\(when: station == name, " aria-current=\"page\"")>\(stationName(name))</a>"
        }
        return """
            <header class="board-header"><h1>\(store.name)</h1>
            <nav class="station-tabs" aria-label="\(words("kitchen.stations"))"><a href="/kitchen"\(when: station == nil, " aria-current=\"page\"")>\(words("kitchen.all"))</a>\(tabs)</nav>
            <button class="sound-toggle btn" type="button" aria-pressed="false" data-on="\(words("kitchen.sound-on"))" data-off="\(words("kitchen.sound-off"))">\(words("kitchen.sound-off"))</button>
            <button class="btn" type="button" data-acknowledge>\(words("kitchen.acknowledge"))</button>
            \(paused ? resume : pause)
            <time class="board-clock" data-clock data-zone="\(store.zone.name)">\(words.time(call.now, in: store.zone))</time></header>
            """
    }

    private var pause: HTML {
        """
        <form method="post" action="/store/pause" class="pause-form">\(call.formToken)<input type="hidden" name="minutes" value="20">
        <button class="btn">\(words("kitchen.pause"))</button></form>
        """
    }

    private var resume: HTML {
        """
        <form method="post" action="/store/pause/removal" class="pause-form is-paused">\(call.formToken)<button class="btn">\(words("kitchen.resume"))</button></form>
        """
    }

    private func stationName(_ slug: String) -> String {
        words.has("kitchen.station-\(slug)") ? words("kitchen.station-\(slug)") : slug
    }

    /// The part that changes.
    var columns: HTML {
        let shown =
            station.map { name in tickets.filter { $0.lines.contains { $0.frozen.work[name, default: 0] > 0 } } }
            ?? tickets
        let columns: [HTML] = Board.columns.map { state in
            let inState = shown.filter { $0.order.state == state }
            return """
                <section class="board-column" data-state="\(state.rawValue)" aria-label="\(words("kitchen.column-\(state.rawValue)"))">
                <h2>\(words("kitchen.column-\(state.rawValue)")) <span class="count">\(inState.count)</span></h2>
                \(inState.map { TicketCard(call: call, ticket: $0, store: store, station: station).html })
                </section>
                """
        }
        return """
            <div class="board-columns">\(columns)</div>
            \(when: shown.isEmpty, "<p class=\"board-empty\">\(words("kitchen.empty"))</p>")
            """
    }
}
