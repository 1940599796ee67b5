import ML
import Testing

@Suite struct SampleTests {
    @Test func momentsAreThoseOfTheDefinition() {
        let sample = Sample([2, 4, 4, 4, 5, 5, 7, 9, .nan, .infinity])
        #expect(sample.count == 8)
        #expect(sample.mean == 5)
        #expect(abs(sample.variance - 32.0 / 7) < 1e-12)
        #expect(Sample([3]).variance == 0)
        #expect(Sample([]).mean == 0)
    }

    @Test func largeNumbersLoseNoDigits() {
        let sample = Sample([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
        #expect(abs(sample.variance - 30) < 1e-6)
    }
}
