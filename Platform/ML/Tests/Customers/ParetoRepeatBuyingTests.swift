import Foundation
import Kernel
import ML
import Testing

@Suite("Repeat buying, giving up at any time") struct ParetoRepeatBuyingTests {
    /// A history, and what lifetimes 0.11.3 says of it (`ParetoNBDFitter`: `_conditional_log_likelihood`, the purchases of the 39 weeks after by
    /// `conditional_expected_number_of_purchases_up_to_time`, and `conditional_probability_alive`).
    struct Oracle: Sendable {
        let repeats: Int
        let recency, age, logLikelihood, purchases, active: Double
    }

    /// With the parameters that Fader and Hardie publish for a tenth of the customers of a CD shop, in weeks: α < β.
    static let published = [
        Oracle(
            repeats: 2, recency: 30.43, age: 38.86, logLikelihood: -9.554246553409403, purchases: 1.455075199265843,
            active: 0.8691714821202603),
        Oracle(
            repeats: 0, recency: 0, age: 38.86, logLikelihood: -0.5210064705683335, purchases: 0.10708626479093629,
            active: 0.2953109045978425),
        Oracle(
            repeats: 1, recency: 1.71, age: 38.86, logLikelihood: -4.450270415739903, purchases: 0.17111355472585343,
            active: 0.16802882966268234),
        Oracle(
            repeats: 26, recency: 30.86, age: 31, logLikelihood: -39.13280655025313, purchases: 20.11613794298716,
            active: 0.9979187844068671),
        Oracle(
            repeats: 7, recency: 10, age: 39, logLikelihood: -17.382933767748437, purchases: 0.053626145107192436,
            active: 0.010853670095121592),
        Oracle(
            repeats: 0, recency: 0, age: 0.5, logLikelihood: -0.025211123827860504, purchases: 1.1432866578819898,
            active: 0.9745811048939019),
    ]

    /// With r = 0.8, α = 12, s = 1.5, β = 5: α > β.
    static let other = [
        Oracle(
            repeats: 2, recency: 30.43, age: 38.86, logLikelihood: -11.501478531876767, purchases: 0.8778174063599242,
            active: 0.6671667872210979),
        Oracle(
            repeats: 0, recency: 0, age: 38.86, logLikelihood: -0.24608639474395044, purchases: 0.005828699512852581,
            active: 0.01550493468029269),
        Oracle(
            repeats: 26, recency: 30.86, age: 31, logLikelihood: -41.31229430911999, purchases: 13.700581121542323,
            active: 0.9939114053858187),
        Oracle(
            repeats: 7, recency: 10, age: 39, logLikelihood: -17.342457945824453, purchases: 0.0048441321882387945,
            active: 0.0013237002999148552),
    ]

    @Test("Likelihood, expectation and probability are those of another implementation, on both branches")
    func oracle() throws {
        let cases = [
            (try #require(ParetoRepeatBuying(r: 0.553, alpha: 10.58, s: 0.606, beta: 11.67)), Self.published),
            (try #require(ParetoRepeatBuying(r: 0.8, alpha: 12, s: 1.5, beta: 5)), Self.other),
        ]
        for (model, oracles) in cases {
            for oracle in oracles {
                let history = try #require(
                    CustomerHistory(repeats: oracle.repeats, recency: oracle.recency, age: oracle.age))
                #expect(abs(model.logLikelihood([history]) - oracle.logLikelihood) < 1e-11, "\(history)")
                #expect(abs(model.expectedPurchases(history, in: 39) / oracle.purchases - 1) < 1e-11, "\(history)")
                #expect(abs(model.probabilityActive(history) / oracle.active - 1) < 1e-11, "\(history)")
            }
        }
    }

    @Test(
        "Rates far apart lose no digits: the likelihood is the integral over the time of giving up",
        arguments: [[0.5, 900, 0.1, 0.01], [2, 0.01, 1.5, 900], [0.6, 3, 0.7, 3], [0.6, 3, 1, 8]])
    func integral(_ parameters: [Double]) throws {
        let (r, alpha, s, beta) = (parameters[0], parameters[1], parameters[2], parameters[3])
        let model = try #require(ParetoRepeatBuying(r: r, alpha: alpha, s: s, beta: beta))
        let (x, last, age) = (3.0, 1.0, 50.0)
        let history = try #require(CustomerHistory(repeats: 3, recency: last, age: age))
        // s ∫ (α + u)^−(r+x) (β + u)^−(s+1) du from the last purchase to the end, by Simpson's rule on ln u, last being 1.
        let steps = 20_000
        var gone = 0.0
        for step in 0...steps {
            let u = exp(log(age) * Double(step) / Double(steps))
            let weight: Double = step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2
            let decay = exp(-(r + x) * log(alpha + u) - (s + 1) * log(beta + u))
            gone += weight * decay * u
        }
        gone *= s * log(age) / Double(steps) / 3
        let stayed = exp(-(r + x) * log(alpha + age) - s * log(beta + age))
        let scale = lgamma(r + x) - lgamma(r) + r * log(alpha) + s * log(beta)
        #expect(abs(model.logLikelihood([history]) - scale - log(gone + stayed)) < 1e-9)
        #expect(abs(model.probabilityActive(history) / (stayed / (gone + stayed)) - 1) < 1e-9)
    }

    @Test("A shape of giving up of one is the limit of its neighbours")
    func limit() throws {
        let history = try #require(CustomerHistory(repeats: 2, recency: 30, age: 39))
        let values = try [1 - 1e-7, 1, 1 + 1e-7].map {
            try #require(ParetoRepeatBuying(r: 0.5, alpha: 4, s: $0, beta: 20)).expectedPurchases(history, in: 39)
        }
        #expect(abs(values[1] / values[0] - 1) < 1e-6)
        #expect(abs(values[1] / values[2] - 1) < 1e-6)
        let model = try #require(ParetoRepeatBuying(r: 0.5, alpha: 4, s: 1, beta: 20))
        #expect(model.expectedPurchases(history, in: 0) == 0)
        #expect(model.expectedPurchases(history, in: .infinity) == 0)
    }

    @Test("What was simulated is found again, and the expected purchases are those that come")
    func recovery() throws {
        let customers = Self.simulate(customers: 6000, seed: 21)
        let histories = customers.map(\.history)
        let model = try #require(ParetoRepeatBuying.fit(histories))
        let truth = try #require(ParetoRepeatBuying(r: 0.6, alpha: 4, s: 0.8, beta: 12))
        #expect(model.logLikelihood(histories) >= truth.logLikelihood(histories))
        // Two that are well determined: how often customers buy, and how many have given up after half a year.
        #expect(abs(model.r / model.alpha / 0.15 - 1) < 0.1)
        let gone = 1 - pow(model.beta / (model.beta + 26), model.s)
        #expect(abs(gone / (1 - pow(12.0 / 38, 0.8)) - 1) < 0.1)
        #expect(ParetoRepeatBuying.fit(histories) == model)
        let expected = customers.reduce(0) { $0 + model.expectedPurchases($1.history, in: 26) }
        let came = customers.reduce(0) { $0 + $1.future }
        #expect(abs(expected / Double(came) - 1) < 0.06)
        let active = customers.reduce(0) { $0 + model.probabilityActive($1.history) }
        let truly = customers.count { $0.isActive }
        #expect(abs(active / Double(truly) - 1) < 0.06)
    }

    @Test("The unit of time does not matter, nor does the order of the customers")
    func invariance() throws {
        let histories = Self.simulate(customers: 1000, seed: 22).map(\.history)
        let model = try #require(ParetoRepeatBuying.fit(histories))
        let days = histories.compactMap {
            CustomerHistory(repeats: $0.repeats, recency: $0.recency * 8, age: $0.age * 8)
        }
        let scaled = try #require(ParetoRepeatBuying.fit(days))
        #expect(abs(scaled.alpha / model.alpha / 8 - 1) < 1e-3)
        #expect(abs(scaled.s / model.s - 1) < 1e-3)
        let turned = try #require(ParetoRepeatBuying.fit(histories.reversed()))
        #expect(abs(turned.alpha / model.alpha - 1) < 1e-3)
    }

    @Test("Too few, or no parameters, is no model")
    func tooFew() throws {
        #expect(ParetoRepeatBuying.fit([]) == nil)
        let once = try #require(CustomerHistory(repeats: 0, recency: 0, age: 8))
        let twice = try #require(CustomerHistory(repeats: 1, recency: 3, age: 8))
        let few = [CustomerHistory](repeating: once, count: 500) + [CustomerHistory](repeating: twice, count: 9)
        #expect(ParetoRepeatBuying.fit(few) == nil)
        #expect(ParetoRepeatBuying.fit(few + [twice]) != nil)
        #expect(ParetoRepeatBuying(r: 1, alpha: 0, s: 1, beta: 1) == nil)
        #expect(ParetoRepeatBuying(r: 1, alpha: 1, s: .nan, beta: 1) == nil)
        #expect(ParetoRepeatBuying(r: 1, alpha: 1, s: 1, beta: .infinity) == nil)
    }

    @Test("No history and no parameters leave the range of numbers")
    func hostile() throws {
        let histories = [
            CustomerHistory(repeats: 0, recency: 0, age: 0), CustomerHistory(repeats: 10_000, recency: 52, age: 52),
            CustomerHistory(repeats: 1_000_000, recency: 1e300, age: 1e300),
            CustomerHistory(repeats: 1_000_000, recency: 1, age: 1e300),
            CustomerHistory(repeats: 3, recency: 1e-300, age: 1e-300),
        ].compactMap { $0 }
        #expect(histories.count == 5)
        let values = [1e-9, 0.6, 1e9]
        for number in 0..<81 {
            let model = try #require(
                ParetoRepeatBuying(
                    r: values[number % 3], alpha: values[number / 3 % 3], s: values[number / 9 % 3],
                    beta: values[number / 27]))
            for history in histories {
                let (active, expected) = (
                    model.probabilityActive(history), model.expectedPurchases(history, in: 52)
                )
                #expect((0...1).contains(active), "\(model) \(history)")
                #expect(expected.isFinite && expected >= 0, "\(model) \(history)")
                let likelihood = model.logLikelihood([history])
                #expect(likelihood.isFinite, "\(model) \(history)")
            }
        }
        let model = try #require(ParetoRepeatBuying(r: 0.553, alpha: 10.58, s: 0.606, beta: 11.67))
        #expect(model.logLikelihood([histories[0]]) == 0)
        #expect(model.probabilityActive(histories[0]) == 1)
        let many = model.expectedPurchases(histories[1], in: 52)
        #expect(many > 5000 && many < 10_000)
        #expect(model.logLikelihood([]) == 0)
        let steady = try #require(CustomerHistory(repeats: 52, recency: 52, age: 52))
        let fitted = try #require(ParetoRepeatBuying.fit([CustomerHistory](repeating: steady, count: 50)))
        #expect(abs(fitted.expectedPurchases(steady, in: 52) / 52 - 1) < 0.02)
    }

    /// Customers of known parameters (0.6, 4, 0.8, 12), watched for 20 to 39 weeks, and what they buy in the 26 weeks after.
    static func simulate(customers: Int, seed: UInt64) -> [RepeatBuyingTests.Simulated] {
        var random = SeededGenerator(seed: seed)
        return (0..<customers).compactMap { number in
            let age = 20 + Double(number % 20)
            let rate = RepeatBuyingTests.gamma(0.6, &random) / 4
            let leaving = RepeatBuyingTests.gamma(0.8, &random) / 12
            let end = -log(1 - random.uniform()) / leaving
            var (time, repeats, last, future) = (0.0, 0, 0.0, 0)
            while true {
                time -= log(1 - random.uniform()) / rate
                if time > min(age + 26, end) { break }
                if time <= age {
                    repeats += 1
                    last = time
                } else {
                    future += 1
                }
            }
            return CustomerHistory(repeats: repeats, recency: last, age: age).map {
                RepeatBuyingTests.Simulated(history: $0, future: future, isActive: end > age)
            }
        }
    }
}
