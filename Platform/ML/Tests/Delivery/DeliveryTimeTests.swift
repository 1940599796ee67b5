import Foundation
import Kernel
import ML
import Testing

@Suite("How long a delivery takes") struct DeliveryTimeTests {
    static func rides(_ count: Int, seed: UInt64, minutes: (Double, Bool) -> Double) throws -> (FeatureTable, [Double])
    {
        var random = SeededGenerator(seed: seed)
        let ways = (0..<count).map { _ in 0.5 + 5 * random.uniform() }
        let isRaining = (0..<count).map { _ in random.uniform() < 0.3 }
        let noise = (0..<count).map { _ in 6 * (random.uniform() - 0.5) }
        let table = FeatureTable(
            names: ["km", "weather"], columns: [.numbers(ways), .names(isRaining.map { $0 ? "rain" : "dry" })])
        return (try #require(table), zip(zip(ways, isRaining), noise).map { minutes($0.0, $0.1) + $1 })
    }

    @Test("On the first day the rule speaks")
    func firstDay() throws {
        let nothing = try #require(FeatureTable(names: ["km"], columns: [.numbers([])]))
        let time = try #require(DeliveryTime(nothing, minutes: [], kilometres: "km"))
        #expect(!time.isLearned)
        #expect(time.factor == 1)
        #expect(time.errors == nil)
        let asked = try #require(FeatureTable(names: ["km"], columns: [.numbers([5.5, .nan, -3, 1e9])]))
        let estimates = try #require(time.estimates(asked))
        // 12 minutes of preparation, 15 on the way, 4 at the door.
        #expect(estimates[0].mean == 31)
        #expect(estimates[1].mean == 16)
        #expect(estimates[2].mean == 16)
        #expect(estimates.allSatisfy { $0.early < $0.mean && $0.mean < $0.late && $0.late < 500 })
        let promises = try #require(time.promises(asked, confidence: 0.5))
        #expect(promises[0] >= 31)
        #expect(try #require(time.promises(asked, confidence: 0.95))[0] > promises[0])
        let other = try #require(FeatureTable(names: ["miles"], columns: [.numbers([1])]))
        #expect(time.estimates(other) == nil)
        #expect(DeliveryTime(other, minutes: [5], kilometres: "km") == nil)
    }

    @Test("One slow delivery does not make all slow")
    func one() throws {
        let table = try #require(FeatureTable(names: ["km"], columns: [.numbers([5.5, 2])]))
        // The first took twice as long as the rule says; the second is no time at all and is left out.
        let time = try #require(DeliveryTime(table, minutes: [62, -1], kilometres: "km"))
        #expect(abs(time.factor - 10 / 9.0) < 1e-12)
    }

    @Test("What it learns, it learns against the rule, and promises hold")
    func learned() throws {
        let rule: (Double, Bool) -> Double = { 10 + 4 * $0 + ($1 ? 12 : 0) }
        let (table, minutes) = try Self.rides(900, seed: 1, minutes: rule)
        let (unseen, truth) = try Self.rides(900, seed: 2, minutes: rule)
        let time = try #require(DeliveryTime(table, minutes: minutes, kilometres: "km"))
        #expect(time.isLearned)
        let errors = try #require(time.errors)
        #expect(errors.learned < 2.5 && errors.rule > 4)
        let estimates = try #require(time.estimates(unseen))
        #expect((680...770).contains(zip(estimates, truth).count { ($0.early...$0.late).contains($1) }))
        let promises = try #require(time.promises(unseen, confidence: 0.9))
        #expect((775...845).contains(zip(promises, truth).count { $1 <= $0 }))
    }

    @Test("Where the rule is right, the rule stays")
    func ruled() throws {
        var random = SeededGenerator(seed: 5)
        let ways = (0..<60).map { _ in 0.5 + 5 * random.uniform() }
        let table = try #require(FeatureTable(names: ["km"], columns: [.numbers(ways)]))
        let rule = DeliveryTime.Rule()
        let minutes = ways.map { 12 + 60 * $0 / rule.speed + 4 }
        let time = try #require(DeliveryTime(table, minutes: minutes, kilometres: "km"))
        #expect(!time.isLearned)
        #expect(abs(time.factor - 1) < 1e-12)
        #expect(try #require(time.errors).rule < 1e-9)
    }
}
