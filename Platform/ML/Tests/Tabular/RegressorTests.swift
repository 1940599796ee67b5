import Foundation
import Kernel
import ML
import Testing

@Suite("Rows and their numbers") struct RegressorTests {
    /// A number that depends on x and a colour, and is the less sure the larger x is.
    static func rows(_ count: Int, seed: UInt64) throws -> (FeatureTable, [Double]) {
        var random = SeededGenerator(seed: seed)
        let x = (0..<count).map { _ in random.uniform() * 10 }
        let colours = (0..<count).map { _ in ["red", "green"][random.index(below: 2)] }
        let y = zip(x, colours).map { x, colour in
            20 + 5 * sin(x) + (colour == "red" ? 4 : 0) + (0.2 + x) * (random.uniform() - 0.5)
        }
        return (try #require(FeatureTable(names: ["x", "colour"], columns: [.numbers(x), .names(colours)])), y)
    }

    @Test("The range holds what it says, and is wide where it must be")
    func coverage() throws {
        let (table, numbers) = try Self.rows(1500, seed: 1)
        let (unseen, truth) = try Self.rows(1500, seed: 2)
        let regressor = try #require(Regressor(table, numbers))
        #expect(regressor.isUseful)
        let answers = try #require(regressor.predict(unseen))
        let quality = try #require(ErrorQuality(answers.map(\.mean), truth))
        #expect(quality.explained > 0.8)
        let held = zip(answers, truth).count { ($0.low...$0.high).contains($1) }
        #expect((1140...1275).contains(held))
        let ordered = zip(answers, (0..<1500).map { unseen.columns[0].number($0) }).sorted { $0.1 < $1.1 }.map {
            $0.0.high - $0.0.low
        }
        let (last, first): (Double, Double) = (ordered.suffix(500).reduce(0, +), ordered.prefix(500).reduce(0, +))
        #expect(last > 2 * first)
        // Other parts than the ends of the range are kept too.
        let late = zip(answers, truth).count { $1 <= regressor.quantile(0.95, of: $0) }
        #expect((1380...1470).contains(late))
        #expect(try #require(Regressor(table, numbers)).predict(unseen) == answers)
    }

    @Test("Where there is nothing to find it gives the mean and the quantiles of what was")
    func noise() throws {
        let numbers = (0..<101).map(Double.init)
        var random = SeededGenerator(seed: 7)
        let table = try #require(FeatureTable(names: ["x"], columns: [.numbers(numbers.map { _ in random.uniform() })]))
        let regressor = try #require(Regressor(table, numbers))
        #expect(!regressor.isUseful)
        let answer = try #require(regressor.predict(table)?.first)
        #expect(answer.mean == 50 && abs(answer.low - 10) < 1e-12 && answer.high == 90)
        let little = try #require(FeatureTable(names: ["x"], columns: [.numbers([1, 2])]))
        #expect(Regressor(little, [5, 7])?.predict(little)?.first?.mean == 6)
        #expect(Regressor(little, [5, .nan])?.predict(little)?.first?.mean == 5)
        #expect(Regressor(little, [.nan, .nan]) == nil)
        #expect(Regressor(little, [5]) == nil)
    }
}

extension FeatureTable.Column {
    fileprivate func number(_ row: Int) -> Double {
        guard case .numbers(let values) = self else { return .nan }
        return values[row]
    }
}
