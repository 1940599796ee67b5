import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("What the guest wrote stands on every face of the ticket")
struct TicketFaceTests {
    /// An order to Via Roma with a word for the driver and one for the kitchen; gives its answer.
    private func placed(_ ada: Visitor, _ shop: ShopWorld) async throws -> Answer {
        try await ada.add("margherita", 4, in: shop)
        let address =
            #"{"street":"Via Roma","number":"7","city":"Borgo San Lino","bell":"Bianchi","floor":"3, scala B","note":"cancello verde"}"#
        let quote = try await ada.api(.post, "/quotes", #"{"mode":"delivery","address":\#(address)}"#)
        #expect(quote.status == 201)
        let body =
            #"{"quote":"\#(quote.text("id"))","name":"Ada","phone":"+393331234567","payment":"cash","note":"senza aglio per tutti"}"#
        let order = try await ada.api(.post, "/orders", body, key: "face-key-1")
        #expect(order.status == 201)
        return order
    }

    @Test("From placed to delivered: program, card, paper and guest", arguments: TestEngine.all)
    func everywhere(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, mama) = (shop.visitor(), try await shop.staff("mama"))
            let order = try await placed(ada, shop)
            let (id, token) = (order.text("id"), order.text("token"))
            for step in ["", "acceptance", "preparation", "readiness", "dispatch"] {
                if !step.isEmpty {
                    #expect(try await mama.step(step, id).status == 200, "\(step)")
                }
                let ticket = try await mama.api(.get, "/kitchen")
                #expect(ticket.text("tickets.0.bell") == "Bianchi", "\(step)")
                #expect(ticket.text("tickets.0.floor") == "3, scala B", "\(step)")
                #expect(ticket.text("tickets.0.address_note") == "cancello verde", "\(step)")
                #expect(ticket.text("tickets.0.order.note") == "senza aglio per tutti", "\(step)")
                #expect(ticket.body.ranges(of: "senza aglio per tutti").count == 1, "\(step)")
                let board = try await mama.page("/kitchen").body
                let paper = try await mama.page("/kitchen/orders/\(id)/ticket").body
                for face in [board, paper] {
                    for text in ["Bianchi", "3, scala B", "cancello verde", "senza aglio per tutti"] {
                        #expect(face.ranges(of: text).count == 1, "\(text) after \(step)")
                    }
                }
                #expect(board.contains("/kitchen/orders/\(id)/ticket") == !step.isEmpty, "\(step)")
                #expect(try await ada.api(.get, "/orders/\(token)").body.ranges(of: "senza aglio per tutti").count == 1)
                #expect(try await ada.page("/orders/\(token)").body.ranges(of: "senza aglio per tutti").count == 1)
            }
        }
    }
}
