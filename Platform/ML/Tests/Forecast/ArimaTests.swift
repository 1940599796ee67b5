import Foundation
import Kernel
import ML
import Testing

@Suite("Autoregression, trees and a network on series") struct ArimaTests {
    /// Standard normal values.
    static func noise(_ count: Int, seed: UInt64) -> [Double] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Normal.quantile(max(random.uniform(), 0x1p-54)) }
    }

    @Test("Two autoregressive terms are found, and forecast as they must be")
    func autoregression() throws {
        var series = [0.0, 0.0]
        for shock in Self.noise(1200, seed: 1) {
            series.append(1.2 * series[series.count - 1] - 0.5 * series[series.count - 2] + shock)
        }
        var orders = Arima.Orders()
        orders.p = 2
        let model = try #require(Arima.fit(series, season: 1, orders: orders))
        let ahead = model.forecast(2)
        // What the true process would say, the estimates being a few hundredths off.
        let truth = 1.2 * series[series.count - 1] - 0.5 * series[series.count - 2]
        #expect(abs(ahead[0] - truth) < 0.25)
        let found = try #require(Arima.orders(of: series, season: 1))
        #expect(found.d == 0)
        #expect(found.p >= 2)
        // Far ahead it is the mean.
        #expect(abs(model.forecast(200)[199] - Sample(series).mean) < 0.3)
    }

    @Test("A moving average of one term: its weight by hand from the forecast")
    func movingAverage() throws {
        let shocks = Self.noise(3000, seed: 2)
        let series = zip(shocks.dropFirst(), shocks).map { 5 + $0 + 0.6 * $1 }
        var orders = Arima.Orders()
        orders.q = 1
        let ahead = try #require(Arima.fit(series, season: 1, orders: orders)).forecast(3)
        #expect(abs(ahead[0] - (5 + 0.6 * shocks[shocks.count - 1])) < 0.12)
        #expect(abs(ahead[1] - 5) < 0.12)
        #expect(ahead[1] == ahead[2])
    }

    @Test("Differences are undone exactly: a straight line, a season, and both")
    func differences() throws {
        let line = (0..<60).map { 3 + 2 * Double($0) }
        var orders = Arima.Orders()
        orders.d = 1
        let straight = try #require(Arima.fit(line, season: 1, orders: orders)).forecast(3)
        #expect(zip(straight, [123.0, 125, 127]).allSatisfy { abs($0 - $1) < 1e-6 })
        let week = (0..<70).map { Double([5, 1, 4, 1, 5, 9, 2][$0 % 7]) + 0.5 * Double($0 / 7) }
        orders.d = 0
        orders.seasonalD = 1
        let seasonal = try #require(Arima.fit(week, season: 7, orders: orders)).forecast(14)
        let truth = (70..<84).map { Double([5, 1, 4, 1, 5, 9, 2][$0 % 7]) + 0.5 * Double($0 / 7) }
        #expect(zip(seasonal, truth).allSatisfy { abs($0 - $1) < 1e-6 })
        orders.d = 1
        orders.hasConstant = false
        let both = try #require(Arima.fit(week, season: 7, orders: orders)).forecast(14)
        #expect(zip(both, truth).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test("A walk is known as one, and what stays as what stays")
    func kinds() throws {
        var walk = [100.0]
        for shock in Self.noise(400, seed: 5) { walk.append(walk[walk.count - 1] + shock) }
        #expect(try #require(Arima.orders(of: walk, season: 1)).d == 1)
        #expect(try #require(Arima.orders(of: Self.noise(400, seed: 6), season: 1)).d == 0)
        let week = Self.noise(140, seed: 7).enumerated().map { 10 * Double($0.offset % 7) + $0.element }
        #expect(try #require(Arima.orders(of: week, season: 7)).seasonalD == 1)
        #expect(Arima.orders(of: [1, 2, 3], season: 1) == nil)
        #expect(Arima.orders(of: Array(repeating: 4, count: 50), season: 1) == nil)
        #expect(Arima.orders(of: Array(repeating: .nan, count: 50), season: 1) == nil)
    }

    @Test("Trees learn a week's shape; a network does too, and both say the same each time")
    func learners() throws {
        let shape = [10.0, 12, 14, 16, 30, 36, 20]
        let series = Self.noise(210, seed: 8).enumerated().map { shape[$0.offset % 7] * (1 + 0.03 * $0.element) }
        let truth = (210..<224).map { shape[$0 % 7] }
        func error(_ said: [Double]) -> Double { zip(said, truth).reduce(0) { $0 + abs($1.0 - $1.1) } / 14 }
        let trees = try #require(BoostedLags.fit(series, season: 7))
        #expect(error(trees.forecast(14)) < 2)
        #expect(try #require(BoostedLags.fit(series, season: 7)) == trees)
        let forest = try #require(ForestLags.fit(series, season: 7))
        #expect(error(forest.forecast(14)) < 2.5)
        #expect(try #require(ForestLags.fit(series, season: 7)) == forest)
        #expect(ForestLags.fit([1, 2, 3], season: 7) == nil)
        let network = try #require(RecurrentNetwork.fit(series, season: 7))
        #expect(error(network.forecast(14)) < 3.5)
        #expect(try #require(RecurrentNetwork.fit(series, season: 7)).forecast(14) == network.forecast(14))
        #expect(BoostedLags.fit([1, 2, 3], season: 7) == nil)
        #expect(BoostedLags.fit(Array(repeating: 0, count: 100), season: 7) == nil)
        #expect(RecurrentNetwork.fit(Array(repeating: 3, count: 100), season: 7) == nil)
        #expect(RecurrentNetwork.fit(Self.noise(79, seed: 1), season: 1) == nil)
        #expect(BoostedLags.fit(Self.noise(100, seed: 1) + [.infinity], season: 1) == nil)
        #expect(trees.forecast(0) == [] && network.forecast(0) == [])
    }
}
