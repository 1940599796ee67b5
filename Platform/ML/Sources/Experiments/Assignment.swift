import Kernel

/// Gives visitors to variants so that it sticks: the same visitor of the same experiment gets the same variant, on any machine, without a
/// table; visitors of different experiments are mixed independently.
public struct Assignment: Sendable, Hashable, Codable {
    /// The experiment's name; another name mixes anew.
    public let experiment: String
    /// How much of all each variant gets.
    public let weights: [Double]
    /// The part of all visitors that take part, 0…1. Raising it keeps who is in.
    public let share: Double

    /// nil unless there is a variant, weights are finite, not negative and not all 0, and the share is in 0…1.
    public init?(experiment: String, weights: [Double], share: Double = 1) {
        guard !weights.isEmpty, weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.contains(where: { $0 > 0 }),
            weights.reduce(0, +).isFinite, (0...1).contains(share)
        else { return nil }
        self.experiment = experiment
        self.weights = weights
        self.share = share
    }

    /// The variant of a visitor, from 0; nil for who does not take part.
    public func variant(of visitor: String) -> Int? {
        guard Self.place("\(experiment)\u{0}in\u{0}\(visitor)") < share else { return nil }
        var rest = Self.place("\(experiment)\u{0}arm\u{0}\(visitor)") * weights.reduce(0, +)
        for (variant, weight) in weights.enumerated() {
            if rest < weight { return variant }
            rest -= weight
        }
        return weights.lastIndex { $0 > 0 }
    }

    /// A number in 0..<1 by a stable hash and the last steps of SplitMix64, without which texts that differ in their last
    /// letter only would lie together.
    private static func place(_ text: String) -> Double {
        Double(SplitMix64.mixed(StableHash.of(text)) >> 11) * 0x1p-53
    }
}
