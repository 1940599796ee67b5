import Foundation

/// One opinion on what somebody would like: a number for each thing, of which only the order and the proportions count.
enum Scorer: Sendable, Codable {
    /// What opinions there are, the simple ones first.
    enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case popular = "popularity"
        case popularLately = "popularity lately"
        case habit = "own frequency"
        case habitLately = "own frequency lately"
        case habitJustNow = "own frequency just now"
        case neighbours = "neighbours"
        case sequel = "sequence"
        case factors = "factors"
        case affinity = "affinity"
        case carefulAffinity = "careful affinity"
        case content = "content"

        var isHabit: Bool { [.habit, .habitLately, .habitJustNow].contains(self) }
    }

    case plain(Kind)
    case popularity([Float])
    case neighbours(Neighbours)
    case sequel(Sequel)
    case factors(ImplicitFactors)
    case affinity(Affinity)
    case content(Content)

    /// Learns; nil when there is too little for this kind.
    init?(
        _ kind: Kind, _ events: [Event], _ users: [History], _ index: ItemIndex, _ contents: [Int: [Int]], now: Double,
        span: Double, seed: UInt64
    ) {
        switch kind {
        case .popular, .popularLately:
            let shares = Popularity(events, now: now, halfLife: kind == .popular ? 0 : span / 10).shares
            self = .popularity(index.items.map { Float(shares[$0] ?? 0) })
        case .habit, .habitLately, .habitJustNow: self = .plain(kind)
        case .neighbours: self = .neighbours(Neighbours(users, count: index.count))
        case .sequel: self = .sequel(Sequel(users, count: index.count))
        case .factors:
            guard let factors = ImplicitFactors(users, count: index.count, seed: seed) else { return nil }
            self = .factors(factors)
        case .affinity, .carefulAffinity:
            guard let affinity = Affinity(users.map(\.items), ridge: kind == .affinity ? 300 : 1500) else { return nil }
            self = .affinity(affinity)
        case .content:
            guard !contents.isEmpty else { return nil }
            self = .content(Content(index, contents))
        }
    }

    /// The numbers for somebody, the largest of them 1 where one is above 0.
    func scores(_ history: History, count: Int) -> [Float] {
        var values: [Float]
        switch self {
        case .popularity(let shares): values = shares
        case .plain(let kind):
            values = Array(repeating: 0, count: count)
            let own = kind == .habit ? history.counts : kind == .habitLately ? history.lately : history.justNow
            for (item, weight) in zip(history.items, own) { values[item] = weight }
        case .neighbours(let neighbours): values = neighbours.scores(history)
        case .sequel(let sequel): values = sequel.scores(history)
        case .factors(let factors): values = factors.scores(history)
        case .affinity(let affinity): values = affinity.rows(history.items, count: count)
        case .content(let content): values = content.scores(history)
        }
        if let largest = values.max(), largest > 0, largest.isFinite {
            for i in values.indices { values[i] /= largest }
        }
        return values
    }
}

/// What things are made of: the cosine between a thing's parts and those of all that somebody took, each part counting as it is rare. It has an
/// opinion on things that nobody has taken yet.
struct Content: Sendable, Codable {
    private let parts: [[Int]]
    private let weights: [Int: Float]
    private let lengths: [Float]

    init(_ index: ItemIndex, _ contents: [Int: [Int]]) {
        let parts = index.items.map { Set(contents[$0] ?? []).sorted() }
        var counts: [Int: Int] = [:]
        for list in parts { for part in list { counts[part, default: 0] += 1 } }
        let weights = counts.mapValues { Float(log(Double(parts.count + 1) / Double($0))) }
        lengths = parts.map { list in
            list.reduce(Float(0)) { $0 + (weights[$1] ?? 0) * (weights[$1] ?? 0) }.squareRoot()
        }
        self.parts = parts
        self.weights = weights
    }

    func scores(_ history: History) -> [Float] {
        var profile: [Int: Float] = [:]
        for (item, count) in zip(history.items, history.counts) where lengths[item] > 0 {
            for part in parts[item] { profile[part, default: 0] += count * (weights[part] ?? 0) / lengths[item] }
        }
        return parts.indices.map { item in
            lengths[item] > 0
                ? parts[item].reduce(Float(0)) { $0 + (weights[$1] ?? 0) * (profile[$1] ?? 0) } / lengths[item] : 0
        }
    }

    /// How alike two things are made.
    func likeness(_ a: Int, _ b: Int) -> Float {
        guard lengths[a] > 0, lengths[b] > 0 else { return 0 }
        let shared = Set(parts[a]).intersection(parts[b]).sorted()
        return shared.reduce(Float(0)) { $0 + (weights[$1] ?? 0) * (weights[$1] ?? 0) } / (lengths[a] * lengths[b])
    }
}
