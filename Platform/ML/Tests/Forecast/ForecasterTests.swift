import Foundation
import Kernel
import ML
import Testing

@Suite("Ways of forecasting") struct ForecasterTests {
    @Test("The simple answers are what they say")
    func simple() throws {
        let series: [Double] = [9, 1, 2, 3, 5, 6, 7]
        #expect(SeasonalNaive.fit(series, season: 3)?.forecast(5) == [5, 6, 7, 5, 6])
        #expect(SeasonalMean.fit(series, season: 3)?.forecast(4) == [3, 4, 5, 3])
        #expect(SeasonalNaive.fit([1, 2], season: 3) == nil)
        #expect(SeasonalMean.fit([1, 2, 3], season: 2) == nil)
        #expect(SeasonalNaive.fit(series, season: 3)?.forecast(-1) == [])
    }

    @Test("A pattern is found, taken off and put on again in its place", arguments: [false, true])
    func pattern(_ isMultiplicative: Bool) throws {
        let indices: [Double] = isMultiplicative ? [0.5, 1, 1.5, 1] : [-4, 1, 5, -2]
        let series = (0..<22).map { isMultiplicative ? 20 * indices[$0 % 4] : 20 + indices[$0 % 4] }
        let found = try #require(SeasonalPattern(series, season: 4, multiplicative: isMultiplicative))
        #expect(zip(found.indices, indices).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(found.removed(from: series).allSatisfy { abs($0 - 20) < 1e-9 })
        #expect(
            zip(found.added(to: [20, 20, 20]), [series[2], series[3], series[0]]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(SeasonalPattern.isSeasonal(series, season: 4))
        #expect(!SeasonalPattern.isSeasonal([Double](repeating: 3, count: 40), season: 4))
        #expect(SeasonalPattern([1, 0, 1, 0, 1, 0], season: 2, multiplicative: true) == nil)
        #expect(SeasonalPattern([1, 2, 3], season: 2, multiplicative: false) == nil)
    }

    @Test("Theta is the mean of a line and of smoothing: on a line it goes on with half the slope")
    func theta() throws {
        let line = (0..<60).map { 5 + 2 * Double($0) }
        let ahead = try #require(Theta.fit(line, season: 1)).forecast(3)
        // Smoothing at 0.999 lags a thousandth behind the line.
        #expect(zip(ahead, [124, 125, 126]).allSatisfy { abs($0 - $1) < 0.01 })
        let flat = try #require(Theta.fit([4, 4, 4, 4, 4], season: 1)).forecast(2)
        #expect(flat.allSatisfy { abs($0 - 4) < 1e-12 })
        #expect(Theta.fit([1, 2, 3], season: 1) == nil)
    }

    @Test("Exponential smoothing chooses what made the series")
    func smoothing() throws {
        var random = SeededGenerator(seed: 4)
        let week: [Double] = [-6, -4, -2, 0, 3, 8, 1]
        let growing = (0..<140).map { day -> Double in
            let trend = 50 + 0.5 * Double(day)
            return trend + week[day % 7] + random.uniform() - 0.5
        }
        let model = try #require(ExponentialSmoothing.fit(growing, season: 7))
        #expect(model.season == .additive)
        #expect(model.trend != .none)
        let ahead = model.forecast(7)
        for step in 0..<7 {
            let truth = 120 + 0.5 * Double(step) + week[step]
            #expect(abs(ahead[step] - truth) < 2)
        }
        let plain = (0..<80).map { _ in 30 + random.uniform() }
        let level = try #require(ExponentialSmoothing.fit(plain, season: 1))
        #expect(level.season == .none)
        #expect(level.forecast(3).allSatisfy { abs($0 - 30.5) < 0.4 })
        let scaled = (0..<140).map { day -> Double in (20 + Double(day)) * (1 + week[day % 7] / 20) }
        let multiplied = try #require(ExponentialSmoothing.fit(scaled, season: 7))
        #expect(multiplied.season == .multiplicative)
        #expect(ExponentialSmoothing.fit([1, 2, 3], season: 1) == nil)
    }

    @Test("What sells now and then has a rate, and fades when it stops")
    func rare() throws {
        let now = (0..<60).map { $0 % 5 == 0 ? 2.0 : 0 }
        let rate = try #require(RareSales.fit(now, season: 7)).forecast(2)
        #expect(rate[0] == rate[1])
        #expect(abs(rate[0] - 0.4) < 0.05)
        let stopped = (0..<60).map { $0 < 30 && $0 % 3 == 0 ? 2.0 : 0 }
        let faded = try #require(RareSales.fit(stopped, season: 7)).forecast(1)
        #expect(faded[0] < 0.2)
        #expect(RareSales.fit([1, 1, 1, 1, 1, 1, 1, 1], season: 7) == nil)
        #expect(RareSales.fit([0, 0, 0, 0, 0, 0, 0, 3], season: 7) == nil)
    }
}
