import Database
import Kernel
import TestKit
import Testing

@testable import Ledger

/// Two shops, and things that money is about.
struct Books {
    static let centro = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 1)
    static let mare = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 2)

    static func order(_ number: UInt64) -> Ledger.Subject {
        Ledger.Subject(kind: "order", id: Identifier<Int>(high: 0x7000, low: 1 << 63 | number))
    }

    /// A sale of 10.00 with 0.91 of VAT.
    static let sale: [Ledger.Entry] = [
        Ledger.Entry("receivable", Money(cents: 1000)), Ledger.Entry("sales:1000", Money(cents: -909)),
        Ledger.Entry("vat:1000", Money(cents: -91)),
    ]

    static func paid(_ cents: Int64) -> [Ledger.Entry] {
        [Ledger.Entry("till:cash", Money(cents: cents)), Ledger.Entry("receivable", Money(cents: -cents))]
    }

    static func open(
        _ engine: TestEngine, clock: Clock = ManualClock(Instant(seconds: 1_790_000_000)).clock,
        _ body: (Database) async throws -> Void
    ) async throws {
        try await withDatabase(engine, [Ledger.migrations], clock: clock, entropy: .seeded(3), body)
    }

    static func balances(_ subject: Ledger.Subject, _ database: Database) async throws -> [String: Int64] {
        let entries = try await database.read { try Ledger.balances(of: subject, $0) }
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.account.name, $0.amount.cents) })
    }

    static func broken(_ database: Database) async throws -> [String] {
        try await database.read { tx in
            try Ledger.invariants.filter { try !$0.violations(tx, 5).isEmpty }.map(\.name)
        }
    }
}

@Suite("The books")
struct LedgerTests {
    @Test("What is posted is on the accounts, by subject", arguments: TestEngine.all)
    func post(_ engine: TestEngine) async throws {
        try await Books.open(engine) { database in
            try await database.write { tx in
                try Ledger.post(Books.sale, of: Books.order(1), in: Books.centro, memo: "sale", tx)
                try Ledger.post(Books.sale, of: Books.order(2), in: Books.centro, memo: "sale", tx)
                try Ledger.post(Books.paid(400), of: Books.order(1), in: Books.centro, memo: "deposit", tx)
            }
            #expect(
                try await Books.balances(Books.order(1), database)
                    == ["receivable": 600, "sales:1000": -909, "vat:1000": -91, "till:cash": 400])
            #expect(try await Books.balances(Books.order(2), database)["receivable"] == 1000)
            let owed = try await database.read {
                try Ledger.balance(of: "receivable", of: Books.order(1), in: .eur, $0)
            }
            #expect(owed == Money(cents: 600))
            let numbers: [Int] = try await database.all(
                "SELECT number FROM ledger_postings ORDER BY subject_id, number")
            #expect(numbers == [1, 2, 1])
            #expect(try await Books.broken(database) == [])
        }
    }

    @Test("The same id of another kind is another subject", arguments: TestEngine.all)
    func kinds(_ engine: TestEngine) async throws {
        try await Books.open(engine) { database in
            let gift = Ledger.Subject(kind: "gift", id: Books.order(1).id)
            try await database.write { tx in
                try Ledger.post(Books.sale, of: Books.order(1), in: Books.centro, memo: "sale", tx)
                try Ledger.post(Books.paid(5), of: gift, in: Books.centro, memo: "sale", tx)
            }
            #expect(try await Books.balances(gift, database) == ["till:cash": 5, "receivable": -5])
            #expect(try await database.write { try Ledger.reverse("sale", of: gift, memo: "slip", $0) })
            #expect(try await Books.balances(gift, database) == [:])
            #expect(try await Books.balances(Books.order(1), database)["receivable"] == 1000)
        }
    }

    @Test("What does not add up, in one currency or in all, is refused and leaves nothing", arguments: TestEngine.all)
    func refused(_ engine: TestEngine) async throws {
        let dollars = Ledger.Entry("till:cash", Money(cents: 1000, .usd))
        let cases: [([Ledger.Entry], Ledger.Problem)] = [
            ([Ledger.Entry("till:cash", Money(cents: 1))], .unbalanced(Money(cents: 1))),
            ([Books.sale[0], Books.sale[1]], .unbalanced(Money(cents: 91))),
            ([Ledger.Entry("a", Money(cents: .max)), Ledger.Entry("b", Money(cents: 1))], .overflow),
            ([Ledger.Entry("a", Money(cents: .min))], .overflow),
            ([dollars], .unbalanced(Money(cents: 1000, .usd))),
            (Books.sale + [dollars], .unbalanced(Money(cents: 1000, .usd))),
        ]
        try await Books.open(engine) { database in
            for (entries, problem) in cases {
                await #expect(throws: problem) {
                    try await database.write {
                        try Ledger.post(entries, of: Books.order(1), in: Books.centro, memo: "sale", $0)
                    }
                }
            }
            // Ten euros against ten dollars add up to zero only for whoever does not look.
            await #expect(throws: Ledger.Problem.self) {
                try await database.write {
                    try Ledger.post(
                        [Ledger.Entry("a", Money(cents: -1000)), dollars], of: Books.order(1), in: Books.centro,
                        memo: "sale", $0)
                }
            }
            try await database.write {
                try Ledger.post(
                    [Ledger.Entry("a", Money(cents: 0))], of: Books.order(1), in: Books.centro, memo: "nothing", $0)
            }
            #expect(try await database.first("SELECT COUNT(*) FROM ledger_postings") == 0)
            #expect(try await database.first("SELECT COUNT(*) FROM ledger_entries") == 0)
        }
    }

    @Test("A reversal takes back the last posting of its memo that stands, once", arguments: TestEngine.all)
    func reverse(_ engine: TestEngine) async throws {
        try await Books.open(engine) { database in
            try await database.write { tx in
                try Ledger.post(Books.sale, of: Books.order(1), in: Books.centro, memo: "sale", tx)
                try Ledger.post(Books.paid(400), of: Books.order(1), in: Books.centro, memo: "deposit", tx)
                try Ledger.post(Books.paid(100), of: Books.order(1), in: Books.centro, memo: "deposit", tx)
            }
            var owed: [Int64] = []
            for _ in 0..<3 {
                try await database.write { _ = try Ledger.reverse("deposit", of: Books.order(1), memo: "slip", $0) }
                owed.append(try await Books.balances(Books.order(1), database)["receivable"] ?? 0)
            }
            #expect(owed == [600, 1000, 1000])
            #expect(try await !database.write { try Ledger.reverse("deposit", of: Books.order(1), memo: "slip", $0) })
            #expect(try await !database.write { try Ledger.reverse("slip", of: Books.order(1), memo: "slip", $0) })
            #expect(try await database.write { try Ledger.reverse("sale", of: Books.order(1), memo: "refusal", $0) })
            #expect(try await Books.balances(Books.order(1), database) == [:])
            #expect(try await database.first("SELECT COUNT(*) FROM ledger_postings") == 6)
            #expect(try await Books.broken(database) == [])
        }
    }

    @Test("Of two reversals at once one is written", arguments: TestEngine.all)
    func reversedOnce(_ engine: TestEngine) async throws {
        try await Books.open(engine) { database in
            try await database.write {
                try Ledger.post(Books.sale, of: Books.order(1), in: Books.centro, memo: "sale", $0)
            }
            let written = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        (try? await database.write { try Ledger.reverse("sale", of: Books.order(1), memo: "no", $0) })
                            ?? false
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(written == 1)
            #expect(try await Books.balances(Books.order(1), database) == [:])
            #expect(try await Books.broken(database) == [])
        }
    }

    @Test("The books of one shop are not another's", arguments: TestEngine.all)
    func scopes(_ engine: TestEngine) async throws {
        let clock = ManualClock(Instant(seconds: 1_790_000_000))
        try await Books.open(engine, clock: clock.clock) { database in
            let start = clock.clock.now()
            try await database.write { tx in
                try Ledger.post(Books.paid(400), of: Books.order(1), in: Books.centro, memo: "payment", tx)
                try Ledger.post(Books.paid(30), of: Books.order(2), in: Books.mare, memo: "payment", tx)
            }
            clock.advance(.hours(1))
            try await database.write {
                try Ledger.post(Books.paid(7), of: Books.order(3), in: Books.centro, memo: "payment", $0)
            }
            func till(_ scope: Identifier<Scope>, _ from: Span, _ to: Span) async throws -> Int64 {
                try await database.read {
                    try Ledger.balance(of: "till:cash", in: scope, from: start + from, to: start + to, .eur, $0).cents
                }
            }
            #expect(try await till(Books.centro, .minutes(0), .minutes(60)) == 400)
            #expect(try await till(Books.centro, .minutes(0), .minutes(61)) == 407)
            #expect(try await till(Books.mare, .minutes(0), .minutes(61)) == 30)
            #expect(try await till(Books.mare, .minutes(1), .minutes(61)) == 0)
        }
    }
}
