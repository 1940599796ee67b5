public import Database
public import Kernel

extension Ledger {
    /// Writes a posting of a subject into the books of a shop; `memo` says what happened, and finds it again to be reversed. Entries of
    /// nothing are left out, and a posting of none of them is not written. It travels with the next statement or the commit.
    ///
    /// Throws `Problem` when the entries do not add up to zero in each currency, or are too large.
    public static func post(
        _ entries: [Entry], of subject: Subject, in scope: Identifier<Scope>, memo: String, _ tx: Transaction
    ) throws {
        try check(entries)
        let entries = entries.filter { $0.amount.cents != 0 }
        if entries.isEmpty { return }
        let id: Identifier<Ledger> = tx.entropy.identifier(at: tx.now)
        try tx.post(
            """
            INSERT INTO ledger_postings (id, scope, subject_kind, subject_id, number, memo, at)
            SELECT \(id), \(scope), \(subject.kind), \(subject.id), \(next(subject)), \(memo), \(tx.now)
            """)
        let rows: [SQL] = entries.enumerated().map { position, entry in
            "(\(id), \(position), \(entry.account.name), \(entry.amount.cents), \(entry.amount.currency.code))"
        }
        try tx.post(
            """
            INSERT INTO ledger_entries (posting_id, position, account, cents, currency)
            VALUES \(rows.joined(separator: ", "))
            """)
    }

    /// Takes back the last posting of a subject with a memo that still stands, by one of the same amounts the other way round.
    /// False when none stands.
    @discardableResult public static func reverse(
        _ memo: String, of subject: Subject, memo reason: String, _ tx: Transaction
    ) throws -> Bool {
        let id: Identifier<Ledger> = tx.entropy.identifier(at: tx.now)
        let found = try tx.execute(
            """
            INSERT INTO ledger_postings (id, scope, subject_kind, subject_id, number, memo, reverses, at)
            SELECT \(id), p.scope, p.subject_kind, p.subject_id, \(next(subject)), \(reason), p.id, \(tx.now)
            FROM ledger_postings AS p
            WHERE p.subject_id = \(subject.id) AND p.subject_kind = \(subject.kind) AND p.memo = \(memo)
                AND p.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_postings AS r WHERE r.reverses = p.id)
            ORDER BY p.number DESC LIMIT 1
            """)
        guard found == 1 else { return false }
        try tx.post(
            """
            INSERT INTO ledger_entries (posting_id, position, account, cents, currency)
            SELECT r.id, e.position, e.account, -e.cents, e.currency
            FROM ledger_postings AS r JOIN ledger_entries AS e ON e.posting_id = r.reverses WHERE r.id = \(id)
            """)
        return true
    }

    /// The number of a subject's next posting.
    private static func next(_ subject: Subject) -> SQL {
        """
        (SELECT COALESCE(MAX(number), 0) + 1 FROM ledger_postings
            WHERE subject_id = \(subject.id) AND subject_kind = \(subject.kind))
        """
    }
}
