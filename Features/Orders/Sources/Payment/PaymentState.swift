public import Database
import Ledger

/// How the payment of an order stands, apart from where the order is. It is what the books say, and never said by anybody else.
public enum PaymentState: String, CaseIterable, Sendable, SQLConvertible {
    /// Something is still to be paid.
    case due
    /// All is paid, however and whenever.
    case paid
    /// It was given up before anything was paid.
    case void
    /// More was paid than is owed: it was given up after it was paid.
    case refundDue = "refund-due"
    /// It was given up, and what was paid is paid back.
    case refunded

    /// What the entries of a table of the books leave open, as columns `owed` and `entries`.
    static let sums: SQL = """
        CAST(COALESCE(SUM(CASE WHEN account = \(Ledger.Account.receivable.name) THEN cents ELSE 0 END), 0) AS BIGINT) AS owed,
        COUNT(*) AS entries
        """

    /// The state of an order of the table `orders`, with those columns beside it as `books`.
    static let derived: SQL = """
        CASE WHEN COALESCE(books.owed, 0) > 0 THEN 'due' WHEN books.owed < 0 THEN 'refund-due'
            WHEN orders.state NOT IN ('refused', 'cancelled') THEN 'paid'
            WHEN COALESCE(books.entries, 0) = 0 THEN 'void' ELSE 'refunded' END
        """
}
