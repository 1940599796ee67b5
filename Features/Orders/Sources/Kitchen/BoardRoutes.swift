import Contracts
import Database
import HTML
import Kernel
import Menu
import Shop
import Web

/// `/kitchen`: the board, its part that changes, its events, and one ticket for the printer.
struct BoardRoutes: Sendable {
    let board: Board
    let ports: Orders.Ports
    let live: any LiveChannel

    /// The topic of everything that concerns the board of a shop.
    static let topic = LiveTopic("board")

    struct Filter: Input {
        let station: String?
        init(_ fields: inout FieldReader) { station = fields.optionalText("station", limit: 40) }
    }

    /// The board for programs.
    struct TicketList: JSONWritable {
        let tickets: [TicketView]
        let leftOut: Int
        static let example = TicketList(tickets: [.example], leftOut: 0)
        func write(to json: inout JSONWriter) {
            json.member("tickets", tickets)
            json.member("left_out", leftOut)
        }
    }

    var routes: [Route] {
        [
            .get(
                "/kitchen", "Every order that is on its way.", access: .holders(of: .seeBoard), query: Filter.self,
                answer: TicketList.self
            ) { call, filter in
                let view = try await page(call, station: filter.station)
                return .value(
                    TicketList(
                        tickets: view.tickets.shown.map { TicketView($0, call.words) }, leftOut: view.tickets.leftOut),
                    call, page: { view.page }, fragment: { view.columns })
            },
            .stream("/kitchen/events", "Tells the board that something happened.", access: .holders(of: .seeBoard)) {
                call in
                // Whoever connects, for the first time or again, looks at the board anew: so every board converges to the same.
                .stream(
                    EventStream(
                        live, topic: Self.topic.of(try call.shop),
                        first: [ServerSentEvent(id: nil, name: "board", data: "hello")]))
            },
            .page("/kitchen/orders/{id}/ticket", "One ticket for the printer.", access: .holders(of: .seeBoard)) {
                call in
                let store = try ports.store(call.shop)
                let ticket = try await board.ticket(call.id("id"), in: call.shop)
                return .page(TicketPrint(call: call, ticket: ticket, store: store).page)
            },
        ]
    }

    private func page(_ call: Call, station: String?) async throws -> BoardPage {
        let store = try ports.store(call.shop)
        let tickets = try await board.tickets(in: call.shop)
        var added: [Identifier<Order>: HTML] = [:]
        if call.isFilled(.onTicket) {
            call.load(.onTicket)
            for ticket in tickets.shown { added[ticket.order.id] = await call.content(of: .onTicket, ticket.order) }
        }
        return BoardPage(
            call: call, tickets: tickets, store: store, station: station, pausing: ports.pausing, added: added)
    }

    /// What a step answers: the ticket for programs, the board's columns for the board, with the stations that it showed.
    func reply(_ order: Order, _ call: Call) async throws -> Reply {
        // Only the board itself wants every ticket; a program wants its own, a plain browser is sent back to look.
        let station = try call.query(Filter.self).station
        switch call.face {
        case .json: return .json(TicketView(try await board.ticket(order.id, in: order.scope), call.words))
        case .page: return .redirect("/kitchen\(BoardPage.query(station))", call)
        case .fragment: return .fragment(try await page(call, station: station).columns)
        }
    }
}
