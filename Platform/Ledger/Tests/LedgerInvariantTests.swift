import Database
import Kernel
import TestKit
import Testing

@testable import Ledger

@Suite("Books that were tampered with")
struct LedgerInvariantTests {
    static let corruptions: [(sql: SQL, finds: [String])] = [
        ("UPDATE ledger_entries SET cents = cents + 1 WHERE account = 'vat:1000'", ["ledger-balance"]),
        ("DELETE FROM ledger_entries WHERE account = 'vat:1000'", ["ledger-balance"]),
        (
            """
            DELETE FROM ledger_entries WHERE posting_id =
                (SELECT id FROM ledger_postings WHERE memo = 'payment' AND number = 4)
            """, ["ledger-balance"]
        ),
        ("UPDATE ledger_entries SET currency = 'USD' WHERE account = 'till:cash'", ["ledger-balance"]),
        (
            """
            UPDATE ledger_entries SET cents = cents * 2
            WHERE posting_id = (SELECT id FROM ledger_postings WHERE reverses IS NOT NULL)
            """, ["ledger-reversal"]
        ),
        (
            """
            UPDATE ledger_postings SET scope = id WHERE reverses IS NOT NULL
            """, ["ledger-reversal"]
        ),
        (
            """
            DELETE FROM ledger_entries WHERE posting_id = (SELECT id FROM ledger_postings WHERE reverses IS NOT NULL)
            """, ["ledger-balance", "ledger-reversal"]
        ),
    ]

    @Test("Each is found, and nothing else with it", arguments: TestEngine.all, corruptions.indices)
    func finds(_ engine: TestEngine, _ index: Int) async throws {
        try await Books.open(engine) { database in
            try await database.write { tx in
                try Ledger.post(Books.sale, of: Books.order(1), in: Books.centro, memo: "sale", tx)
                try Ledger.post(Books.paid(1000), of: Books.order(1), in: Books.centro, memo: "payment", tx)
                _ = try Ledger.reverse("payment", of: Books.order(1), memo: "slip", tx)
                try Ledger.post(Books.paid(1000), of: Books.order(1), in: Books.centro, memo: "payment", tx)
            }
            #expect(try await Books.broken(database) == [])
            try await database.write { _ = try $0.execute(Self.corruptions[index].sql) }
            #expect(try await Books.broken(database) == Self.corruptions[index].finds)
        }
    }

    @Test("What constraints keep cannot even be planted", arguments: TestEngine.all)
    func constraints(_ engine: TestEngine) async throws {
        try await Books.open(engine) { database in
            try await database.write { tx in
                try Ledger.post(Books.sale, of: Books.order(1), in: Books.centro, memo: "sale", tx)
                _ = try Ledger.reverse("sale", of: Books.order(1), memo: "slip", tx)
            }
            let statements: [SQL] = [
                "UPDATE ledger_postings SET number = 1", "UPDATE ledger_entries SET cents = 0",
                "DELETE FROM ledger_postings",
            ]
            for sql in statements {
                await #expect(throws: DatabaseError.self) { try await database.write { _ = try $0.execute(sql) } }
            }
            #expect(try await Books.broken(database) == [])
        }
    }
}
