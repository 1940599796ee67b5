import Database
import Foundation
import Kernel
import Web

/// The answer to an order: the same for every repetition of the request, whatever has become of the order since.
struct PlacedOrder: Sendable, JSONWritable, Codable {
    let id: Identifier<Order>
    let number: Int64
    /// Opens the order's page; only its holder sees the order.
    let token: String
    let total: Money
    let promisedFrom: Instant
    let promisedTo: Instant

    static let example = PlacedOrder(
        id: Identifier(high: 0x7000, low: 1 << 63), number: 1042, token: "pQ0…", total: Money(cents: 2150),
        promisedFrom: Instant(seconds: 1_790_000_000), promisedTo: Instant(seconds: 1_790_000_900))

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("number", number)
        json.member("token", token)
        json.member("total", total)
        json.member("promised_from", promisedFrom)
        json.member("promised_to", promisedTo)
    }

    /// What is kept under the idempotency key.
    var answer: StoredAnswer {
        get throws {
            StoredAnswer(status: 201, contentType: "application/json", body: Array(try Frozen.encode(self).utf8))
        }
    }

    /// Reads that back.
    init(stored: StoredAnswer) throws {
        self = try Frozen.decode(PlacedOrder.self, from: String(decoding: stored.body, as: UTF8.self))
    }

    init(
        id: Identifier<Order>, number: Int64, token: String, total: Money, promisedFrom: Instant, promisedTo: Instant
    ) {
        self.id = id
        self.number = number
        self.token = token
        self.total = total
        self.promisedFrom = promisedFrom
        self.promisedTo = promisedTo
    }
}
