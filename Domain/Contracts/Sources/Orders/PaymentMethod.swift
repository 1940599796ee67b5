public import Database

/// How an order is paid at the door.
public enum PaymentMethod: String, CaseIterable, Sendable, SQLConvertible {
    case cash, card
}
