public import Contracts
import Database
import Kernel
import Ledger

extension OrderParticipant {
    /// Keeps the books: the sale when the order is placed, what is still due at the door when it is handed over. An order that was paid
    /// before brings nothing to the till; one that is given up is sold no more, and what was paid for it is owed to the customer.
    static let books = OrderParticipant(
        "books", at: .goods,
        place: { order, draft, tx in
            let entries = OrderAccounts.sale(draft.adjustments, order.vat)
            try Ledger.post(entries, of: .init(order: order.id), in: order.scope, memo: "order:sale", tx)
        },
        advance: { order, step, tx in
            guard step.to == .delivered else { return }
            let due = try Ledger.balance(
                of: .receivable, of: .init(order: order.id), in: order.total.currency, tx)
            guard due.cents > 0 else { return }
            let entries = OrderAccounts.payment(due, into: .till(order.payment.rawValue))
            try Ledger.post(entries, of: .init(order: order.id), in: order.scope, memo: "order:delivery", tx)
            try tx.settle(order.id)
        },
        takeBack: { order, step, tx in
            guard step.to == .delivered else { return }
            if try Ledger.reverse("order:delivery", of: .init(order: order.id), memo: "order:undo", tx) {
                try tx.settle(order.id)
            }
        },
        giveUp: { order, _, tx in
            try Ledger.reverse("order:sale", of: .init(order: order.id), memo: "order:given-up", tx)
            try tx.settle(order.id)
        })
}

extension Orders {
    /// Writes into the books what was paid for orders.
    public static let paying = OrderPaying { payment, tx in
        let order = try tx.lockedOrder(payment.order, in: payment.scope)
        let amount = payment.amount
        if amount.cents < 0, order.state == .delivered, order.owed.cents - amount.cents > 0 {
            throw AppError.conflict("orders.delivered-is-paid")
        }
        let entries = OrderAccounts.payment(amount, into: .till(payment.till))
        try Ledger.post(entries, of: .init(order: order.id), in: payment.scope, memo: payment.memo, tx)
        try tx.settle(order.id)
    }
}

extension Transaction {
    /// Brings an order's row in line with the books. Whoever posts for an order that is placed calls this, and nobody else says what is owed.
    fileprivate func settle(_ order: Identifier<Order>) throws {
        try post(
            """
            UPDATE orders SET owed = books.owed, payment_state = \(PaymentState.derived)
            FROM (SELECT \(PaymentState.sums) FROM \(Ledger.standing(of: .init(order: order))) AS entries) AS books
            WHERE orders.id = \(order)
            """)
    }
}
