import Foundation

/// What each user would like next: affinities between items, what is popular, and, where things are bought again, the user's own habits.
///
/// How much each counts is learned on the users' own last events, which are kept back for it; where nothing beats popularity, popularity is
/// the answer, and the scores say so.
public struct Recommender: Sendable, Codable {
    /// How a mixture did on what was kept back.
    public struct Score: Sendable, Hashable, Codable {
        /// Its name.
        public let name: String
        /// The mean over users of the normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, 2002).
        public let gain: Double
    }

    /// The mixture that is used.
    private struct Mixture: Sendable, Hashable, Codable {
        let ridge: Double
        let popularity: Double
        let habit: Double
        let name: String
    }

    /// How each mixture did, best first; the one called "popularity" is the simple answer, or "habit" where things are bought again.
    public let scores: [Score]
    /// Whether what was taken before may be suggested again.
    public let allowsRepeats: Bool
    private let mixture: Mixture
    private let affinity: Affinity?
    private let popular: [Int: Double]
    private let now: Double
    private let halfLife: Double

    /// Learns from all events, whose times must be finite; others are left out. nil when there is none.
    public init?(_ events: [Event], allowsRepeats: Bool) {
        let events = events.filter(\.time.isFinite).sorted { ($0.time, $0.user, $0.item) < ($1.time, $1.user, $1.item) }
        guard let first = events.first?.time, let last = events.last?.time else { return nil }
        self.allowsRepeats = allowsRepeats
        now = last
        halfLife = max((last - first) / 4, 1e-9)
        let (kept, back) = Self.split(events)
        let tried = Self.compare(kept, back, allowsRepeats, halfLife)
        scores = tried.map(\.score)
        let simple = Mixture(ridge: 0, popularity: 1, habit: allowsRepeats ? 100 : 0, name: "popularity")
        mixture = tried.first?.mixture ?? simple
        affinity = mixture.ridge > 0 ? Affinity(Self.lists(events), ridge: mixture.ridge) : nil
        popular = Popularity(events, now: last, halfLife: halfLife).shares
    }

    /// The items that a user with these events would like best, the best first. A user without any gets what is popular.
    public func rank(_ own: [Event], top: Int, where isAllowed: (Int) -> Bool = { _ in true }) -> [Int] {
        Self.rank(
            own, top: top, mixture, affinity, popular, allowsRepeats: allowsRepeats, now: now, halfLife: halfLife,
            where: isAllowed)
    }

    private static func rank(
        _ own: [Event], top: Int, _ mixture: Mixture, _ affinity: Affinity?, _ popular: [Int: Double],
        allowsRepeats: Bool,
        now: Double, halfLife: Double, where isAllowed: (Int) -> Bool
    ) -> [Int] {
        let taken = Set(own.map(\.item))
        var scores = popular.mapValues { mixture.popularity * $0 }
        for (item, score) in affinity?.scores(own.map(\.item)) ?? [:] { scores[item, default: 0] += score }
        if allowsRepeats, mixture.habit > 0 {
            for event in own {
                scores[event.item, default: 0] += mixture.habit * exp2((event.time - now) / halfLife) / 100
            }
        }
        let candidates = scores.filter { (allowsRepeats || !taken.contains($0.key)) && isAllowed($0.key) }
        return candidates.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(max(top, 0)).map(\.key)
    }

    private static func lists(_ events: [Event]) -> [[Int]] {
        Dictionary(grouping: events, by: \.user).sorted { $0.key < $1.key }.map { $0.value.map(\.item) }
    }

    /// Of each user with five events or more the last fifth is kept back, and with it all that happened at the same time: a basket is not
    /// torn apart. Who was there only once stays whole.
    private static func split(_ events: [Event]) -> (kept: [Event], back: [Int: [Event]]) {
        var kept: [Event] = []
        var back: [Int: [Event]] = [:]
        for (user, own) in Dictionary(grouping: events, by: \.user).sorted(by: { $0.key < $1.key }) {
            let cut = own[own.count - max(own.count / 5, 1)].time
            let isSplit = own.count >= 5 && own[0].time < cut
            kept += isSplit ? own.filter { $0.time < cut } : own
            if isSplit { back[user] = own.filter { $0.time >= cut } }
        }
        return (kept.sorted { ($0.time, $0.user, $0.item) < ($1.time, $1.user, $1.item) }, back)
    }

    private static func compare(
        _ kept: [Event], _ back: [Int: [Event]], _ allowsRepeats: Bool, _ halfLife: Double
    ) -> [(mixture: Mixture, score: Score)] {
        guard let now = kept.last?.time, !back.isEmpty else { return [] }
        let own = Dictionary(grouping: kept, by: \.user)
        let popular = Popularity(kept, now: now, halfLife: halfLife).shares
        // Two thousand users tell the mixtures apart.
        let users = back.keys.sorted().enumerated().filter { $0.offset % max(back.count / 2000, 1) == 0 }.map(\.element)
        var tried: [(mixture: Mixture, score: Score)] = []
        func attempt(_ mixture: Mixture, _ affinity: Affinity?) {
            var sum = 0.0
            for user in users {
                let past = own[user] ?? []
                let wanted = Set((back[user] ?? []).map(\.item)).subtracting(allowsRepeats ? [] : past.map(\.item))
                guard !wanted.isEmpty else { continue }
                let ranked = rank(
                    past, top: 10, mixture, affinity, popular, allowsRepeats: allowsRepeats, now: now,
                    halfLife: halfLife,
                    where: { _ in true })
                var gain = 0.0
                for (place, item) in ranked.enumerated() where wanted.contains(item) {
                    gain += 1 / log2(Double(place) + 2)
                }
                let ideal = (0..<min(10, wanted.count)).reduce(0.0) { $0 + 1 / log2(Double($1) + 2) }
                sum += gain / ideal
            }
            tried.append((mixture, Score(name: mixture.name, gain: sum / Double(users.count))))
        }
        let habits: [Double] = allowsRepeats ? [10, 100] : [0]
        for habit in habits {
            let name = allowsRepeats ? "popularity, habit \(habit)" : "popularity"
            attempt(Mixture(ridge: 0, popularity: 1, habit: habit, name: name), nil)
        }
        for ridge in [60.0, 250, 1000] {
            guard let affinity = Affinity(lists(kept), ridge: ridge) else { continue }
            for popularity in [0.0, 3] {
                for habit in allowsRepeats ? [0, 10, 100] : [0.0] {
                    let name = "affinity \(ridge), popularity \(popularity), habit \(habit)"
                    attempt(Mixture(ridge: ridge, popularity: popularity, habit: habit, name: name), affinity)
                }
            }
        }
        // Of equals the simpler is taken, which was tried first.
        return tried.enumerated().sorted {
            (-$0.element.score.gain, $0.offset) < (-$1.element.score.gain, $1.offset)
        }.map(\.element)
    }
}
