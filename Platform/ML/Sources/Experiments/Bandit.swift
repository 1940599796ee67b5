import Foundation
public import Kernel

/// Chooses among headlines by how they did, trying each as often as it may yet be the best (Thompson, 1933; Chapelle and Li, 2011).
public struct Bandit: Sendable, Hashable, Codable {
    /// How often each was shown.
    public private(set) var shown: [Int]
    /// How often each was followed.
    public private(set) var followed: [Int]

    /// As many choices as given, nothing known of any. At least one is made.
    public init(choices: Int) {
        shown = Array(repeating: 0, count: max(choices, 1))
        followed = shown
    }

    /// What to show now: the choice whose rate, drawn from what is believed of it, is the highest.
    public func choose(using random: inout SeededGenerator) -> Int {
        var best = (choice: 0, rate: -1.0)
        for choice in shown.indices {
            let rate = Self.beta(
                Double(followed[choice]) + 1, Double(shown[choice] - followed[choice]) + 1, &random)
            if rate > best.rate { best = (choice, rate) }
        }
        return best.choice
    }

    /// Learns what came of one showing. A choice that does not exist is left out.
    public mutating func learn(_ choice: Int, wasFollowed: Bool) {
        guard shown.indices.contains(choice) else { return }
        shown[choice] += 1
        if wasFollowed { followed[choice] += 1 }
    }

    /// The probability of each to be the best, from `draws` draws; all together 1.
    public func chances(draws: Int = 4000, using random: inout SeededGenerator) -> [Double] {
        var wins = shown.map { _ in 0 }
        for _ in 0..<max(draws, 1) { wins[choose(using: &random)] += 1 }
        return wins.map { Double($0) / Double(max(draws, 1)) }
    }

    private static func beta(_ a: Double, _ b: Double, _ random: inout SeededGenerator) -> Double {
        let (x, y) = (gamma(a, &random), gamma(b, &random))
        return x / (x + y)
    }

    /// Marsaglia and Tsang (2000), for shapes from 1 on.
    private static func gamma(_ shape: Double, _ random: inout SeededGenerator) -> Double {
        let d = shape - 1 / 3.0
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = Normal.quantile(max(random.uniform(), 0x1p-54))
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard v > 0 else { continue }
            if log(max(random.uniform(), 0x1p-54)) < x * x / 2 + d - d * v + d * log(v) { return d * v }
        }
    }
}
