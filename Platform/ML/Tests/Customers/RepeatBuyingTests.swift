import Foundation
import Kernel
import ML
import Testing

@Suite("Repeat buying") struct RepeatBuyingTests {
    /// The parameters that Fader, Hardie and Lee publish for a tenth of the customers of a CD shop, in weeks.
    static let published = RepeatBuying(.betaGeometric, r: 0.243, alpha: 4.414, a: 0.793, b: 2.426)

    @Test("The example of the paper: two repeats, the last after 30.43 of 38.86 weeks, 39 weeks ahead")
    func example() throws {
        let model = try #require(Self.published)
        let history = try #require(CustomerHistory(repeats: 2, recency: 30.43, age: 38.86))
        #expect(abs(model.expectedPurchases(history, in: 39) - 1.226) < 0.0005)
        #expect(abs(model.probabilityActive(history) - 0.7266) < 0.001)
        let once = try #require(CustomerHistory(repeats: 0, recency: 0, age: 38.86))
        #expect(model.probabilityActive(once) == 1)
        #expect(model.expectedPurchases(once, in: 0) == 0)
    }

    @Test(
        "The likelihood is the probability of what was seen, by integration over the two mixing laws",
        arguments: RepeatBuying.Kind.allCases)
    func likelihood(_ kind: RepeatBuying.Kind) throws {
        // Shapes for which the densities have no poles, so that a plain midpoint rule will do.
        let model = try #require(RepeatBuying(kind, r: 2, alpha: 3, a: 2, b: 3))
        for history in [
            CustomerHistory(repeats: 0, recency: 0, age: 5), CustomerHistory(repeats: 1, recency: 2, age: 5),
            CustomerHistory(repeats: 4, recency: 4.5, age: 5),
        ] {
            let history = try #require(history)
            let (x, last, age) = (Double(history.repeats), history.recency, history.age)
            let isModified = kind == .modifiedBetaGeometric
            var sum = 0.0
            let (rates, chances) = (3000, 400)
            for i in 0..<rates {
                let rate = (Double(i) + 0.5) * 12 / Double(rates)
                let gamma = 9 * rate * exp(-3 * rate) * 12 / Double(rates)
                for j in 0..<chances {
                    let p = (Double(j) + 0.5) / Double(chances)
                    let beta = 12 * p * (1 - p) * (1 - p) / Double(chances)
                    let stayed = pow(1 - p, x + (isModified ? 1 : 0)) * exp(-rate * age)
                    let left =
                        x > 0 || isModified ? p * pow(1 - p, x - 1 + (isModified ? 1 : 0)) * exp(-rate * last) : 0
                    sum += gamma * beta * pow(rate, x) * (stayed + left)
                }
            }
            #expect(abs(model.logLikelihood([history]) - log(sum)) < 1e-4, "\(history)")
        }
    }

    @Test("What was simulated is found again", arguments: RepeatBuying.Kind.allCases)
    func recovery(_ kind: RepeatBuying.Kind) throws {
        let histories = Self.simulate(kind, customers: 6000, seed: 11).map(\.history)
        let model = try #require(RepeatBuying.fit(histories, kind))
        let truth = try #require(RepeatBuying(kind, r: 0.6, alpha: 4, a: 0.8, b: 2.4))
        #expect(model.logLikelihood(histories) >= truth.logLikelihood(histories))
        // Two rates that are well determined: how often customers buy, and how many give up after a purchase.
        #expect(abs(model.r / model.alpha / 0.15 - 1) < 0.1)
        #expect(abs(model.a / (model.a + model.b) / 0.25 - 1) < 0.15)
        #expect(RepeatBuying.fit(histories, kind) == model)
    }

    @Test(
        "The expected purchases are those that come, and the active are those who are",
        arguments: RepeatBuying.Kind.allCases)
    func calibration(_ kind: RepeatBuying.Kind) throws {
        let customers = Self.simulate(kind, customers: 6000, seed: 12)
        let model = try #require(RepeatBuying.fit(customers.map(\.history), kind))
        let expected = customers.reduce(0) { $0 + model.expectedPurchases($1.history, in: 26) }
        let came = customers.reduce(0) { $0 + $1.future }
        #expect(abs(expected / Double(came) - 1) < 0.06)
        let active = customers.reduce(0) { $0 + model.probabilityActive($1.history) }
        let truly = customers.count { $0.isActive }
        #expect(abs(active / Double(truly) - 1) < 0.06)
    }

    @Test("Too little or nonsense is no history and no model")
    func nonsense() throws {
        #expect(CustomerHistory(repeats: -1, recency: 0, age: 1) == nil)
        #expect(CustomerHistory(repeats: .max, recency: 1, age: 1) == nil)
        let written = #"{"repeats":9223372036854775807,"recency":1,"age":1,"worth":0}"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(CustomerHistory.self, from: Data(written.utf8)) }
        #expect(CustomerHistory(repeats: 1, recency: 3, age: 2) == nil)
        #expect(CustomerHistory(repeats: 0, recency: 1, age: 2) == nil)
        #expect(CustomerHistory(repeats: 1, recency: .nan, age: 2) == nil)
        #expect(CustomerHistory(purchases: [], until: 10) == nil)
        #expect(CustomerHistory(purchases: [(20, 5)], until: 10) == nil)
        #expect(RepeatBuying.fit([]) == nil)
        let once = try #require(CustomerHistory(repeats: 0, recency: 0, age: 8))
        #expect(RepeatBuying.fit([CustomerHistory](repeating: once, count: 500)) == nil)
        #expect(RepeatBuying(.betaGeometric, r: 0, alpha: 1, a: 1, b: 1) == nil)
        #expect(RepeatBuying(.betaGeometric, r: 1, alpha: .infinity, a: 1, b: 1) == nil)
        let buyer = try #require(CustomerHistory(repeats: 10_000, recency: 52, age: 52))
        let model = try #require(Self.published)
        let many = model.expectedPurchases(buyer, in: 52)
        #expect(many.isFinite && many > 5000 && many < 10_000)
    }

    struct Simulated {
        let history: CustomerHistory
        let future: Int
        let isActive: Bool
    }

    /// Customers of known parameters (0.6, 4, 0.8, 2.4), watched for 20 to 39 weeks, and what they buy in the 26 weeks after.
    static func simulate(_ kind: RepeatBuying.Kind, customers: Int, seed: UInt64) -> [Simulated] {
        var random = SeededGenerator(seed: seed)
        return (0..<customers).compactMap { number in
            let age = 20 + Double(number % 20)
            let rate = gamma(0.6, &random) / 4
            let (first, second) = (gamma(0.8, &random), gamma(2.4, &random))
            let p = first / (first + second)
            var (time, repeats, last, future) = (0.0, 0, 0.0, 0)
            var active = kind == .betaGeometric || random.uniform() >= p
            var wasActive = active
            while active {
                time -= log(1 - random.uniform()) / rate
                if time > age + 26 { break }
                if time <= age {
                    repeats += 1
                    last = time
                } else {
                    future += 1
                }
                active = random.uniform() >= p
                if time <= age { wasActive = active }
            }
            return CustomerHistory(repeats: repeats, recency: last, age: age).map {
                Simulated(history: $0, future: future, isActive: wasActive)
            }
        }
    }

    /// A gamma number of shape `shape` and rate 1 (Marsaglia and Tsang, 2000).
    static func gamma(_ shape: Double, _ random: inout SeededGenerator) -> Double {
        if shape < 1 { return gamma(shape + 1, &random) * pow(1 - random.uniform(), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let normal = (-2 * log(1 - random.uniform())).squareRoot() * cos(2 * .pi * random.uniform())
            let v = pow(1 + c * normal, 3)
            if v > 0, log(1 - random.uniform()) < 0.5 * normal * normal + d - d * v + d * log(v) { return d * v }
        }
    }
}
