import Foundation

/// How many visitors an experiment needs in each of two arms of the same size, tested on both sides.
public enum SampleSize {
    /// For rates of `baseline` and `baseline · (1 + lift)` by the usual formula with pooled and unpooled errors (Fleiss, 1981). nil when there
    /// is nothing to find or a rate leaves 0…1.
    public static func proportions(
        baseline: Double, relativeLift: Double, power: Double = 0.8, alpha: Double = 0.05
    ) -> Double? {
        let other = baseline * (1 + relativeLift)
        guard isUseful(power, alpha), (0...1).contains(baseline), (0...1).contains(other), other != baseline else {
            return nil
        }
        let mean = (baseline + other) / 2
        let root =
            Normal.quantile(1 - alpha / 2) * (2 * mean * (1 - mean)).squareRoot() + Normal.quantile(power)
            * (baseline * (1 - baseline) + other * (1 - other)).squareRoot()
        return root * root / ((other - baseline) * (other - baseline))
    }

    /// The same on the scale on which a rate's error does not depend on the rate (Cohen, 1988, chapter 6), from the power of the test itself.
    public static func arcsine(
        baseline: Double, relativeLift: Double, power: Double = 0.8, alpha: Double = 0.05
    ) -> Double? {
        let other = baseline * (1 + relativeLift)
        guard isUseful(power, alpha), (0...1).contains(baseline), (0...1).contains(other), other != baseline else {
            return nil
        }
        let effect = abs(2 * asin(other.squareRoot()) - 2 * asin(baseline.squareRoot()))
        let critical = Normal.quantile(1 - alpha / 2)
        return search { n in
            let shift = effect * (n / 2).squareRoot()
            return Normal.above(critical - shift) + Normal.below(-critical - shift) - power
        }
    }

    /// For means that lie `effect` standard deviations apart, by the power of Student's test.
    public static func means(effect: Double, power: Double = 0.8, alpha: Double = 0.05) -> Double? {
        guard isUseful(power, alpha), effect != 0, effect.isFinite else { return nil }
        return search { n in
            let degrees = 2 * n - 2
            let (critical, shift) = (StudentT.critical(alpha, degrees: degrees), abs(effect) * (n / 2).squareRoot())
            return StudentT.above(critical, degrees: degrees, shift: shift)
                + StudentT.above(critical, degrees: degrees, shift: -shift) - power
        }
    }

    private static func isUseful(_ power: Double, _ alpha: Double) -> Bool {
        alpha > 0 && alpha < 1 && power > alpha && power < 1
    }

    private static func search(_ excess: (Double) -> Double) -> Double? {
        var high = 4.0
        while excess(high) < 0 {
            high *= 2
            if high > 1e13 { return nil }
        }
        return excess(2) >= 0 ? 2 : Root.between(2, high, excess)
    }
}
