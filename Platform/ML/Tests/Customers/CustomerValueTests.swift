import Foundation
import Kernel
import ML
import Testing

@Suite("What customers are worth") struct CustomerValueTests {
    @Test("The paper's parameters draw a customer towards the mean the less the more was bought")
    func spending() throws {
        let model = try #require(SpendPerPurchase(p: 6.25, q: 3.74, v: 15.44))
        let twice = try #require(CustomerHistory(repeats: 2, recency: 30.43, age: 38.86, worth: 22.35))
        #expect(abs(try #require(model.expected(twice)) - 24.65) < 0.02)
        let never = try #require(CustomerHistory(repeats: 0, recency: 0, age: 38.86))
        #expect(abs(try #require(model.expected(never)) - 35.22) < 0.01)
        let often = try #require(CustomerHistory(repeats: 200, recency: 30, age: 38, worth: 22.35))
        #expect(abs(try #require(model.expected(often)) - 22.38) < 0.01)
    }

    @Test("Spending that was simulated is found again")
    func spendingRecovery() throws {
        var random = SeededGenerator(seed: 3)
        let histories = (0..<5000).compactMap { number -> CustomerHistory? in
            let repeats = 1 + number % 6
            let rate = RepeatBuyingTests.gamma(4, &random) / 16
            let total = (0..<repeats).reduce(0.0) { sum, _ in sum + RepeatBuyingTests.gamma(6, &random) / rate }
            return CustomerHistory(repeats: repeats, recency: 1, age: 2, worth: total / Double(repeats))
        }
        let model = try #require(SpendPerPurchase.fit(histories))
        // The mean over customers is p v / (q − 1).
        #expect(abs(model.p * model.v / (model.q - 1) / 32 - 1) < 0.05)
        #expect(abs(model.q / 4 - 1) < 0.25)
        #expect(SpendPerPurchase.fit(Array(histories.prefix(9))) == nil)
        let alike = try #require(CustomerHistory(repeats: 1, recency: 1, age: 2, worth: 10))
        #expect(SpendPerPurchase.fit([CustomerHistory](repeating: alike, count: 50)) == nil)
    }

    @Test("Days are counted, not rows, and what comes after the end is not looked at")
    func days() throws {
        let history = try #require(
            CustomerHistory(purchases: [(10, 5), (3, 7), (10, 6), (24, 100), (17, -2)], until: 20))
        #expect(history.repeats == 2)
        #expect(history.recency == 2)
        #expect(abs(history.age - 17.0 / 7) < 1e-12)
        #expect(history.worth == 5.5)
    }

    @Test("The way that did best on the past is used, and says how each did")
    func choice() throws {
        var random = SeededGenerator(seed: 5)
        let customers = (0..<3000).map { _ -> CustomerValue.Purchases in
            let rate = RepeatBuyingTests.gamma(0.7, &random) / 30
            let p = 0.1 + 0.4 * random.uniform()
            var day = 120 * random.uniform()
            var purchases: CustomerValue.Purchases = [(Int(day), 20)]
            while random.uniform() >= p {
                day -= log(1 - random.uniform()) / rate
                if day > 500 { break }
                purchases.append((Int(day), 10 + 20 * random.uniform()))
            }
            return purchases
        }
        let value = try #require(CustomerValue(customers, until: 300, ahead: 100))
        #expect(value.scores.count == 4)
        #expect(value.method != .ownFrequency)
        #expect(value.scores.map(\.meanAbsoluteError) == value.scores.map(\.meanAbsoluteError).sorted())
        var (error, simple) = (0.0, 0.0)
        for purchases in customers {
            guard let answer = value.expectation(purchases, ahead: 100),
                let history = CustomerHistory(purchases: purchases, until: 300)
            else { continue }
            let truth = Double(Set(purchases.map(\.day).filter { $0 > 300 && $0 <= 400 }).count)
            error += abs(answer.purchases - truth)
            simple += abs(Double(history.repeats) / max(history.age, 1) * 100 / 7 - truth)
            #expect((0...1).contains(answer.active))
            #expect(answer.purchases >= 0 && answer.purchases.isFinite)
        }
        #expect(error < simple)
        let decoded = try JSONDecoder().decode(CustomerValue.self, from: JSONEncoder().encode(value))
        #expect(decoded.expectation(customers[0], ahead: 50) == value.expectation(customers[0], ahead: 50))
    }

    @Test("Ten days of a shop are too little for a model, and nobody is no answer")
    func tooLittle() throws {
        let few: [CustomerValue.Purchases] = [[(1, 10), (4, 12)], [(2, 8)], [(9, 30)]]
        let value = try #require(CustomerValue(few, until: 10, ahead: 28))
        #expect(value.method == .ownFrequency)
        #expect(value.spending == nil)
        let answer = try #require(value.expectation(few[0], ahead: 9))
        #expect(abs(answer.purchases - 1) < 1e-12)
        #expect(answer.spend == 12)
        #expect(value.expectation([(11, 5)], ahead: 9) == nil)
        #expect(CustomerValue([], until: 10, ahead: 28) == nil)
        #expect(CustomerValue([[(50, 1)]], until: 10, ahead: 28) == nil)
    }
}
