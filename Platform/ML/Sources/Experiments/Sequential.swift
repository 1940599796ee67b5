import Foundation

/// A test that may be looked at any day and stopped when it has found something, without more false findings than promised: the mixture
/// sequential probability ratio test (Robbins, 1970; Johari, Koomen, Pekelis and Walsh, "Always valid inference", 2022).
///
/// It takes an estimate of a difference and its variance at each look; both must be of all data until then.
public struct SequentialTest: Sendable, Hashable, Codable {
    /// How large differences usually are: the deviation of the normal distribution that the alternatives are mixed by. It moves the power, not
    /// the promise.
    public let usualEffect: Double
    /// The probability of this much evidence or more at any of the looks so far, if there is no difference.
    public private(set) var significance = 1.0
    /// How often it was looked at.
    public private(set) var looks = 0

    /// nil unless `usualEffect` is positive and finite.
    public init?(usualEffect: Double) {
        guard usualEffect > 0, usualEffect.isFinite else { return nil }
        self.usualEffect = usualEffect
    }

    /// Looks at what is known by now; a variance that is not positive and finite says nothing yet.
    public mutating func look(difference: Double, variance: Double) {
        guard variance > 0, variance.isFinite, difference.isFinite else { return }
        looks += 1
        let mixed = usualEffect * usualEffect
        let evidence =
            log(variance / (variance + mixed)) / 2 + difference * difference * mixed
            / (2 * variance * (variance + mixed))
        significance = min(significance, exp(-evidence))
    }

    /// Where the true difference is, at all looks together with the given confidence. nil when the variance says nothing yet.
    public func interval(difference: Double, variance: Double, confidence: Double = 0.95) -> ClosedRange<Double>? {
        guard variance > 0, variance.isFinite, difference.isFinite, confidence > 0, confidence < 1 else { return nil }
        let mixed = usualEffect * usualEffect
        let half =
            (variance * (variance + mixed) / mixed
            * (log((variance + mixed) / variance) - 2 * log(1 - confidence))).squareRoot()
        return (difference - half)...(difference + half)
    }
}
