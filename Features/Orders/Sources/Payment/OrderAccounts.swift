import Contracts
import Kernel
import Ledger
import Shop

/// How orders are in the books.
enum OrderAccounts {
    /// The kind of subject that an order is.
    static let kind = "order"

    /// What was sold: the customer owes the total, made of net takings and VAT by rate, and of what is no business of VAT's by its kind.
    static func sale(_ costs: Adjustments, _ vat: VATBreakdown) -> [Ledger.Entry] {
        var entries = [Ledger.Entry(.receivable, costs.total)]
        for part in vat.parts {
            entries.append(Ledger.Entry(.sales(rate: part.basisPoints), part.net.negated))
            entries.append(Ledger.Entry(.vat(rate: part.basisPoints), part.tax.negated))
        }
        for part in costs.list where part.vat == .outOfScope {
            entries.append(Ledger.Entry(Ledger.Account(part.kind.rawValue), part.amount.negated))
        }
        return entries
    }

    /// What was paid, by way of payment.
    static func payment(_ amount: Money, into till: Ledger.Account) -> [Ledger.Entry] {
        [Ledger.Entry(till, amount), Ledger.Entry(.receivable, amount.negated)]
    }
}

extension Ledger.Account {
    /// What customers owe.
    static let receivable: Ledger.Account = "receivable"
    /// Money in the hand of the shop, by way of payment.
    static func till(_ name: String) -> Ledger.Account { Ledger.Account("till:\(name)") }
    /// Net takings at a rate of VAT in hundredths of a percent.
    static func sales(rate: Int) -> Ledger.Account { Ledger.Account("sales:\(rate)") }
    /// VAT owed to the state at a rate in hundredths of a percent.
    static func vat(rate: Int) -> Ledger.Account { Ledger.Account("vat:\(rate)") }
}

extension Ledger.Subject {
    /// An order.
    init(order: Identifier<Order>) { self.init(kind: OrderAccounts.kind, id: order) }
}

extension Money {
    /// The same amount the other way round. No amount of an order is so large that it has none.
    fileprivate var negated: Money { Money(cents: 0 &- cents, currency) }
}
