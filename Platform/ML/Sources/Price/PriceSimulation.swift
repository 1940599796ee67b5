import Foundation
import Kernel

/// A market whose truth is known, to try estimators and advice on: products with slopes of their own, weeks with a season, promotions, and sales
/// that come by chance.
public struct PriceSimulation: Sendable, Hashable {
    /// The true slope of each product.
    public let slopes: [Double]
    /// What a product sells in a usual week at its usual price.
    public let levels: [Double]
    /// The usual prices, cents.
    public let prices: [Double]
    /// By what a promotion multiplies sales, as a logarithm.
    public let lift: Double
    /// The deviation of the logarithm of sales around what is expected.
    public let noise: Double

    /// Draws a market: slopes around `slope` with a deviation, levels from 5 to 100 a week, prices from 5 to 15 euros.
    public init(
        products: Int, slope: Double = -1.8, deviation: Double = 0.5, lift: Double = 0.3, noise: Double = 0.15,
        seed: UInt64
    ) {
        var random = SeededGenerator(seed: seed)
        slopes = (0..<max(products, 0)).map { _ in slope + deviation * Self.normal(&random) }
        levels = (0..<max(products, 0)).map { _ in 5 + 95 * random.uniform() }
        prices = (0..<max(products, 0)).map { _ in 500 + 1000 * random.uniform() }
        self.lift = lift
        self.noise = noise
    }

    /// What is expected to be sold of a product in a week at a price, with or without a promotion.
    public func expected(_ product: Int, week: Int, price: Double, isPromoted: Bool) -> Double {
        let season = 0.2 * sin(2 * Double.pi * Double(week) / 52)
        return levels[product] * exp(slopes[product] * log(price / prices[product]) + season + (isPromoted ? lift : 0))
    }

    /// Weeks of sales in which prices move by up to a fifth; the covariate is 1 in a promotion.
    public func weeks(_ count: Int, seed: UInt64) -> [PriceObservation] {
        var random = SeededGenerator(seed: seed)
        return (0..<max(count, 0)).flatMap { week in
            slopes.indices.map { product in
                let price = prices[product] * (0.8 + 0.4 * random.uniform())
                let isPromoted = random.uniform() < 0.2
                let mean = expected(product, week: week, price: price, isPromoted: isPromoted)
                return PriceObservation(
                    product: product, period: week, price: price, quantity: mean * exp(noise * Self.normal(&random)),
                    covariates: [isPromoted ? 1 : 0])
            }
        }
    }

    private static func normal(_ random: inout SeededGenerator) -> Double {
        Normal.quantile(max(random.uniform(), 0x1p-54))
    }
}
