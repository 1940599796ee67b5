/// Gauss's hypergeometric function ₂F₁ for real parameters and 0 ≤ z < 1.
enum Hypergeometric {
    /// Sums the series (NIST Handbook, 15.2.1). nil outside of the domain, or when a hundred thousand terms are not enough, as close to 1.
    static func series(_ a: Double, _ b: Double, _ c: Double, _ z: Double) -> Double? {
        guard z >= 0, z < 1, a.isFinite, b.isFinite, c.isFinite, !(c <= 0 && c == c.rounded()) else { return nil }
        var term = 1.0
        var sum = 1.0
        for index in 0..<100_000 {
            let n = Double(index)
            term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
            sum += term
            if abs(term) <= 1e-16 * abs(sum) { return sum.isFinite ? sum : nil }
        }
        return nil
    }
}
