import Database
import Kernel
import Shop

/// Double-entry book-keeping of orders. A posting is a list of entries that add up to zero; entries are never changed,
/// a posting that no longer holds is reversed by another. What an order owes is the balance of its receivable.
enum Ledger {
    /// The accounts. Debits are positive, credits negative.
    enum Account: Sendable, Hashable {
        /// What the customer owes.
        case receivable
        /// Cash or card slips in the hand of the shop, by way of payment.
        case till(PaymentMethod)
        /// Net takings at a rate of VAT in basis points.
        case sales(rate: Int)
        /// VAT owed to the state at a rate in basis points.
        case vat(rate: Int)

        var name: String {
            switch self {
            case .receivable: "receivable"
            case .till(let method): "till:\(method.rawValue)"
            case .sales(let rate): "sales:\(rate)"
            case .vat(let rate): "vat:\(rate)"
            }
        }
    }

    private struct Entry: RowDecodable {
        let account: String
        let cents: Int64
        init(row: inout Row) throws {
            account = try row.next()
            cents = try row.next()
        }
    }

    /// The order is placed: the customer owes the total, made of net takings and VAT by rate.
    static func sell(_ vat: VATBreakdown, order: Identifier<Order>, _ tx: Transaction) throws {
        var entries: [(Account, Int64)] = [(.receivable, vat.gross.cents)]
        for part in vat.parts {
            entries.append((.sales(rate: part.basisPoints), -part.net.cents))
            entries.append((.vat(rate: part.basisPoints), -part.tax.cents))
        }
        try post(entries.map { ($0.0.name, $0.1) }, order, posting: 1, vat.gross.currency, tx)
    }

    /// The order is handed over and paid at the door.
    static func collect(_ total: Money, by method: PaymentMethod, order: Identifier<Order>, _ tx: Transaction) throws {
        let entries = [(Account.till(method).name, total.cents), (Account.receivable.name, -total.cents)]
        try post(entries, order, posting: try next(order, tx), total.currency, tx)
    }

    /// Everything that was posted for the order and still stands is taken back: it was given up.
    static func reverse(_ order: Identifier<Order>, _ currency: Currency, _ tx: Transaction) throws {
        let balances = try balances(order, tx).map { ($0.account, -$0.cents) }
        try post(balances, order, posting: try next(order, tx), currency, tx)
    }

    /// The hand-over was a slip: what was collected is owed again.
    static func uncollect(_ order: Identifier<Order>, _ currency: Currency, _ tx: Transaction) throws {
        let tills = try balances(order, tx).filter { $0.account.hasPrefix("till:") }
        let sum = tills.reduce(0) { $0 &+ $1.cents }
        let entries = tills.map { ($0.account, -$0.cents) } + [(Account.receivable.name, sum)]
        try post(entries, order, posting: try next(order, tx), currency, tx)
    }

    private static func balances(_ order: Identifier<Order>, _ tx: Transaction) throws -> [Entry] {
        try tx.all(
            """
            SELECT account, CAST(SUM(cents) AS BIGINT) FROM ledger_entries WHERE order_id = \(order)
            GROUP BY account HAVING SUM(cents) <> 0 ORDER BY account
            """)
    }

    private static func next(_ order: Identifier<Order>, _ tx: Transaction) throws -> Int {
        try tx.first("SELECT COALESCE(MAX(posting), 0) + 1 FROM ledger_entries WHERE order_id = \(order)") ?? 1
    }

    private static func post(
        _ entries: [(account: String, cents: Int64)], _ order: Identifier<Order>, posting: Int, _ currency: Currency,
        _ tx: Transaction
    ) throws {
        let rows: [SQL] = entries.filter { $0.cents != 0 }.map {
            "(\(order), \(posting), \($0.account), \($0.cents), \(currency.code), \(tx.now))"
        }
        if rows.isEmpty { return }
        try tx.post(
            "INSERT INTO ledger_entries (order_id, posting, account, cents, currency, at) VALUES \(rows.joined(separator: ", "))"
        )
    }
}

/// How an order is paid at the door.
enum PaymentMethod: String, CaseIterable, Sendable, SQLConvertible {
    case cash, card
}
