import Foundation
import Kernel
import ML
import Testing

/// The expected values are computed with scipy, those of Kolmogorov and Smirnov with Stephens' correction put in.
@Suite("Drift") struct DriftTests {
    @Test("The stability index of counts, part by part, and what chance would make of it")
    func counts() throws {
        let little = try #require(PopulationStability(counts: [10, 20, 30, 40], now: [20, 20, 30, 30]))
        #expect(agree(little.parts[0], 0.06931471805599453))
        #expect(little.parts[1] == 0 && little.parts[2] == 0)
        #expect(agree(little.parts[3], 0.028768207245178118))
        #expect(agree(little.index, 0.09808292530117264))
        #expect(agree(little.significance, 0.1789520958146054))
        #expect(little.level == .stable)
        let turned = try #require(PopulationStability(counts: [10, 20, 30, 40], now: [40, 30, 20, 10]))
        #expect(agree(turned.index, 0.9128696382935673))
        #expect(agree(turned.significance, 6.752950537872238e-10))
        #expect(turned.level == .strong)
        // Little, but not by chance.
        let many = try #require(
            PopulationStability(counts: [100, 100, 100, 100, 100], now: [60, 80, 100, 120, 140]))
        #expect(many.level == .stable)
        #expect(agree(many.significance, 0.0003165812415195146))
    }

    @Test("An empty bin counts as half a value, one that is empty on both sides for nothing")
    func emptyBins() throws {
        let new = try #require(PopulationStability(counts: [50, 50, 0], now: [50, 40, 10]))
        #expect(agree(new.index, 0.30642835836139176))
        #expect(agree(new.significance, 0.0004620613093799033))
        let both = try #require(PopulationStability(counts: [5, 0, 5], now: [4, 0, 6]))
        #expect(both.parts[1] == 0)
        #expect(agree(both.significance, 0.6525241892940932))
        #expect(PopulationStability(counts: [1, 2], now: [1]) == nil)
        #expect(PopulationStability(counts: [1, -2], now: [1, 2]) == nil)
        #expect(PopulationStability(counts: [0, 0], now: [1, 2]) == nil)
        #expect(PopulationStability(counts: [], now: []) == nil)
        let huge = try #require(PopulationStability(counts: [.max, .max], now: [.max, 0]))
        #expect(huge.index.isFinite && huge.significance == 0)
    }

    @Test("Numbers are cut by the reference's deciles, in any order")
    func numbers() throws {
        let reference = (1...100).map { Double($0) }
        let same = try #require(PopulationStability(numbers: reference, now: reference.reversed()))
        #expect(same.index == 0 && same.significance == 1)
        let shifted = try #require(PopulationStability(numbers: reference, now: reference.map { $0 + 10 }))
        #expect(shifted.parts.count == 11)
        #expect(agree(shifted.index, 0.3532941060598215))
        #expect(agree(shifted.significance, 0.038706826052171996))
        let far = try #require(PopulationStability(numbers: reference, now: reference.map { $0 + 50 }))
        #expect(agree(far.index, 2.2944583602912463))
        // Nothing that is no number is lost: a sensor that fails has moved.
        let broken = try #require(
            PopulationStability(numbers: reference, now: reference.map { $0 > 50 ? .nan : $0 }))
        #expect(broken.level == .strong && broken.parts[10] > 0.1)
    }

    @Test("A few values that repeat are kinds, a few that do not are cut all the same")
    func fewValues() throws {
        let kinds = try #require(PopulationStability(numbers: [1, 1, 2, 2, 0, -0.0], now: [2, 1, 0]))
        #expect(kinds.index == 0)
        let new = try #require(PopulationStability(numbers: [1, 1, 2, 2], now: [1.5, 1.5, 1.5, 1.5]))
        #expect(new.level == .strong)
        let few = try #require(PopulationStability(numbers: [1, 2, 3, 4, 5], now: [0.9, 1.9, 2.9, 3.9, 4.9]))
        #expect(few.index == 0)
        #expect(PopulationStability(numbers: [1], now: [1])?.index == 0)
        #expect(PopulationStability(numbers: [.nan], now: [.infinity])?.index == 0)
        #expect(PopulationStability(numbers: [.nan], now: [1])?.level == .strong)
        #expect(PopulationStability(numbers: [], now: [1]) == nil)
        #expect(PopulationStability(numbers: [1, 2, 3], now: []) == nil)
    }

    @Test("Names by their shares, those that are new together")
    func names() throws {
        let moved = try #require(PopulationStability(names: ["b", "a", "b", "a"], now: ["c", "d", "a", "b"]))
        // Shares of 0.5, 0.5 and half a value of 4.5 against 0.25, 0.25 and 0.5.
        #expect(moved.parts.count == 3 && moved.parts[0] == moved.parts[1])
        #expect(agree(moved.parts[2], (2.0 / 4 - 0.5 / 4.5) * log(4.5)))
        #expect(PopulationStability(names: ["a", "b"], now: ["b", "a", "a", "b"])?.index == 0)
        #expect(PopulationStability(names: [], now: ["a"]) == nil)
        #expect(PopulationStability(names: ["a"], now: []) == nil)
    }

    @Test("Of a hundred values on either side chance makes 0.18, and it is significant one time in twenty")
    func chance() throws {
        var random = SeededGenerator(seed: 5)
        var (sum, significant) = (0.0, 0)
        for _ in 0..<1000 {
            let stability = try #require(
                PopulationStability(numbers: Self.normal(100, &random), now: Self.normal(100, &random)))
            sum += stability.index
            if stability.significance < 0.05 { significant += 1 }
        }
        #expect(abs(sum / 1000 - 0.18) < 0.03)
        #expect((30...90).contains(significant))
    }

    @Test("The levels and their order")
    func levels() {
        #expect(DriftLevel(stabilityIndex: 0.0999) == .stable)
        #expect(DriftLevel(stabilityIndex: 0.1) == .moderate)
        #expect(DriftLevel(stabilityIndex: 0.25) == .strong)
        #expect(DriftLevel(stabilityIndex: .nan) == .strong)
        #expect(DriftLevel.allCases.sorted(by: >) == [.strong, .moderate, .stable])
    }

    @Test("Kolmogorov and Smirnov's distance and its probability")
    func kolmogorov() throws {
        let same = try #require(KolmogorovSmirnov.test(MeansTests.control, MeansTests.variant))
        #expect(agree(same.statistic, 0.275) && agree(same.significance, 0.6652951494554866))
        let moved = try #require(KolmogorovSmirnov.test(MeansTests.control, MeansTests.variant.map { $0 + 15 }))
        #expect(agree(moved.statistic, 0.6) && agree(moved.significance, 0.012982766741155054))
        let itself = KolmogorovSmirnov.test(MeansTests.control, MeansTests.control + [.nan, .infinity])
        #expect(itself?.statistic == 0 && itself?.significance == 1)
        #expect(KolmogorovSmirnov.test([1], [1, 2]) == nil)
        #expect(KolmogorovSmirnov.test([1, 2], []) == nil)
        #expect(KolmogorovSmirnov.test([1, 2], [3, .nan]) == nil)
    }

    @Test(
        "Kolmogorov's distribution, on either side of where the series change",
        arguments: [
            (0.0, 1.0), (0.3, 0.9999906941986655), (1, 0.26999967167735456), (1.17, 0.12939004218561884),
            (1.18, 0.1234538094297657), (2, 0.0006709252557796953), (5, 3.8574996959278356e-22), (-1, 1),
            (.infinity, 0), (.leastNonzeroMagnitude, 1),
        ])
    func distribution(_ x: Double, _ expected: Double) {
        #expect(agree(KolmogorovSmirnov.above(x), expected))
    }

    @Test(
        "A shift raises the alarm at the step that the parameters say, a level that stays never",
        arguments: [
            // A deviation is √(20/19): 0.975, 1.949 and at most 4 of them, less half of one, until more than 8.
            (11.0, 17, Cusum.Shift.rise), (9, 17, .fall), (12, 6, .rise), (8, 6, .fall), (1e300, 3, .rise),
            (-.infinity, 3, .fall),
        ])
    func alarm(_ error: Double, _ step: Int, _ shift: Cusum.Shift) throws {
        var watch = try #require(Cusum(reference: Self.level))
        for _ in 0..<1000 { watch.add(10) }
        #expect(watch.found == nil && watch.risen == 0 && watch.fallen == 0)
        var steps = 1
        while steps < 100, !watch.add(error) { steps += 1 }
        #expect(steps == step && watch.found == shift)
        let stays = watch.add(10)
        #expect(stays)
        watch.reset()
        #expect(try watch == #require(Cusum(reference: Self.level)))
    }

    @Test("What is not a number does not count, and a watch goes on where it was stored")
    func stored() throws {
        var watch = try #require(Cusum(reference: Self.level))
        for _ in 0..<16 { watch.add(11) }
        let before = watch
        let isAlarmed = watch.add(.nan)
        #expect(!isAlarmed && watch == before)
        var read = try JSONDecoder().decode(Cusum.self, from: JSONEncoder().encode(watch))
        #expect(read == watch)
        let isFound = read.add(11)
        #expect(isFound)
    }

    @Test("A reference that is short, without spread or too large")
    func references() throws {
        #expect(Cusum(reference: []) == nil)
        #expect(Cusum(reference: Self.level.dropLast() + [.nan]) == nil)
        #expect(Cusum(reference: [Double](repeating: 1e300, count: 10) + [Double](repeating: -1e300, count: 10)) == nil)
        for value in [0, 3.3] {
            var flat = try #require(Cusum(reference: [Double](repeating: value, count: 20)))
            for _ in 0..<100 { flat.add(value) }
            #expect(flat.found == nil)
            for _ in 0..<3 { flat.add(value + 0.01) }
            #expect(flat.found == .rise)
        }
    }

    @Test("On normal errors: false alarms once in ten thousand steps, a shift of a deviation after sixteen")
    func runLengths() throws {
        var random = SeededGenerator(seed: 3)
        var watch = try #require(Cusum(reference: Self.normal(20_000, &random)))
        var alarms = 0
        for error in Self.normal(200_000, &random) where watch.add(error) {
            alarms += 1
            watch.reset()
        }
        #expect((8...40).contains(alarms))
        var steps = 0
        for _ in 0..<500 {
            watch.reset()
            repeat { steps += 1 } while !watch.add(Self.normal(1, &random)[0] + 1)
        }
        #expect(abs(Double(steps) / 500 - 16.3) < 1.5)
    }

    /// Twenty errors of mean 10.
    static let level = (0..<20).map { $0 % 2 == 0 ? 9.0 : 11 }

    static func normal(_ count: Int, _ random: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in Normal.quantile(1 - random.uniform() * 0.999_999_9) }
    }
}
