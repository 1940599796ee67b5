import Foundation

/// The standard normal distribution.
public enum Normal {
    /// The probability of a value up to `z`.
    public static func below(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

    /// The probability of a value beyond `z`, without loss of digits far out.
    public static func above(_ z: Double) -> Double { erfc(z / 2.0.squareRoot()) / 2 }

    /// The density at `z`.
    public static func density(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }

    /// The value that is not exceeded with a probability: a rational start (Acklam, 2003) that two of Halley's steps make exact. Infinite at
    /// 0 and 1, not a number outside.
    public static func quantile(_ probability: Double) -> Double {
        guard probability > 0, probability < 1 else {
            return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
        }
        if probability > 0.5 { return -quantile(upper: probability) }
        return -tail(probability)
    }

    private static func quantile(upper probability: Double) -> Double { -tail(1 - probability) }

    /// The value that is exceeded with a probability of at most a half.
    private static func tail(_ probability: Double) -> Double {
        let t = (-2 * log(probability)).squareRoot()
        var z =
            t - (2.515517 + 0.802853 * t + 0.010328 * t * t)
            / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t)
        for _ in 0..<4 {
            let step = (above(z) - probability) / density(z)
            z += step / (1 - step * z / 2)
        }
        return z
    }
}

/// The gamma function's kin, by way of Loader's "Fast and accurate computation of binomial probabilities" (2000), which keeps the digits that
/// a difference of logarithms of factorials loses.
enum Factorials {
    /// ln Γ(n + 1) less Stirling's formula for it.
    static func stirlingError(_ n: Double) -> Double {
        guard n > 15 else { return lgamma(n + 1) - (n + 0.5) * log(n) + n - log(2 * Double.pi) / 2 }
        let s = n * n
        return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / (1188 * s)) / s) / s) / s) / n
    }

    /// x ln(x / m) + m − x.
    static func deviance(_ x: Double, _ m: Double) -> Double {
        guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
        let v = (x - m) / (x + m)
        var sum = (x - m) * v
        var term = 2 * x * v
        for j in 1..<1000 {
            term *= v * v
            let next = sum + term / Double(2 * j + 1)
            if next == sum { break }
            sum = next
        }
        return sum
    }

    /// The binomial probability of `x` among `x + y` where the chance is `p` and its complement `q`, for any positive numbers.
    static func binomial(_ x: Double, _ y: Double, _ p: Double, _ q: Double) -> Double {
        let n = x + y
        let exponent =
            stirlingError(n) - stirlingError(x) - stirlingError(y) - deviance(x, n * p) - deviance(y, n * q)
        return exp(exponent) * (n / (2 * Double.pi * x * y)).squareRoot()
    }
}

/// The distribution of chances when `a − 1` of `a + b − 2` went well (uniform before).
public struct Beta: Sendable, Hashable, Codable {
    /// First shape.
    public let a: Double
    /// Second shape.
    public let b: Double

    /// Takes the shapes; nil unless both are positive and finite.
    public init?(_ a: Double, _ b: Double) {
        guard a > 0, b > 0, a.isFinite, b.isFinite else { return nil }
        self.a = a
        self.b = b
    }

    /// The mean.
    public var mean: Double { a / (a + b) }
    /// The standard deviation.
    public var deviation: Double { (a * b / (a + b + 1)).squareRoot() / (a + b) }

    /// The density at `x`.
    public func density(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        return Factorials.binomial(a, b, x, 1 - x) * a * b / (a + b) / (x * (1 - x))
    }

    /// The probability of a value up to `x`: the regularised incomplete beta function (NIST Handbook, 8.17.22).
    public func below(_ x: Double) -> Double { Self.tails(a, b, x, 1 - x).lower }
    /// The probability of a value beyond `x`.
    public func above(_ x: Double) -> Double { Self.tails(a, b, x, 1 - x).upper }

    /// The value that is not exceeded with a probability; the ends for 0 and 1, not a number outside.
    public func quantile(_ probability: Double) -> Double {
        guard probability > 0, probability < 1 else { return probability == 0 ? 0 : probability == 1 ? 1 : .nan }
        return Root.between(0, 1) { probability < 0.5 ? below($0) - probability : 1 - probability - above($0) } ?? .nan
    }

    /// Both tails at `x`, whose complement `y` is given because it may have digits that 1 − x has lost.
    static func tails(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
        guard x > 0 else { return (0, 1) }
        guard y > 0 else { return (1, 0) }
        if x < (a + 1) / (a + b + 2) {
            let lower = fraction(a, b, x, y)
            return (lower, 1 - lower)
        }
        let upper = fraction(b, a, y, x)
        return (1 - upper, upper)
    }

    private static func fraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
        // Lentz's method, as Thompson and Barnett (1986) mended it.
        let tiny = 1e-300
        var c = 1.0
        var d = 1 - (a + b) * x / (a + 1)
        d = 1 / (abs(d) < tiny ? tiny : d)
        var value = d
        for index in 1..<20_000 {
            let m = Double(index)
            var factor = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 + factor * d
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = 1 + factor / c
            if abs(c) < tiny { c = tiny }
            value *= d * c
            factor = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + factor * d
            d = 1 / (abs(d) < tiny ? tiny : d)
            c = 1 + factor / c
            if abs(c) < tiny { c = tiny }
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return min(value * Factorials.binomial(a, b, x, y) * b / (a + b), 1)
    }
}

/// The distribution of a sum of squares of independent standard normal values.
public enum ChiSquare {
    /// The probability of a value beyond `x`; 1 for what is not positive.
    public static func above(_ x: Double, degrees: Double) -> Double {
        guard x > 0, degrees > 0 else { return 1 }
        guard x.isFinite else { return 0 }
        let (a, z) = (degrees / 2, x / 2)
        let weight = exp(-Factorials.stirlingError(a) - Factorials.deviance(a, z)) / (2 * Double.pi * a).squareRoot()
        if z < a + 1 {
            var (term, sum) = (1.0, 1.0)
            for index in 1..<100_000 {
                term *= z / (a + Double(index))
                sum += term
                if term < sum * 1e-17 { break }
            }
            return 1 - min(weight * sum, 1)
        }
        var b = z + 1 - a
        var c = 1e300
        var d = 1 / b
        var value = d
        for index in 1..<100_000 {
            let i = Double(index)
            let factor = -i * (i - a)
            b += 2
            d = 1 / (factor * d + b)
            c = b + factor / c
            value *= d * c
            if abs(d * c - 1) < 1e-16 { break }
        }
        return min(weight * a * value, 1)
    }
}

/// Student's distribution (1908), also away from its centre.
public enum StudentT {
    /// The probability of a value at least as far from 0 as `t`, on both sides.
    public static func beyond(_ t: Double, degrees: Double) -> Double {
        guard t.isFinite, degrees > 0 else { return t.isNaN ? .nan : 0 }
        let square = t * t
        return Beta.tails(degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square)).lower
    }

    /// The positive value that is exceeded in size with a probability, on both sides together.
    public static func critical(_ probability: Double, degrees: Double) -> Double {
        guard probability > 0, probability < 1, degrees > 0 else { return probability == 1 ? 0 : .nan }
        var high = 2.0
        while beyond(high, degrees: degrees) > probability, high < 1e150 { high *= 2 }
        return Root.between(0, high) { beyond($0, degrees: degrees) - probability } ?? .nan
    }

    /// The probability of a value beyond `t` when the mean of the numerator is `shift`: the normal tail, averaged over the distribution of the
    /// estimated deviation.
    static func above(_ t: Double, degrees: Double, shift: Double) -> Double {
        let spread = 1 / (2 * degrees).squareRoot()
        let (low, high) = (max(1 - 12 * spread, 1e-12), 1 + 14 * spread)
        let norm = (degrees / 2) * log(degrees / 2) - lgamma(degrees / 2) + log(2)
        return Quadrature.integral(low, high, panels: 24) { s in
            exp(norm + (degrees - 1) * log(s) - degrees * s * s / 2) * Normal.above(t * s - shift)
        }
    }
}
