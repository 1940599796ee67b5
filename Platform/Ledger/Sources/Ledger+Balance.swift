public import Database
public import Kernel

extension Ledger {
    private struct BalanceRow: RowDecodable {
        let entry: Entry
        init(row: inout Row) throws {
            let (account, cents): (String, Int64) = (try row.next(), try row.next())
            let code: String = try row.next()
            guard let currency = Currency(code) else { throw DatabaseError.decoding("\(code) is no currency") }
            entry = Entry(Account(account), Money(cents: cents, currency))
        }
    }

    /// What a subject has on each account, by account and currency; accounts with nothing on them are left out.
    public static func balances(of subject: Subject, _ tx: Transaction) throws -> [Entry] {
        let rows: [BalanceRow] = try tx.all(
            """
            SELECT account, CAST(SUM(cents) AS BIGINT), currency
            FROM ledger_postings JOIN ledger_entries ON posting_id = ledger_postings.id
            WHERE subject_id = \(subject.id) AND subject_kind = \(subject.kind)
            GROUP BY account, currency HAVING SUM(cents) <> 0 ORDER BY account, currency
            """)
        return rows.map(\.entry)
    }

    /// What a subject has on one account in a currency.
    public static func balance(
        of account: Account, of subject: Subject, in currency: Currency, _ tx: Transaction
    ) throws -> Money {
        let cents: Int64? = try tx.first(
            """
            SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT)
            FROM ledger_postings JOIN ledger_entries ON posting_id = ledger_postings.id
            WHERE subject_id = \(subject.id) AND subject_kind = \(subject.kind) AND account = \(account.name)
                AND currency = \(currency.code)
            """)
        return Money(cents: cents ?? 0, currency)
    }

    /// What the books of a shop have on one account in a currency, from one moment to before another. It reads every posting in between.
    public static func balance(
        of account: Account, in scope: Identifier<Scope>, from start: Instant, to end: Instant, _ currency: Currency,
        _ tx: Transaction
    ) throws -> Money {
        let cents: Int64? = try tx.first(
            """
            SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT)
            FROM ledger_postings JOIN ledger_entries ON posting_id = ledger_postings.id
            WHERE scope = \(scope) AND at >= \(start) AND at < \(end) AND account = \(account.name)
                AND currency = \(currency.code)
            """)
        return Money(cents: cents ?? 0, currency)
    }

    /// The entries of all subjects of a kind that stand, neither reversed nor reversing, for a statement of the feature whose subjects they
    /// are: a table in parentheses with the columns `scope`, `subject_id`, `memo`, `account`, `cents`, `currency`.
    public static func standing(ofKind kind: String) -> SQL { standing("p.subject_kind = \(kind)") }

    /// The same of one subject.
    public static func standing(of subject: Subject) -> SQL {
        standing("p.subject_id = \(subject.id) AND p.subject_kind = \(subject.kind)")
    }

    private static func standing(_ condition: SQL) -> SQL {
        """
        (SELECT p.scope, p.subject_id, p.memo, e.account, e.cents, e.currency
            FROM ledger_postings AS p JOIN ledger_entries AS e ON e.posting_id = p.id
            WHERE \(condition) AND p.reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM ledger_postings AS r WHERE r.reverses = p.id))
        """
    }
}
