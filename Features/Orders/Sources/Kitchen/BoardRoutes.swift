import Database
import HTML
import Kernel
import Menu
import Shop
import Web

/// `/kitchen`: the board, its part that changes, its events, and one ticket for the printer.
struct BoardRoutes: Sendable {
    let board: Board
    let ports: Ports
    let hub: LiveHub

    /// The topic of everything that concerns the board.
    static let topic = "board"

    struct Filter: Input {
        let station: String?
        init(_ fields: inout FieldReader) { station = fields.optionalText("station", limit: 40) }
    }

    /// The board for programs.
    struct TicketList: JSONWritable {
        let tickets: [TicketView]
        static let example = TicketList(tickets: [.example])
        func write(to json: inout JSONWriter) { json.member("tickets", tickets) }
    }

    var routes: [Route] {
        [
            .get(
                "/kitchen", "Every order that is on its way.", access: .staff("board.see"), query: Filter.self,
                answer: TicketList.self
            ) { call, filter in
                let view = BoardPage(
                    call: call, tickets: try await board.tickets(), store: try ports.store(), station: filter.station)
                return .value(
                    TicketList(tickets: view.tickets.map { TicketView($0, call.language) }), call, page: { view.page },
                    fragment: { view.columns })
            },
            .stream("/kitchen/events", "Tells the board that something happened.", access: .staff("board.see")) { _ in
                // Whoever connects, for the first time or again, looks at the board anew: so every board converges to the same.
                .stream(
                    EventStream(hub, topic: Self.topic, first: [ServerSentEvent(id: nil, name: "board", data: "hello")])
                )
            },
            .page("/kitchen/orders/{id}/ticket", "One ticket for the printer.", access: .staff("board.see")) { call in
                let ticket = try await board.ticket(call.id("id"))
                return .page(TicketPrint(call: call, ticket: ticket, store: try ports.store()).page)
            },
        ]
    }

    /// What a step answers: the ticket for programs, the board's columns for the board.
    func reply(_ order: Order, _ call: Call) async throws -> Reply {
        // Only the board itself wants every ticket; a program wants its own, a plain browser is sent back to look.
        switch call.face {
        case .json: return .json(TicketView(try await board.ticket(order.id), call.language))
        case .page: return .redirect("/kitchen", call)
        case .fragment:
            let tickets = try await board.tickets()
            return .fragment(BoardPage(call: call, tickets: tickets, store: try ports.store(), station: nil).columns)
        }
    }
}
