import Foundation
import Kernel
import ML
import Testing

@Suite("Experiments as they run") struct ExperimentTests {
    /// A step up or down, as likely.
    private static func step(_ random: inout SeededGenerator) -> Double { random.uniform() < 0.5 ? -1 : 1 }

    @Test("Who looks every day finds what is not there no more often than promised")
    func alwaysValid() throws {
        var (always, naive) = (0, 0)
        for seed in 0..<400 {
            var random = SeededGenerator(seed: UInt64(seed))
            var test = try #require(SequentialTest(usualEffect: 0.2))
            var sum = 0.0
            var wasFooled = false
            for day in 1...500 {
                sum += Self.step(&random)
                let n = Double(day)
                test.look(difference: sum / n, variance: 1 / n)
                if day > 10, 2 * Normal.above(abs(sum / n) * n.squareRoot()) < 0.05 { wasFooled = true }
            }
            #expect(test.looks == 500)
            always += test.significance < 0.05 ? 1 : 0
            naive += wasFooled ? 1 : 0
        }
        #expect(always <= 20)
        #expect(naive > 100)
    }

    @Test("What is there is found, and the interval holds it")
    func found() throws {
        var random = SeededGenerator(seed: 3)
        var test = try #require(SequentialTest(usualEffect: 0.2))
        var sum = 0.0
        for day in 1...2000 {
            sum += 0.2 + Self.step(&random)
            test.look(difference: sum / Double(day), variance: 1 / Double(day))
            let interval = try #require(test.interval(difference: sum / Double(day), variance: 1 / Double(day)))
            #expect(interval.contains(0.2))
        }
        #expect(test.significance < 1e-6)
        let before = test
        test.look(difference: .nan, variance: 1)
        test.look(difference: 5, variance: 0)
        #expect(test == before)
        #expect(SequentialTest(usualEffect: 0) == nil)
        // By hand: V = 1, τ = 1, d = 2: the evidence is e^(4/4)/√2.
        var one = try #require(SequentialTest(usualEffect: 1))
        one.look(difference: 2, variance: 1)
        #expect(agree(one.significance, 2.0.squareRoot() / M_E))
    }

    @Test("The past takes out what it explains")
    func past() throws {
        let reduction = try #require(VarianceReduction(measured: [1, 3, 5, 7.5], past: [0, 1, 2, 3]))
        #expect(agree(reduction.slope, 2.15))
        #expect(agree(reduction.adjusted([1, 3, 5, 7.5], past: [0, 1, 2, 3]).reduce(0, +), 16.5))
        #expect(reduction.explained > 0.99 && reduction.explained < 1)
        #expect(VarianceReduction(measured: [1, 2, 3], past: [4, 4, 4])?.slope == 0)
        #expect(VarianceReduction(measured: [1, 2], past: [1, 2]) == nil)
        #expect(VarianceReduction(measured: [1, 2, .infinity], past: [1, 2, 3]) == nil)
    }

    @Test("A quotient's error counts visitors, not orders")
    func ratio() throws {
        // Each visitor's orders are alike: 10 of value 1 or of value 3. The quotient is 2, its error that of two visitors' means.
        let metric = try #require(RatioMetric([10, 30], per: [10, 10]))
        #expect(metric.value == 2)
        #expect(agree(metric.variance, 1))
        #expect(RatioMetric([1, 2], per: [0, 0]) == nil)
        #expect(RatioMetric([1], per: [1]) == nil)
    }

    @Test("Visitors stay where they were put")
    func assignment() throws {
        let test = try #require(Assignment(experiment: "headline", weights: [1, 1, 2]))
        let visitors = (0..<20_000).map { "visitor-\($0)" }
        let variants = visitors.map { test.variant(of: $0) }
        #expect(variants == visitors.map { test.variant(of: $0) })
        let counts = (0..<3).map { variant in variants.count { $0 == variant } }
        #expect(counts.reduce(0, +) == 20_000)
        #expect(try #require(Counts.sampleRatio(counts, weights: [1, 1, 2])).significance > 0.001)
        // The same on every machine and in every run.
        #expect(variants.prefix(12).map { $0 ?? -1 } == [0, 1, 1, 2, 2, 2, 0, 2, 2, 1, 1, 1])
        let other = try #require(Assignment(experiment: "colour", weights: [1, 1, 2]))
        let moved = visitors.count { other.variant(of: $0) != test.variant(of: $0) }
        #expect((11_500...13_500).contains(moved))
        let few = try #require(Assignment(experiment: "headline", weights: [1, 1, 2], share: 0.1))
        let some = try #require(Assignment(experiment: "headline", weights: [1, 1, 2], share: 0.2))
        for visitor in visitors {
            if let variant = few.variant(of: visitor) { #expect(some.variant(of: visitor) == variant) }
        }
        #expect(Assignment(experiment: "a", weights: []) == nil)
        #expect(Assignment(experiment: "a", weights: [0]) == nil)
        #expect(Assignment(experiment: "a", weights: [1, .nan]) == nil)
    }

    @Test("The best headline is soon shown most")
    func bandit() {
        var random = SeededGenerator(seed: 5)
        var bandit = Bandit(choices: 3)
        for _ in 0..<3000 {
            let choice = bandit.choose(using: &random)
            bandit.learn(choice, wasFollowed: random.uniform() < [0.05, 0.10, 0.20][choice])
        }
        #expect(bandit.shown.reduce(0, +) == 3000)
        #expect(bandit.shown[2] > 2000)
        let chances = bandit.chances(using: &random)
        #expect(agree(chances.reduce(0, +), 1))
        #expect(chances[2] > 0.95)
        var same = bandit
        same.learn(7, wasFollowed: true)
        #expect(same == bandit)
    }
}
