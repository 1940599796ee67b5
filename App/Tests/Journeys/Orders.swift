import Foundation
import Kernel
import Web

/// What most journeys do on their way to what they test.
extension Visitor {
    /// Puts a whole pizza into the cart.
    @discardableResult func add(_ slug: String, _ quantity: Int = 1, in shop: ShopWorld) async throws -> Answer {
        try await api(.post, "/cart/lines", #"{"product":"\#(shop.product(slug))","quantity":\#(quantity)}"#)
    }

    /// Asks for an offer to pick the order up, as soon as possible or at a time.
    func quote(at moment: Instant? = nil) async throws -> Answer {
        let wanted = moment.map { #","wanted_from":"\#($0)""# } ?? ""
        return try await api(.post, "/quotes", #"{"mode":"pickup"\#(wanted)}"#)
    }

    /// Orders by an offer.
    func order(_ quote: String, key: String, name: String = "Ada", phone: String = "+39 333 1234567") async throws
        -> Answer
    {
        try await api(
            .post, "/orders", #"{"quote":"\#(quote)","name":"\#(name)","phone":"\#(phone)","payment":"cash"}"#, key: key
        )
    }

    /// The whole way to an order that is picked up; gives its answer.
    func placed(_ slug: String = "margherita", _ quantity: Int = 1, at moment: Instant? = nil, in shop: ShopWorld)
        async throws -> Answer
    {
        try await add(slug, quantity, in: shop)
        let quote = try await quote(at: moment)
        return try await order(quote.text("id"), key: "key-\(quote.text("id"))")
    }

    /// Takes a step of an order at the kitchen's board.
    @discardableResult func step(_ name: String, _ order: String) async throws -> Answer {
        try await api(.put, "/kitchen/orders/\(order)/\(name)", "{}")
    }
}
