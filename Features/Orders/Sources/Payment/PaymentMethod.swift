import Database

/// How an order is paid at the door.
enum PaymentMethod: String, CaseIterable, Sendable, SQLConvertible {
    case cash, card
}
