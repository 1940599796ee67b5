import Foundation

/// Something that somebody took.
public struct Event: Sendable, Hashable, Codable {
    /// Who, or which basket.
    public let user: Int
    /// What.
    public let item: Int
    /// When, in any unit that grows; days are usual.
    public let time: Double

    /// Takes the three; `user` and `item` are numbers from 0 on.
    public init(user: Int, item: Int, time: Double) {
        self.user = user
        self.item = item
        self.time = time
    }
}

/// What is taken most, lately rather than long ago: each event counts half after every `halfLife`.
public struct Popularity: Sendable, Hashable, Codable {
    /// The weight of each item, all together 1.
    public let shares: [Int: Double]

    /// Counts up to `now`, events after it not at all. Nothing has no shares.
    public init(_ events: [Event], now: Double, halfLife: Double) {
        var weights: [Int: Double] = [:]
        // In the order given, so that sums are the same in every run.
        for event in events where event.time <= now {
            weights[event.item, default: 0] += halfLife > 0 ? exp2((event.time - now) / halfLife) : 1
        }
        let sum = weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
        shares = sum > 0 && sum.isFinite ? weights.mapValues { $0 / sum } : [:]
    }
}
