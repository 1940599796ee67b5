import Contracts
import Web

/// How an order's payment stands, for whoever hands it over.
struct PaymentNote {
    let order: Order
    let words: Words

    var text: String {
        switch order.paymentState {
        case .due:
            "\(words("kitchen.to-collect", ["amount": words.money(order.owed)])) · \(words("kitchen.pay-\(order.payment.rawValue)"))"
        case .paid, .refundDue: words("kitchen.paid")
        case .void, .refunded: words("kitchen.nothing-to-collect")
        }
    }
}
