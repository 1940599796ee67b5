import Database
import Foundation
import Kernel
import Shop
import Web

/// An order as it was placed, and where it is now.
struct Order: Sendable {
    let number: Int64
    let id: Identifier<Order>
    let mode: ServiceMode
    let state: OrderState
    let sequence: Int
    let language: Language
    let customer: String
    let phone: String
    let address: Address?
    let zone: String?
    let note: String
    let payment: PaymentMethod
    let goods: Money
    let delivery: Money
    let total: Money
    let vat: VATBreakdown
    let businessDay: CivilDate
    let promisedFrom: Instant
    let promisedTo: Instant
    let kitchenSlot: Instant
    let placedAt: Instant
    let acceptBy: Instant
    let updatedAt: Instant

    /// The topic on which its steps are published.
    var topic: String { "order/\(id)" }
}

extension Order: RowDecodable {
    static let columns: SQL = """
        number, id, mode, state, sequence, language, customer, phone, address, zone, note, payment, goods, delivery, total,
        currency, vat, business_day, promised_from, promised_to, kitchen_slot, placed_at, accept_by, updated_at
        """

    init(row: inout Row) throws {
        number = try row.next()
        id = try row.next()
        mode = try row.next()
        state = try row.next()
        sequence = try row.next()
        language = try row.next()
        customer = try row.next()
        phone = try row.next()
        address = try row.next(String?.self).map { try Frozen.decode(Address.self, from: $0) }
        zone = try row.next()
        note = try row.next()
        payment = try row.next()
        let (goods, delivery, total): (Int64, Int64, Int64) = (try row.next(), try row.next(), try row.next())
        guard let currency = Currency(try row.next()) else { throw DatabaseError.decoding("currency of order \(id)") }
        self.goods = Money(cents: goods, currency)
        self.delivery = Money(cents: delivery, currency)
        self.total = Money(cents: total, currency)
        vat = try Frozen.decode(VATBreakdown.self, from: try row.next())
        businessDay = try row.next()
        promisedFrom = try row.next()
        promisedTo = try row.next()
        kitchenSlot = try row.next()
        placedAt = try row.next()
        acceptBy = try row.next()
        updatedAt = try row.next()
    }
}

/// Values that are kept as JSON text inside a row.
enum Frozen {
    /// The text of a value, with sorted keys so that equal values are equal text.
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value of a text; throws `DatabaseError.decoding`.
    static func decode<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw DatabaseError.decoding("\(type): \(error)")
        }
    }
}
