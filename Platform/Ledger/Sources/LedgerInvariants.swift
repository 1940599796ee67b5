public import Database

extension Ledger {
    /// What must be true of the books at every commit.
    public static let invariants = [
        Invariant(
            "ledger-balance", "Every posting has entries, and they add up to zero in each currency.",
            """
            SELECT p.subject_kind || ' ' || \(subject("p")) || ' ' || CAST(p.number AS TEXT)
            FROM ledger_postings AS p LEFT JOIN ledger_entries AS e ON e.posting_id = p.id
            GROUP BY p.id, p.subject_kind, p.subject_id, p.number, e.currency HAVING COALESCE(SUM(e.cents), 1) <> 0
            """),
        Invariant(
            "ledger-reversal",
            "A posting that reverses another is of the same subject and shop, with the same amounts the other way round.",
            """
            SELECT r.subject_kind || ' ' || \(subject("r")) || ' ' || CAST(r.number AS TEXT)
            FROM ledger_postings AS r JOIN ledger_postings AS p ON p.id = r.reverses
            WHERE r.subject_id <> p.subject_id OR r.subject_kind <> p.subject_kind OR r.scope <> p.scope
                OR (SELECT COUNT(*) FROM ledger_entries WHERE posting_id = r.id)
                    <> (SELECT COUNT(*) FROM ledger_entries WHERE posting_id = p.id)
                OR EXISTS (SELECT 1 FROM ledger_entries AS e JOIN ledger_entries AS o
                    ON o.posting_id = p.id AND o.position = e.position WHERE e.posting_id = r.id
                    AND (o.account <> e.account OR o.cents <> -e.cents OR o.currency <> e.currency))
            """),
    ]

    /// The id of a posting's subject as text.
    private static func subject(_ table: SQL) -> SQL {
        let id = table + ".subject_id"
        return "\(sqlite: "LOWER(HEX(\(id)))", postgres: "CAST(\(id) AS TEXT)")"
    }
}
