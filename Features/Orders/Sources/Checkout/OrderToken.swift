import Contracts
import Foundation
import Kernel
import Secrets

/// The token that opens an order's page. It is made from the token of the cart that was ordered, which only the customer holds, and from
/// the offer that was accepted, of which there is one order at most: so a repeated request finds it again, and nowhere is it kept.
enum OrderToken {
    /// 43 characters of base64url; as hard to guess as the cart's token.
    static func make(cart token: String, quote: Identifier<Quote>) -> String {
        let code = Digest.hmac("order/\(quote)".utf8, key: Array(token.utf8))
        return Self.text(code)
    }

    /// The token of the cart that a repetition of an order fills when its customer has none: the same for the same request.
    static func cart(again order: String, key: String) -> String {
        text(Digest.hmac("again/\(key)".utf8, key: Array(order.utf8)))
    }

    private static func text(_ code: [UInt8]) -> String {
        let text = Data(code).base64EncodedData().prefix { $0 != UInt8(ascii: "=") }.map { byte in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
