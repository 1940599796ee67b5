import ML
import Testing

@Suite("Recency, frequency and spend") struct RecencyFrequencySpendTests {
    typealias Customer = RecencyFrequencySpend.Customer
    typealias Fifths = RecencyFrequencySpend.Fifths
    typealias Group = RecencyFrequencySpend.Group

    /// The rules as the page has them, each for itself.
    static let rules: [(Group, @Sendable (Int, Int, Int) -> Bool)] = [
        (.champions, { r, f, m in r >= 4 && f >= 4 && m >= 4 }),
        (.loyal, { r, f, m in f >= 4 && (r == 3 || (r >= 4 && m <= 3)) }),
        (.promising, { r, f, _ in r >= 4 && (f == 2 || f == 3) }),
        (.new, { r, f, _ in r >= 4 && f == 1 }),
        (.needsAttention, { r, f, _ in r == 3 && f <= 3 }),
        (.atRisk, { r, f, m in r <= 2 && (f >= 3 || m >= 3) && !(f >= 4 && m >= 4) }),
        (.cannotLose, { r, f, m in r <= 2 && f >= 4 && m >= 4 }),
        (.lost, { r, f, m in r <= 2 && f <= 2 && m <= 2 }),
    ]

    @Test("Each of the 125 triples fulfils one rule and has that group")
    func triples() throws {
        var sizes: [Group: Int] = [:]
        for number in 0..<125 {
            let (r, f, m) = (1 + number / 25, 1 + number / 5 % 5, 1 + number % 5)
            let fifths = try #require(Fifths(recency: r, frequency: f, spend: m))
            let fulfilled = Self.rules.filter { $0.1(r, f, m) }.map(\.0)
            #expect(fulfilled == [fifths.group], "\(r) \(f) \(m)")
            sizes[fifths.group, default: 0] += 1
        }
        #expect(
            sizes == [
                .champions: 8, .loyal: 22, .promising: 20, .new: 10, .needsAttention: 15, .atRisk: 34, .cannotLose: 8,
                .lost: 8,
            ])
        #expect(Self.rules.map(\.0) == Group.allCases)
        #expect(Fifths(recency: 0, frequency: 1, spend: 1) == nil)
        #expect(Fifths(recency: 5, frequency: 6, spend: 1) == nil)
    }

    @Test("Ten customers who differ in all are two in each fifth, the last to come best")
    func fifths() {
        let customers = (0..<10).map { Customer(lastDay: 100 + $0, purchases: 20 - $0, spend: Double($0 * $0)) }
        let result = RecencyFrequencySpend(customers)
        #expect(result.fifths.map(\.recency) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
        #expect(result.fifths.map(\.frequency) == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1])
        #expect(result.fifths.map(\.spend) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
        #expect(
            result.groups == [
                .atRisk, .atRisk, .atRisk, .atRisk, .needsAttention, .needsAttention, .promising, .promising, .new,
                .new,
            ])
    }

    @Test("Equals share a fifth, however many they are")
    func ties() {
        let result = RecencyFrequencySpend([
            Customer(lastDay: 9, purchases: 1, spend: 10), Customer(lastDay: 9, purchases: 1, spend: 10),
            Customer(lastDay: 9, purchases: 1, spend: 10), Customer(lastDay: 4, purchases: 1, spend: 10),
            Customer(lastDay: 2, purchases: 7, spend: 90),
        ])
        // Three share the last day; one has three later than them, one has four.
        #expect(result.fifths.map(\.recency) == [5, 5, 5, 2, 1])
        #expect(result.fifths.map(\.frequency) == [1, 1, 1, 1, 5])
        #expect(result.fifths.map(\.spend) == [1, 1, 1, 1, 5])
        #expect(result.groups == [.new, .new, .new, .lost, .cannotLose])
        let same = [Customer](repeating: Customer(lastDay: 1, purchases: 3, spend: 5), count: 40)
        #expect(Set(RecencyFrequencySpend(same).fifths) == [Fifths(recency: 5, frequency: 1, spend: 1)])
    }

    @Test("One customer is new, and nobody is nobody")
    func few() {
        #expect(RecencyFrequencySpend([Customer(lastDay: 3, purchases: 50, spend: 900)]).groups == [.new])
        #expect(RecencyFrequencySpend([]).fifths.isEmpty)
    }

    @Test("Spend that is no number counts as nothing, and extremes are only ranks")
    func hostile() {
        let spends = [Double.nan, 5, .infinity, 0, -.infinity]
        let result = RecencyFrequencySpend(
            spends.map { Customer(lastDay: .max, purchases: .min, spend: $0) })
        #expect(result.fifths.map(\.spend) == [1, 5, 1, 1, 1])
        let days = RecencyFrequencySpend([
            Customer(lastDay: .min, purchases: .max, spend: -.greatestFiniteMagnitude),
            Customer(lastDay: .max, purchases: .min, spend: .greatestFiniteMagnitude),
        ])
        #expect(days.fifths.map(\.recency) == [3, 5])
        #expect(days.fifths.map(\.frequency) == [3, 1])
        #expect(days.fifths.map(\.spend) == [1, 3])
    }
}
