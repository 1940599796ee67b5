import Contracts
import Database
import Ledger

extension PaymentState {
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
