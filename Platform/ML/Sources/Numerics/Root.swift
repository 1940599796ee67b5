/// Finds where a function crosses zero.
enum Root {
    /// The root of a continuous function between two points where it has different signs (Brent, "Algorithms for minimization without
    /// derivatives", 1973, chapter 4), to the last digits. nil when the signs agree or a value is not a number.
    static func between(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Double? {
        var (a, b) = (low, high)
        var (fa, fb) = (function(a), function(b))
        if fa == 0 { return a }
        if fb == 0 { return b }
        guard (fa < 0) != (fb < 0), !fa.isNaN, !fb.isNaN else { return nil }
        var (c, fc) = (a, fa)
        var (step, last) = (b - a, b - a)
        for _ in 0..<200 {
            if (fb < 0) == (fc < 0) {
                (c, fc) = (a, fa)
                step = b - a
                last = step
            }
            if abs(fc) < abs(fb) { (a, b, c, fa, fb, fc) = (b, c, b, fb, fc, fb) }
            let tolerance = 2 * b.magnitude.ulp
            let half = (c - b) / 2
            if abs(half) <= tolerance || fb == 0 { return b }
            if abs(last) >= tolerance, abs(fa) > abs(fb) {
                let s = fb / fa
                var p: Double
                var q: Double
                if a == c {
                    p = 2 * half * s
                    q = 1 - s
                } else {
                    let (u, r) = (fa / fc, fb / fc)
                    p = s * (2 * half * u * (u - r) - (b - a) * (r - 1))
                    q = (u - 1) * (r - 1) * (s - 1)
                }
                if p > 0 { q = -q } else { p = -p }
                if 2 * p < min(3 * half * q - abs(tolerance * q), abs(last * q)) {
                    last = step
                    step = p / q
                } else {
                    step = half
                    last = half
                }
            } else {
                step = half
                last = half
            }
            (a, fa) = (b, fb)
            b += abs(step) > tolerance ? step : half > 0 ? tolerance : -tolerance
            fb = function(b)
            if fb.isNaN { return nil }
        }
        return b
    }
}
