import Foundation
import Kernel
import Menu
import Shop
import Testing

@testable import Contracts

@Suite("What is told of orders")
struct EventTests {
    static let order = Order(
        id: Identifier(high: 0x7000, low: 1 << 63), scope: Identifier(high: 0x7000, low: 2 | 1 << 63), number: 7,
        mode: .delivery, state: .accepted, sequence: 2, language: .en, customer: "Ada Lovelace",
        phone: "+393330000000",
        address: nil, zone: "Centro", note: "third floor", payment: .cash, paymentState: .due,
        owed: Money(cents: 2000), total: Money(cents: 2000), vat: .none(.eur),
        businessDay: CivilDate(daysSinceEpoch: 20_609),
        promisedFrom: Instant(seconds: 1_780_678_920), promisedTo: Instant(seconds: 1_780_679_820),
        kitchenSlot: Instant(seconds: 1_780_678_020), placedAt: Instant(seconds: 1_780_677_000),
        acceptBy: Instant(seconds: 1_780_677_600), updatedAt: Instant(seconds: 1_780_677_100))

    @Test("A step says what a listener needs, and of nobody who they are")
    func moved() throws {
        let step = OrderStep(
            verb: .cancel, from: .accepted, to: .cancelled, actor: .staff(actor: "staff:1", name: "Bea Rossi"),
            reason: "Ada does not answer")
        let event = OrderMoved(Self.order, .cancel, to: .cancelled, step)
        let text = try JSONText.encode(event)
        #expect(
            text
                == #"{"by":"shop","language":"en","mode":"delivery","number":7,"order":"\#(Self.order.id)","state":"cancelled","store":"\#(Self.order.scope)","verb":"cancel"}"#
        )
        #expect(event.topic == "order/\(Self.order.id)")
        for name in ["Ada", "333", "third floor", "Bea", "staff:1"] { #expect(!text.contains(name)) }
    }

    @Test("An order that is placed is told without its customer")
    func placed() throws {
        let text = try JSONText.encode(OrderPlaced(Self.order))
        #expect(
            text
                == #"{"language":"en","mode":"delivery","order":"\#(Self.order.id)","store":"\#(Self.order.scope)"}"#)
    }

    @Test(
        "Who acts is told as a kind",
        arguments: [
            (OrderActor.customer, "customer"), (.system, "system"), (.staff(actor: "staff:1", name: "Bea"), "shop"),
        ])
    func kinds(_ actor: OrderActor, _ kind: String) { #expect(actor.kind == kind) }

    @Test("What is over takes no step, and what is given up is over")
    func states() {
        #expect(OrderState.allCases.filter(\.isFinal) == [.delivered, .refused, .cancelled])
        #expect(OrderState.allCases.filter(\.isGivenUp) == [.refused, .cancelled])
    }
}
