import Foundation
import ML
import Testing

/// The expected values are those of scipy and statsmodels.
@Suite("Means and sizes of samples") struct MeansTests {
    static let control = [23.06, 11.36, 38.32, 43.8, 13.72, 40.25, 20.54, 18.82, 36.65, 22.0]
    static let variant = [
        24.82, 45.1, 40.21, 33.0, 10.48, 9.62, 37.08, 13.29, 22.74, 12.34, 19.26, 11.14, 47.71, 12.69, 19.87, 19.22,
    ]

    @Test("Two groups of measurements")
    func two() throws {
        let two = try #require(TwoMeans(control: Self.control, variant: Self.variant))
        #expect(agree(two.welch.statistic, -0.6464521475991527))
        #expect(agree(two.welchDegrees, 20.666965402925275))
        #expect(agree(two.welch.significance, 0.5251012258388605))
        #expect(agree(two.interval().lowerBound, -13.467999104674524))
        #expect(agree(two.interval().upperBound, 7.085249104674537))
        #expect(agree(two.student.statistic, -0.6318710867256355))
        #expect(agree(two.student.significance, 0.533444412178367))
        #expect(two.mannWhitney.statistic == 64)
        #expect(agree(two.mannWhitney.significance, 0.41397315940843393))
        #expect(agree(two.distance, 0.275))
        #expect(agree(two.effectSize, -0.254715378243979))
    }

    @Test("Groups without spread, and groups that are none")
    func degenerate() throws {
        let same = try #require(TwoMeans(control: [3, 3], variant: [3, 3, 3]))
        #expect(same.welch.significance == 1)
        #expect(same.student.significance == 1)
        #expect(same.mannWhitney.significance == 1)
        #expect(same.interval() == 0...0)
        #expect(same.effectSize == 0)
        let apart = try #require(TwoMeans(control: [3, 3], variant: [4, 4]))
        #expect(apart.welch.significance == 0)
        #expect(TwoMeans(control: [1], variant: [1, 2]) == nil)
        #expect(TwoMeans(control: [1, .nan], variant: [1, 2]) == nil)
    }

    @Test("How many are needed")
    func sizes() throws {
        let pooled = try #require(SampleSize.proportions(baseline: 0.127, relativeLift: 0.269, power: 0.9))
        #expect(agree(pooled, 2218.4429784798217))
        let arcsine = try #require(SampleSize.arcsine(baseline: 0.127, relativeLift: 0.269, power: 0.9))
        #expect(agree(arcsine, 2213.3452151342235))
        #expect(agree(try #require(SampleSize.means(effect: 0.33, power: 0.9)), 193.93913435699113, to: 1e-8))
        #expect(SampleSize.means(effect: -0.33, power: 0.9) == SampleSize.means(effect: 0.33, power: 0.9))
        #expect(SampleSize.means(effect: 0) == nil)
        #expect(SampleSize.proportions(baseline: 0.9, relativeLift: 0.5) == nil)
        #expect(SampleSize.arcsine(baseline: 0.1, relativeLift: 0) == nil)
        #expect(SampleSize.means(effect: 0.1, power: 1.1) == nil)
    }

    @Test("Quantiles undo probabilities, far out too", arguments: [1e-300, 1e-12, 0.025, 0.3, 0.5, 0.9, 1 - 1e-12])
    func normal(_ probability: Double) {
        #expect(agree(Normal.below(Normal.quantile(probability)), probability, to: 1e-12))
    }

    @Test("The ends of the normal distribution")
    func ends() {
        #expect(Normal.quantile(0.975) == 1.959963984540054)
        #expect(Normal.quantile(0) == -.infinity)
        #expect(Normal.quantile(1) == .infinity)
        #expect(Normal.quantile(1.5).isNaN)
        // Tables of Student's distribution.
        #expect(agree(StudentT.critical(0.05, degrees: 1), 12.706204736174698))
        #expect(agree(StudentT.critical(0.05, degrees: 30), 2.042272456301238))
        #expect(StudentT.beyond(0, degrees: 5) == 1)
        #expect(ChiSquare.above(0, degrees: 3) == 1)
        #expect(agree(ChiSquare.above(2 * log(20.0), degrees: 2), 0.05))
    }
}
