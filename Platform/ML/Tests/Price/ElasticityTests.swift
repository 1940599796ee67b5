import Foundation
import Kernel
import ML
import Testing

@Suite("What sells at which price") struct ElasticityTests {
    @Test("Known slopes are found, and the ranges hold them as often as they say")
    func truth() throws {
        let market = PriceSimulation(products: 40, seed: 1)
        let elasticity = try #require(Elasticity(market.weeks(30, seed: 2)))
        #expect(elasticity.isUseful)
        let held = market.slopes.indices.count { product in
            let found = elasticity.slope(product)
            return (found.low...found.high).contains(market.slopes[product])
        }
        #expect((26...38).contains(held))
        #expect(abs(elasticity.typical.mean + 1.8) < 0.25)
        let off = market.slopes.indices.map { abs(elasticity.slope($0).mean - market.slopes[$0]) }
        #expect(off.reduce(0, +) / 40 < 0.25)
        let errors = try #require(elasticity.errors)
        #expect(errors.lines < 0.7 * errors.ownMean)
        // A promotion lifts by e^0.3.
        let plain = try #require(elasticity.quantity(product: 0, period: 30, price: 900, covariates: [0]))
        let lifted = try #require(elasticity.quantity(product: 0, period: 30, price: 900, covariates: [1]))
        #expect(abs(log(lifted / plain) - 0.3) < 0.15)
    }

    @Test("A product with few sales borrows from the others; one that is not known is typical")
    func borrowing() throws {
        let market = PriceSimulation(products: 20, deviation: 0.1, noise: 0.3, seed: 3)
        let weeks = market.weeks(40, seed: 4).filter { $0.product != 7 || $0.period < 3 }
        let elasticity = try #require(Elasticity(weeks))
        #expect(abs(elasticity.slope(7).mean - market.slopes[7]) < 0.5)
        #expect(elasticity.slope(7).deviation > elasticity.slope(8).deviation)
        #expect(elasticity.slope(99) == elasticity.typical)
        #expect(elasticity.quantity(product: 99, period: 1, price: 900, covariates: [0]) != nil)
        let copy = try JSONDecoder().decode(Elasticity.self, from: JSONEncoder().encode(elasticity))
        #expect(copy.slope(7) == elasticity.slope(7))
        #expect(try #require(Elasticity(weeks.reversed())).slope(7) == elasticity.slope(7))
    }

    @Test("By hand: one product on an exact line")
    func exact() throws {
        let weeks = (1...12).map { week in
            PriceObservation(product: 0, period: week, price: Double(week), quantity: 100 * pow(Double(week), -2))
        }
        let elasticity = try #require(Elasticity(weeks))
        #expect(abs(elasticity.slope(0).mean + 2) < 1e-4)
        #expect(abs(try #require(elasticity.quantity(product: 0, period: 13, price: 5)) - 4) < 1e-2)
        #expect(elasticity.quantity(product: 0, period: 13, price: 0) == nil)
        #expect(elasticity.quantity(product: 0, period: 13, price: .nan) == nil)
        #expect(elasticity.quantity(product: 0, period: 13, price: 5, covariates: [1]) == nil)
    }

    @Test("What says nothing is left out, and too little is none")
    func bad() {
        let good = (1...12).map { PriceObservation(product: 0, period: $0, price: Double($0), quantity: 5) }
        let bad = [
            PriceObservation(product: 0, period: 1, price: -1, quantity: 5),
            PriceObservation(product: 0, period: 1, price: 1, quantity: 0),
            PriceObservation(product: 0, period: 1, price: .infinity, quantity: 5),
            PriceObservation(product: 0, period: 1, price: 1, quantity: .nan),
            PriceObservation(product: 0, period: 1, price: 1, quantity: 5, covariates: [1]),
        ]
        #expect(Elasticity([]) == nil)
        #expect(Elasticity(bad) == nil)
        #expect(Elasticity(Array(good.prefix(9))) == nil)
        #expect(Elasticity((1...20).map { PriceObservation(product: 0, period: $0, price: 8, quantity: 5) }) == nil)
        #expect(Elasticity(good + bad)?.slope(0) == Elasticity(good)?.slope(0))
        #expect(abs(Elasticity(good)?.slope(0).mean ?? 9) < 1e-6)
    }

    @Test("Prices stay within the rails")
    func rails() {
        var rails = PriceRails(floor: 700, ceiling: 1200, step: 100, ending: -10, largestChange: 0.15)
        #expect(rails.prices(from: 890) == [790, 890, 990])
        rails.largestChange = 0
        #expect(rails.prices(from: 905) == [905])
        rails.step = 0
        #expect(rails.prices(from: 900) == [900])
        #expect(PriceRails(floor: 1, ceiling: .max, step: 1, largestChange: 1e300).prices(from: 900).count == 9900)
        #expect(PriceRails(floor: 2000, ceiling: 1000).prices(from: 900) == [900])
    }

    @Test("Advice by hand: what sells however dear it is rises, what does not stays")
    func advice() throws {
        let rails = PriceRails(floor: 500, ceiling: 1500, step: 50, largestChange: 0.1, largestRisk: 0.2)
        let stiff = try #require(
            PriceAdvice(now: 1000, cost: 300, quantity: 50, slope: .init(mean: 0, deviation: 0), rails: rails))
        #expect(stiff.price == 1100)
        #expect(stiff.quantity.then == 50)
        #expect(stiff.margin == .init(now: 35_000, then: 40_000))
        #expect(stiff.revenue == .init(now: 50_000, then: 55_000))
        #expect(stiff.risk == 0)
        // At a slope of −p / (p − c) the price is already the best.
        let best = try #require(
            PriceAdvice(now: 1000, cost: 500, quantity: 50, slope: .init(mean: -2, deviation: 0), rails: rails))
        #expect(best.price == 1000)
        #expect(best.risk == 0)
        // What is likely but not sure is not advised to who wants to be sure.
        let unsure = Elasticity.Estimate(mean: -1, deviation: 1)
        let bold = try #require(PriceAdvice(now: 1000, cost: 500, quantity: 50, slope: unsure, rails: rails))
        #expect(bold.price == 1100)
        #expect(bold.risk > 0.1 && bold.risk < 0.2)
        #expect(bold.cautiousMargin < bold.margin.then)
        var careful = rails
        careful.largestRisk = 0.05
        #expect(PriceAdvice(now: 1000, cost: 500, quantity: 50, slope: unsure, rails: careful)?.price == 1000)
        #expect(PriceAdvice(now: 0, cost: 500, quantity: 50, slope: unsure, rails: rails) == nil)
        #expect(PriceAdvice(now: 1000, cost: .nan, quantity: 50, slope: unsure, rails: rails) == nil)
    }

    @Test("Advice that is followed earns more in a market whose truth is known")
    func followed() throws {
        let market = PriceSimulation(products: 30, slope: -1.5, deviation: 0.4, seed: 7)
        let elasticity = try #require(Elasticity(market.weeks(40, seed: 8)))
        var (before, after) = (0.0, 0.0)
        for product in market.slopes.indices {
            let now = Int(market.prices[product])
            let cost = market.prices[product] * 0.3
            let advice = try #require(
                PriceAdvice(
                    now: now, cost: cost, quantity: market.levels[product], slope: elasticity.slope(product),
                    rails: PriceRails(floor: 400, ceiling: 2000, step: 10)))
            func earned(_ price: Int) -> Double {
                (Double(price) - cost) * market.expected(product, week: 0, price: Double(price), isPromoted: false)
            }
            before += earned(now)
            after += earned(advice.price)
        }
        #expect(after > before * 1.005)
    }
}
