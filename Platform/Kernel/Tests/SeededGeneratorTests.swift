import Kernel
import Testing

@Suite struct SeededGeneratorTests {
    @Test func theSequenceIsThatOfTheReference() {
        // SplitMix64 of 0 begins with these four words, which are the state.
        let state: [UInt64] = [
            0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F, 0xF88B_B8A8_724C_81EC,
        ]
        var generator = SeededGenerator(seed: 0)
        let product = state[1] &* 5
        #expect(generator.next() == ((product << 7) | (product >> 57)) &* 9)
        var again = SeededGenerator(seed: 0)
        var other = SeededGenerator(seed: 1)
        _ = again.next()
        #expect(generator.next() == again.next())
        #expect(generator.next() != other.next())
    }

    @Test func numbersKeepTheirBounds() {
        var generator = SeededGenerator(seed: 7)
        var seen: Set<Int> = []
        var sum = 0.0
        for _ in 0..<10_000 {
            seen.insert(generator.index(below: 5))
            let value = generator.uniform()
            #expect((0..<1).contains(value))
            sum += value
        }
        #expect(seen == [0, 1, 2, 3, 4])
        // Five standard errors of the mean of ten thousand.
        #expect(abs(sum / 10_000 - 0.5) < 0.0145)
        #expect(generator.index(below: 0) == 0)
    }
}
