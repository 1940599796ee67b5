import Foundation

/// What each user would like next: several opinions, added up with weights that were learned on the users' own last events, which are kept back for
/// it. Where nothing beats the simple answer (what is popular; where things are taken again, what this user takes most), that is the answer, and
/// the scores say so.
///
/// A user without events gets what is popular; a thing that nobody has taken gets its place by what it is made of. Time of learning: things³ for
/// the affinities, at most `Affinity.mostItems` of them; things² memory, of the three thousand most taken; of a ranking: events of the user × things.
public struct Recommender: Sendable, Codable {
    /// How an opinion, or the sum of several, did on what was kept back.
    public struct Score: Sendable, Hashable, Codable {
        /// Its name; "blend" is the sum.
        public let name: String
        /// The mean over users of the normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, 2002).
        public let gain: Double
        /// Its weight in the answer.
        public let weight: Double
    }

    /// How each opinion did alone, and the blend last; the simple answer is first. Empty when nobody had enough events to keep some back.
    public let scores: [Score]
    /// Whether what was taken before may be suggested again.
    public let allowsRepeats: Bool
    private let parts: [Part]
    private let index: ItemIndex
    private let now: Double
    private let span: Double

    private struct Part: Sendable, Codable {
        let kind: Scorer.Kind
        let weight: Float
        let scorer: Scorer
    }

    /// Learns from all events, whose times must be finite; others are left out. `contents` says what things are made of, as numbers of parts; things in
    /// it need not have been taken. nil when there is no event.
    public init?(_ events: [Event], allowsRepeats: Bool, contents: [Int: [Int]] = [:], seed: UInt64 = 1) {
        let events = events.filter(\.time.isFinite).sorted { ($0.time, $0.user, $0.item) < ($1.time, $1.user, $1.item) }
        guard let first = events.first?.time, let last = events.last?.time else { return nil }
        let span = max(last - first, 1e-9)
        self.allowsRepeats = allowsRepeats
        (now, self.span) = (last, span)
        let index = ItemIndex(events, also: contents.keys.sorted())
        self.index = index
        let trial = Trial(events, index, contents, allowsRepeats, span, seed)
        scores = trial.scores
        let users = Trial.histories(events, index, now: last, span: span)
        parts = trial.weights.compactMap { kind, weight in
            Scorer(kind, events, users.map(\.history), index, contents, now: last, span: span, seed: seed).map {
                Part(kind: kind, weight: weight, scorer: $0)
            }
        }
    }

    /// The items that a user with these events would like best, the best first.
    public func rank(_ own: [Event], top: Int, where isAllowed: (Int) -> Bool = { _ in true }) -> [Int] {
        places(own, top, isAllowed).places.map { index.items[$0] }
    }

    /// The same with the reason for each.
    public func suggest(_ own: [Event], top: Int, where isAllowed: (Int) -> Bool = { _ in true }) -> [Suggestion] {
        let (places, history) = places(own, top, isAllowed)
        return places.map { Suggestion(item: index.items[$0], reason: reason($0, history)) }
    }

    private func places(_ own: [Event], _ top: Int, _ isAllowed: (Int) -> Bool) -> (places: [Int], history: History) {
        let history = History(own, index, now: now, span: span)
        var sums = [Float](repeating: 0, count: index.count)
        for part in parts {
            for (item, value) in part.scorer.scores(history, count: index.count).enumerated() {
                sums[item] += part.weight * value
            }
        }
        let taken = Set(allowsRepeats ? [] : history.items)
        let candidates = sums.indices.filter { !taken.contains($0) && isAllowed(index.items[$0]) }
        return (Array(candidates.sorted { (-sums[$0], $0) < (-sums[$1], $1) }.prefix(max(top, 0))), history)
    }

    private func reason(_ place: Int, _ history: History) -> SuggestionReason {
        if history.items.contains(place) { return .takenBefore }
        for part in parts {
            if case .neighbours(let neighbours) = part.scorer,
                let best = history.items.max(by: { neighbours.likeness($0, place) < neighbours.likeness($1, place) }),
                neighbours.likeness(best, place) > 0.05
            {
                return .goesWith(index.items[best])
            }
            if case .content(let content) = part.scorer,
                let best = history.items.max(by: { content.likeness($0, place) < content.likeness($1, place) }),
                content.likeness(best, place) > 0.3
            {
                return .alike(index.items[best])
            }
        }
        return .popular
    }
}

/// The opinions on events that were kept back.
private struct Trial {
    let scores: [Recommender.Score]
    let weights: [(Scorer.Kind, Float)]

    /// Each user's events as a history, in the order of the users.
    static func histories(
        _ events: [Event], _ index: ItemIndex, now: Double, span: Double
    ) -> [(user: Int, history: History)] {
        Dictionary(grouping: events, by: \.user).sorted { $0.key < $1.key }.map {
            ($0.key, History($0.value, index, now: now, span: span))
        }
    }

    init(
        _ events: [Event], _ index: ItemIndex, _ contents: [Int: [Int]], _ allowsRepeats: Bool, _ span: Double,
        _ seed: UInt64
    ) {
        let simple: [(Scorer.Kind, Float)] = allowsRepeats ? [(.habit, 1), (.popular, 0.01)] : [(.popular, 1)]
        let (kept, back) = Self.split(events)
        guard let now = kept.last?.time, !back.isEmpty else {
            (scores, weights) = ([], simple)
            return
        }
        let histories = Self.histories(kept, index, now: now, span: span)
        // Some five hundred users tell the opinions apart.
        let asked = histories.filter { back[$0.user] != nil }
        let sampled = asked.enumerated().filter { $0.offset % max(asked.count / 500, 1) == 0 }.map(\.element)
        let kinds = Scorer.Kind.allCases.filter { allowsRepeats || !$0.isHabit }
        let scorers = kinds.compactMap { kind in
            Scorer(kind, kept, histories.map(\.history), index, contents, now: now, span: span, seed: seed).map {
                (kind, $0)
            }
        }
        var bench = Bench(width: scorers.count, count: index.count)
        for (user, history) in sampled {
            let taken = Set(allowsRepeats ? [] : history.items)
            let all = Set((back[user] ?? []).map(\.item))
            // Things that were not known then can be found by nobody, but they were wanted.
            let wanted = all.compactMap { index.places[$0] }.filter { !taken.contains($0) }
            guard !wanted.isEmpty else { continue }
            bench.add(scorers.map { $0.1.scores(history, count: index.count) }, wanted: Set(wanted), taken: taken)
        }
        guard bench.users > 0 else {
            (scores, weights) = ([], simple)
            return
        }
        let alone = scorers.indices.map { place in bench.gain(scorers.indices.map { $0 == place ? 1 : 0 }) }
        let base = scorers.map { kind, _ in simple.first { $0.0 == kind }?.1 ?? 0 }
        var (best, gain) = (base, bench.gain(base))
        if let place = alone.indices.max(by: { alone[$0] < alone[$1] }), alone[place] > gain + 0.0005 {
            best = scorers.indices.map { $0 == place ? 1 : 0 }
            gain = alone[place]
        }
        for _ in 0..<3 {
            let before = gain
            for place in scorers.indices {
                let own = best[place]
                var chosen = own
                for weight: Float in [0, 0.03, 0.1, 0.2, 0.4, 0.8, 1.5, 3] where weight != own {
                    best[place] = weight
                    guard best.contains(where: { $0 > 0 }) else { continue }
                    let found = bench.gain(best)
                    // Of equals the one with less in it.
                    if found > gain + (weight == 0 ? 0 : 0.0005) { (gain, chosen) = (found, weight) }
                }
                best[place] = chosen
            }
            if gain < before + 0.001 { break }
        }
        var scores = zip(scorers, zip(alone, best)).map {
            Recommender.Score(name: $0.0.rawValue, gain: $1.0, weight: Double($1.1))
        }
        if let place = scorers.firstIndex(where: { $0.0 == (allowsRepeats ? .habit : .popular) }) {
            scores.insert(scores.remove(at: place), at: 0)
        }
        scores.append(Recommender.Score(name: "blend", gain: gain, weight: 1))
        self.scores = scores
        weights = zip(scorers, best).filter { $1 > 0 }.map { ($0.0, $1) }
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
}

/// The opinions of a sample of users, ready to be added up again and again.
private struct Bench {
    private let width: Int
    private let count: Int
    private var values: [Float] = []
    private var isWanted: [Bool] = []
    private var ideal: [Double] = []
    private(set) var users = 0

    init(width: Int, count: Int) {
        self.width = width
        self.count = count
    }

    mutating func add(_ opinions: [[Float]], wanted: Set<Int>, taken: Set<Int>) {
        for (place, opinion) in opinions.enumerated() {
            // What may not be suggested is out of the race in the first opinion, whatever its weight.
            values += opinion.indices.map { taken.contains($0) ? (place == 0 ? -.infinity : 0) : opinion[$0] }
        }
        isWanted += (0..<count).map { wanted.contains($0) }
        ideal.append((0..<min(10, wanted.count)).reduce(0.0) { $0 + 1 / log2(Double($1) + 2) })
        users += 1
    }

    func gain(_ weights: [Float]) -> Double {
        var sums = [Float](repeating: 0, count: count)
        var sum = 0.0
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                for user in 0..<users {
                    let start = user * width * count
                    for item in 0..<count { sums[item] = values[start + item] == -.infinity ? -.infinity : 0 }
                    for place in 0..<width where weights[place] != 0 {
                        let (weight, from) = (weights[place], start + place * count)
                        for item in 0..<count where sums[item] != -.infinity {
                            sums[item] += weight * values[from + item]
                        }
                    }
                    sum += discounted(sums, user) / ideal[user]
                }
            }
        }
        return sum / Double(max(users, 1))
    }

    private func discounted(_ sums: UnsafeMutableBufferPointer<Float>, _ user: Int) -> Double {
        var (top, places): ([Float], [Int]) = ([], [])
        for item in 0..<count where sums[item] != -.infinity {
            if top.count == 10, sums[item] <= top[9] { continue }
            var place = top.count
            while place > 0, sums[item] > top[place - 1] { place -= 1 }
            top.insert(sums[item], at: place)
            places.insert(item, at: place)
            if top.count > 10 {
                top.removeLast()
                places.removeLast()
            }
        }
        var gain = 0.0
        for (place, item) in places.enumerated() where isWanted[user * count + item] {
            gain += 1 / log2(Double(place) + 2)
        }
        return gain
    }
}
