import Foundation

/// How good probabilities of yes or no are.
public struct BinaryQuality: Sendable, Hashable, Codable {
    /// The mean surprise, in nats; less is better.
    public let logLoss: Double
    /// The mean squared error (Brier, 1950); less is better.
    public let brier: Double
    /// The probability that a yes got more than a no (area under the curve); ties count half. 0.5 when there are only yes or only no.
    public let area: Double

    /// Compares probabilities with what came; nil when sizes differ or there is none.
    public init?(_ probabilities: [Double], _ came: [Bool]) {
        guard probabilities.count == came.count, !came.isEmpty, probabilities.allSatisfy({ (0...1).contains($0) })
        else {
            return nil
        }
        var (loss, squares) = (0.0, 0.0)
        for (p, yes) in zip(probabilities, came) {
            let safe = min(max(p, 1e-15), 1 - 1e-15)
            loss -= log(yes ? safe : 1 - safe)
            squares += (p - (yes ? 1 : 0)) * (p - (yes ? 1 : 0))
        }
        logLoss = loss / Double(came.count)
        brier = squares / Double(came.count)
        let sorted = zip(probabilities, came).sorted { $0.0 < $1.0 }
        let yes = Double(came.count { $0 })
        var (ranks, start) = (0.0, 0)
        while start < sorted.count {
            var end = start
            while end < sorted.count, sorted[end].0 == sorted[start].0 { end += 1 }
            ranks += Double(start + end + 1) / 2 * Double(sorted[start..<end].count { $0.1 })
            start = end
        }
        let no = Double(came.count) - yes
        area = yes > 0 && no > 0 ? (ranks - yes * (yes + 1) / 2) / (yes * no) : 0.5
    }
}

/// How good predicted numbers are.
public struct ErrorQuality: Sendable, Hashable, Codable {
    /// The mean size of the error.
    public let meanAbsolute: Double
    /// The root of the mean squared error.
    public let rootMeanSquare: Double
    /// The part of the variance that is explained; 0 for the mean, below it when worse.
    public let explained: Double

    /// Compares predictions with what came; nil when sizes differ or there is none.
    public init?(_ predictions: [Double], _ came: [Double]) {
        guard predictions.count == came.count, !came.isEmpty else { return nil }
        let errors = zip(predictions, came).map { $0 - $1 }
        let squares = errors.reduce(0.0) { $0 + $1 * $1 } / Double(errors.count)
        meanAbsolute = errors.reduce(0.0) { $0 + abs($1) } / Double(errors.count)
        rootMeanSquare = squares.squareRoot()
        let mean = Sample(came).mean
        let spread = came.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) } / Double(came.count)
        explained = spread > 0 ? 1 - squares / spread : 0
    }
}
