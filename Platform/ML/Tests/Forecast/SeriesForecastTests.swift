import Foundation
import Kernel
import ML
import Testing

@Suite("The future of a series") struct SeriesForecastTests {
    static let week: [Double] = [0.7, 0.8, 0.9, 1, 1.3, 1.6, 0.7]

    /// A year of a shop's days: a week's pattern, noise of a tenth.
    static func days(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { day in
            let noise = (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() }
            return 100 * week[day % 7] * (1 + 0.1 * noise)
        }
    }

    @Test("It beats the simple answer on what it has not seen, and says by how much it should")
    func better() throws {
        let all = Self.days(392, seed: 1)
        let (past, truth) = (Array(all.prefix(364)), Array(all.suffix(28)))
        let forecast = try #require(SeriesForecast(past, seasons: [7], horizon: 28, isNonNegative: true))
        let error = zip(forecast.mean, truth).reduce(0) { $0 + abs($1.0 - $1.1) } / 28
        let simple =
            zip(try #require(SeasonalNaive.fit(past, season: 7)).forecast(28), truth).reduce(0) {
                $0 + abs($1.0 - $1.1)
            } / 28
        #expect(error < simple)
        let best = try #require(forecast.scores.first)
        let baseline = try #require(forecast.baseline)
        #expect(best.meanAbsoluteError < baseline)
        #expect(abs(forecast.scores.reduce(0) { $0 + $1.weight } - 1) < 1e-9)
        #expect(SeriesForecast(past, seasons: [7], horizon: 28, isNonNegative: true) == forecast)
    }

    @Test("Four fifths of what comes lies in the interval")
    func coverage() throws {
        var inside = 0
        for seed in 1...20 {
            let all = Self.days(294, seed: UInt64(seed))
            let forecast = try #require(SeriesForecast(Array(all.prefix(280)), seasons: [7], horizon: 14))
            for step in 0..<14 where (forecast.low[step]...forecast.high[step]).contains(all[280 + step]) {
                inside += 1
            }
        }
        // Of 280; three standard errors of a proportion of 0.8 are 20, and as much again for intervals that are estimated.
        #expect((184...264).contains(inside), "\(inside)")
    }

    @Test("Where nothing beats last week, last week is the answer")
    func honest() throws {
        var random = SeededGenerator(seed: 9)
        var level = 0.0
        let walk = (0..<200).map { _ in
            level += random.uniform() < 0.5 ? 1 : -1
            return level
        }
        let forecast = try #require(SeriesForecast(walk, seasons: [1], horizon: 5))
        let best = try #require(forecast.scores.map(\.meanAbsoluteError).min())
        let baseline = try #require(forecast.baseline)
        if best >= baseline { #expect(forecast.mean == [Double](repeating: level, count: 5)) }
        let used = forecast.scores.filter { $0.weight > 0 }
        #expect(used.allSatisfy { $0.meanAbsoluteError <= max(best * 4 / 3, baseline) + 1e-12 })
        // What is the same every week is continued exactly, and nothing can beat that.
        let same = (0..<70).map { Self.week[$0 % 7] }
        let exact = try #require(SeriesForecast(same, seasons: [7], horizon: 7))
        #expect(exact.mean == Self.week)
        #expect(exact.baseline == 0)
        #expect(exact.scores.first { $0.weight > 0 }?.name == "seasonal naive 7")
    }

    @Test("Closed days teach nothing and sell nothing")
    func closed() throws {
        var sold = Self.days(182, seed: 3)
        var open = [Bool](repeating: true, count: 182)
        let whole = try #require(SeriesForecast.daily(sold, wasOpen: open, willBeOpen: [true, true, true]))
        for day in [100, 150, 151, 181] {
            sold[day] = 0
            open[day] = false
        }
        let forecast = try #require(SeriesForecast.daily(sold, wasOpen: open, willBeOpen: [true, false, true]))
        #expect(forecast.mean[1] == 0 && forecast.low[1] == 0 && forecast.high[1] == 0)
        for day in [0, 2] { #expect(abs(forecast.mean[day] / whole.mean[day] - 1) < 0.05) }
        #expect(SeriesForecast.daily([1, 2], wasOpen: [false, false], willBeOpen: [true]) == nil)
        #expect(SeriesForecast.daily([1, 2], wasOpen: [true], willBeOpen: [true]) == nil)
        #expect(SeriesForecast.daily([1, 2], wasOpen: [true, true], willBeOpen: []) == nil)
    }

    @Test("Nonsense has a stated answer")
    func nonsense() throws {
        #expect(SeriesForecast([], seasons: [7], horizon: 3) == nil)
        #expect(SeriesForecast([.nan, .infinity], seasons: [7], horizon: 3) == nil)
        #expect(SeriesForecast([1, 2, 3], seasons: [], horizon: 3) == nil)
        #expect(SeriesForecast([1, 2, 3], seasons: [0], horizon: 3) == nil)
        #expect(SeriesForecast([1, 2, 3], seasons: [7], horizon: 0) == nil)
        let one = try #require(SeriesForecast([4], seasons: [7], horizon: 3))
        #expect(one.mean == [4, 4, 4])
        #expect(one.scores == [])
        #expect(one.baseline == nil)
        let zeros = try #require(SeriesForecast([Double](repeating: 0, count: 300), seasons: [7], horizon: 28))
        #expect(zeros.mean == [Double](repeating: 0, count: 28))
        #expect(zeros.low == zeros.high)
        let broken = try #require(
            SeriesForecast([.nan, 5, .infinity, 5, .nan] + [5, 5, 5, 5, 5], seasons: [7], horizon: 2))
        #expect(broken.mean == [5, 5])
        let swings = (0..<60).map { $0 % 2 == 0 ? 1e300 : -1e300 }
        let huge = try #require(SeriesForecast(swings, seasons: [7], horizon: 3))
        #expect(huge.mean.allSatisfy { $0.isFinite })
        let line = (0..<60).map { 60 - Double($0) }
        let falling = try #require(SeriesForecast(line, seasons: [7], horizon: 28, isNonNegative: true))
        let lowest = min(falling.mean.min() ?? -1, falling.low.min() ?? -1)
        #expect(lowest >= 0)
    }

    @Test("Weeks when the shop was shut are as if they had not been, wherever they lie")
    func shutWeeks() throws {
        let days = Self.days(140, seed: 9)
        let ahead = Array(repeating: true, count: 7)
        let plain = try #require(
            SeriesForecast.daily(days, wasOpen: Array(repeating: true, count: 140), willBeOpen: ahead))
        for place in [0, 70, 140] {
            let sold = days[..<place] + Array(repeating: 0, count: 28) + days[place...]
            let open = (0..<168).map { $0 < place || $0 >= place + 28 }
            #expect(SeriesForecast.daily(Array(sold), wasOpen: open, willBeOpen: ahead) == plain)
        }
        // A year without a word says nothing for certain.
        let stale = try #require(
            SeriesForecast.daily(
                days + Array(repeating: .nan, count: 365), wasOpen: Array(repeating: true, count: 505),
                willBeOpen: ahead))
        #expect(stale.high[0] - stale.low[0] > 0.5 * (plain.high[0] - plain.low[0]))
    }

    @Test("A day of rest does not make the interval narrower")
    func restDay() throws {
        let days = Self.days(182, seed: 10)
        func width(_ rests: Bool) throws -> Double {
            let open = (0..<182).map { !rests || $0 % 7 != 0 }
            let forecast = try #require(
                SeriesForecast.daily(days, wasOpen: open, willBeOpen: (0..<14).map { !rests || $0 % 7 != 0 }))
            #expect(!rests || (forecast.mean[0] == 0 && forecast.high[7] == 0))
            var width = 0.0
            for day in 0..<14 where day % 7 != 0 { width += forecast.high[day] - forecast.low[day] }
            return width
        }
        #expect(try width(true) > 0.8 * width(false))
    }

    @Test("Both sides of an interval have a width, for one day ahead too", arguments: 1...3)
    func bothSides(_ horizon: Int) throws {
        for seed in 1...8 {
            let forecast = try #require(
                SeriesForecast(Self.days(140, seed: UInt64(seed)), seasons: [7], horizon: horizon))
            for step in 0..<horizon {
                #expect(forecast.low[step] < forecast.mean[step])
                #expect(forecast.mean[step] < forecast.high[step])
            }
        }
    }

    @Test("It says what it rests on")
    func standing() throws {
        func standing(_ series: [Double]) throws -> SeriesForecast.Standing {
            try #require(SeriesForecast(series, seasons: [7], horizon: 7)).standing
        }
        #expect(try standing(Array(Self.days(10, seed: 1))) == .tooLittle)
        #expect(try standing(Self.days(200, seed: 1)) == .learned)
        // The same every week: nothing can do better than nothing wrong.
        #expect(try standing((0..<140).map { Self.week[$0 % 7] }) == .simple)
    }
}
