/// Finds a low point of a function of few variables without derivatives: the simplex of Nelder and Mead (1965) with the coefficients that
/// adapt to the dimension (Gao and Han, "Implementing the Nelder-Mead simplex algorithm with adaptive parameters", 2012).
///
/// Deterministic. Each step costs one or two evaluations; meant for up to ten variables.
public struct NelderMead: Sendable {
    /// It stops when the values at the corners differ by less than this part of their size.
    public var tolerance = 1e-10
    /// The most evaluations.
    public var evaluations = 4000
    /// The length of the first simplex's edges.
    public var step = 0.5

    /// The usual limits.
    public init() {}

    /// A point, and the function there.
    public struct Minimum: Sendable, Hashable {
        /// Where.
        public let point: [Double]
        /// How low.
        public let value: Double
        /// Whether it stopped because the corners agreed, rather than for want of evaluations.
        public let hasConverged: Bool
    }

    /// Searches from `start`. Values that are not finite count as infinitely high, so a function may refuse a point by `.infinity`.
    public func minimise(from start: [Double], _ function: ([Double]) -> Double) -> Minimum {
        let count = start.count
        func height(_ point: [Double]) -> Double {
            let value = function(point)
            return value.isNaN ? .infinity : value
        }
        guard count > 0 else { return Minimum(point: [], value: height([]), hasConverged: true) }
        var corners =
            [start]
            + (0..<count).map { axis in
                var corner = start
                corner[axis] += step
                return corner
            }
        var values = corners.map(height)
        var used = values.count
        let expansion = 1 + 2 / Double(count)
        let contraction = 0.75 - 1 / (2 * Double(count))
        let shrinkage = count > 1 ? 1 - 1 / Double(count) : 0.5
        while used < evaluations {
            let order = values.indices.sorted { values[$0] < values[$1] }
            corners = order.map { corners[$0] }
            values = order.map { values[$0] }
            if values[count] - values[0] <= tolerance * (abs(values[0]) + tolerance) { break }
            let centre = (0..<count).map { axis in corners[..<count].reduce(0) { $0 + $1[axis] } / Double(count) }
            func away(_ factor: Double) -> [Double] {
                (0..<count).map { centre[$0] + factor * (centre[$0] - corners[count][$0]) }
            }
            let reflected = away(1)
            let reflectedValue = height(reflected)
            used += 1
            if reflectedValue < values[0] {
                let expanded = away(expansion)
                let expandedValue = height(expanded)
                used += 1
                (corners[count], values[count]) =
                    expandedValue < reflectedValue ? (expanded, expandedValue) : (reflected, reflectedValue)
            } else if reflectedValue < values[count - 1] {
                (corners[count], values[count]) = (reflected, reflectedValue)
            } else {
                let isOutside = reflectedValue < values[count]
                let contracted = away(isOutside ? contraction : -contraction)
                let contractedValue = height(contracted)
                used += 1
                if contractedValue < min(reflectedValue, values[count]) {
                    (corners[count], values[count]) = (contracted, contractedValue)
                } else {
                    for corner in 1...count {
                        corners[corner] = zip(corners[0], corners[corner]).map { $0 + shrinkage * ($1 - $0) }
                        values[corner] = height(corners[corner])
                    }
                    used += count
                }
            }
        }
        let best = values.indices.min { values[$0] < values[$1] } ?? 0
        let spread = (values.max() ?? 0) - values[best]
        return Minimum(
            point: corners[best], value: values[best],
            hasConverged: spread <= tolerance * (abs(values[best]) + tolerance))
    }
}
