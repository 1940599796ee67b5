import Foundation
import ML
import Testing

/// Whether two numbers agree to a part of their size.
func agree(_ found: Double, _ expected: Double, to part: Double = 1e-9) -> Bool {
    found == expected || abs(found - expected) <= part * abs(expected)
}

/// The expected values are those of scipy and statsmodels.
@Suite("Proportions and counts") struct ProportionTests {
    static let control = Proportion(2091, of: 6716)
    static let variant = Proportion(1747, of: 6454)

    @Test("Two proportions")
    func two() throws {
        let two = TwoProportions(control: try #require(Self.control), variant: try #require(Self.variant))
        #expect(agree(two.z, -5.133374808321368))
        #expect(agree(two.significance, 2.8459235764098134e-07))
        #expect(agree(two.difference, -0.040661192702357074))
        #expect(agree(two.interval().lowerBound, -0.056157697899104034))
        #expect(agree(two.interval().upperBound, -0.025164687505610114))
        // By Miller's exact sum for whole numbers.
        #expect(agree(two.probabilityVariantIsBetter, 1.4067433001438933e-07, to: 1e-8))
        let turned = TwoProportions(control: two.variant, variant: two.control)
        #expect(agree(turned.probabilityVariantIsBetter + two.probabilityVariantIsBetter, 1))
        #expect(TwoProportions(control: two.control, variant: two.control).significance == 1)
    }

    @Test("Intervals of one proportion")
    func intervals() throws {
        let part = try #require(Self.control)
        #expect(agree(part.wilson().lowerBound, 0.300382259771623))
        #expect(agree(part.wilson().upperBound, 0.322525510370218))
        #expect(agree(part.exact().lowerBound, 0.3002811813836121))
        #expect(agree(part.exact().upperBound, 0.3225749110681551))
        #expect(agree(part.agrestiCoull().lowerBound, 0.3003817348358675))
        #expect(agree(part.agrestiCoull().upperBound, 0.32252603530597346))
        // Nobody of three: the upper end solves (1 − p)³ = 0.025.
        let none = try #require(Proportion(0, of: 3))
        #expect(none.exact().lowerBound == 0)
        #expect(agree(none.exact().upperBound, 1 - pow(0.025, 1 / 3.0)))
        #expect(Proportion(4, of: 3) == nil)
        #expect(Proportion(-1, of: 3) == nil)
        #expect(Proportion(0, of: 0) == nil)
    }

    @Test("Two by two")
    func table() throws {
        let table = try #require(TwoByTwo(39, 10, 7, 33))
        #expect(agree(table.oddsRatio, 18.385714285714286))
        #expect(agree(table.fisher, 3.6519487556157337e-09))
        #expect(agree(table.chiSquare(corrected: false).statistic, 34.00077407606116))
        #expect(agree(table.chiSquare(corrected: false).significance, 5.50901514605184e-09))
        #expect(agree(table.chiSquare(corrected: true).statistic, 31.559735212335696))
        #expect(agree(table.chiSquare(corrected: true).significance, 1.9339836744277098e-08))
        #expect(TwoByTwo(5, 3, 21, 16)?.fisher == 1)
        // Fisher's lady: of the 70 ways to choose four cups, 1 + 16 + 16 + 1 are as far off as three of four.
        #expect(agree(try #require(TwoByTwo(3, 1, 1, 3)).fisher, 34 / 70.0))
        #expect(TwoByTwo(0, 0, 0, 0)?.fisher == 1)
        #expect(TwoByTwo(0, 0, 0, 0)?.chiSquare(corrected: false).significance == 1)
        #expect(TwoByTwo(-1, 0, 0, 0) == nil)
    }

    @Test("Several proportions, and whether visitors were shared out as intended")
    func several() throws {
        let parts = try zip([383, 287, 36], [3844, 2794, 369]).map { try #require(Proportion($0, of: $1)) }
        let same = try #require(Counts.homogeneity(parts))
        #expect(agree(same.statistic, 0.21377549357408135))
        #expect(agree(same.significance, 0.8986265410453008))
        let ratio = try #require(Counts.sampleRatio([3844, 2794, 369], weights: [1, 1, 1]))
        #expect(agree(ratio.statistic, 2719.958612815756))
        #expect(ratio.significance == 0)
        #expect(Counts.sampleRatio([50, 50], weights: [1, 1])?.significance == 1)
        #expect(Counts.sampleRatio([50], weights: [1]) == nil)
        #expect(Counts.sampleRatio([50, 50], weights: [1, -1]) == nil)
        #expect(Counts.homogeneity([parts[0]]) == nil)
    }

    @Test("Several questions at once")
    func corrections() {
        let raw = [0.00149, 0.04291, 0.28273, 0.24261, 0.34246, 0.00482]
        let holm = [0.00894, 0.17164, 0.72783, 0.72783, 0.72783, 0.0241]
        let found = [0.00894, 0.08582, 0.339276, 0.339276, 0.34246, 0.01446]
        #expect(zip(MultipleTesting.bonferroni(raw), raw).allSatisfy { agree($0, min($1 * 6, 1)) })
        #expect(zip(MultipleTesting.holm(raw), holm).allSatisfy { agree($0, $1) })
        #expect(zip(MultipleTesting.benjaminiHochberg(raw), found).allSatisfy { agree($0, $1) })
        #expect(MultipleTesting.holm([]) == [])
    }
}
