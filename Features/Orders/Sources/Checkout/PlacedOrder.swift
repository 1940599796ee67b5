import Contracts
import Database
import Kernel
import Web

/// The answer to an order: the same for every repetition of the request, whatever has become of the order since.
struct PlacedOrder: Sendable, JSONWritable {
    /// What is kept of it under the key of the request: everything but the token.
    struct Kept: Sendable, Codable {
        let id: Identifier<Order>
        let total: Money
        let promisedFrom: Instant
        let promisedTo: Instant

        /// Reads what was kept; throws `DatabaseError.decoding`.
        init(_ answer: StoredAnswer) throws {
            self = try Frozen.decode(Kept.self, from: String(decoding: answer.body, as: UTF8.self))
        }

        init(_ order: Order) {
            id = order.id
            total = order.total
            promisedFrom = order.promisedFrom
            promisedTo = order.promisedTo
        }

        /// What is kept under the idempotency key.
        var answer: StoredAnswer {
            get throws {
                StoredAnswer(status: 201, contentType: "application/json", body: Array(try Frozen.encode(self).utf8))
            }
        }
    }

    let kept: Kept
    let number: Int64
    /// Opens the order's page; only its holder sees the order.
    let token: String

    static var example: PlacedOrder { PlacedOrder(kept: .example, number: 1042, token: "pQ0…") }

    func write(to json: inout JSONWriter) {
        json.member("id", kept.id)
        json.member("number", number)
        json.member("token", token)
        json.member("total", kept.total)
        json.member("promised_from", kept.promisedFrom)
        json.member("promised_to", kept.promisedTo)
    }
}

extension PlacedOrder.Kept {
    fileprivate static let example = PlacedOrder.Kept(
        id: Identifier(high: 0x7000, low: 1 << 63), total: Money(cents: 2150),
        promisedFrom: Instant(seconds: 1_790_000_000), promisedTo: Instant(seconds: 1_790_000_900))

    private init(
        id: Identifier<Order>, total: Money, promisedFrom: Instant, promisedTo: Instant
    ) {
        self.id = id
        self.total = total
        self.promisedFrom = promisedFrom
        self.promisedTo = promisedTo
    }
}
