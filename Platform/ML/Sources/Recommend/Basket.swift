import Foundation

/// What was ordered together, and when.
public struct Basket: Sendable, Hashable, Codable {
    /// The different things in it.
    public let items: [Int]
    /// When, in days.
    public let day: Double
    /// The hour of the day, 0 to 24.
    public let hour: Double
    /// The day of the week, 0 to 6.
    public let weekday: Int

    /// Takes the four; things that are there twice count once.
    public init(items: some Sequence<Int>, day: Double, hour: Double, weekday: Int) {
        self.items = Set(items).sorted()
        self.day = day
        self.hour = hour
        self.weekday = weekday
    }

    /// Which eighth of the day it is, on a working day or at the weekend: 16 kinds of moment.
    var moment: Int {
        let eighth = hour.isFinite ? min(max(Int(max(min(hour, 24), 0) / 3), 0), 7) : 0
        return eighth + (weekday >= 5 ? 8 : 0)
    }
}

/// Why something is suggested.
public enum SuggestionReason: Sendable, Hashable, Codable {
    /// It is taken together with this thing more often than chance would have it.
    case goesWith(Int)
    /// It is taken more at this time of the day or week than at others.
    case popularNow
    /// It is taken often.
    case popular
    /// The same customer took it before.
    case takenBefore
    /// It is made of what the customer likes, and too new to be known otherwise.
    case alike(Int)
}

/// Something to suggest, and why.
public struct Suggestion: Sendable, Hashable, Codable {
    /// What.
    public let item: Int
    /// Why.
    public let reason: SuggestionReason
}

/// What goes with a basket: how popular each thing is, lately and at this time of the day, times how much more often it is taken together with
/// what is there than chance would have it, each drawn to "no more than chance" where little is known.
///
/// How far back popularity looks, how much the moment and the company count, is chosen on the last baskets, whose things are hidden one by one;
/// where nothing beats plain popularity, that is the answer. Time of a suggestion: things × basket, no more than the ranking itself.
public struct BasketSuggester: Sendable, Codable {
    /// How a mixture did on the last baskets: the mean of one over the place where the hidden thing was (reciprocal rank).
    public struct Score: Sendable, Hashable, Codable {
        /// Its name; "popularity" is the simple answer.
        public let name: String
        /// The mean reciprocal rank.
        public let reciprocalRank: Double
    }

    private struct Mixture: Sendable, Hashable, Codable {
        /// Days after which an order counts half; 0 for never.
        var halfLife = 0.0
        /// How much the company counts.
        var company = 0.0
        /// How many orders are believed at once before company is.
        var caution = 20.0
        /// How many orders a moment of the day must have to be believed as much as the whole day; 0 for not at all.
        var moment = 0.0

        var name: String {
            self == Mixture()
                ? "popularity"
                : "half after \(halfLife) days, company \(company) after \(caution), moment after \(moment)"
        }
    }

    /// How popularity did, and what is used.
    public let scores: [Score]
    private let mixture: Mixture
    private let tables: Tables

    /// Learns from baskets; those whose day is not finite or that are empty are left out, and things beyond the two thousand most taken. nil when none is
    /// left.
    public init?(_ baskets: [Basket]) {
        let baskets = baskets.filter { $0.day.isFinite && !$0.items.isEmpty }.sorted {
            ($0.day, $0.hour) < ($1.day, $1.hour)
        }
        guard !baskets.isEmpty else { return nil }
        let cut = baskets.count * 17 / 20
        let (before, after) = (Array(baskets[..<cut]), baskets[cut...].filter { $0.items.count > 1 })
        var chosen = Mixture()
        var found: [Score] = []
        if after.count >= 20 {
            let used = after.enumerated().filter { $0.offset % max(after.count / 1500, 1) == 0 }.map(\.element)
            func ranks(_ mixture: Mixture) -> [Double] {
                let tables = Tables(before, mixture)
                return used.flatMap { basket in
                    basket.items.map { hidden in
                        let given = basket.items.filter { $0 != hidden }
                        let place = tables.scores(given, basket.moment, mixture).rank(of: hidden, except: given)
                        return place.map { 1 / Double($0) } ?? 0
                    }
                }
            }
            let plain = ranks(chosen)
            var best = plain
            found.append(Score(name: chosen.name, reciprocalRank: Sample(plain).mean))
            func attempt(_ change: (inout Mixture) -> Void) {
                var mixture = chosen
                change(&mixture)
                let own = ranks(mixture)
                // Better by more than chance: the mean difference is beyond its own error.
                let gain = Sample(zip(own, best).map { $0 - $1 })
                if gain.mean > gain.deviation / Double(max(gain.count, 1)).squareRoot() {
                    (chosen, best) = (mixture, own)
                }
            }
            for company in [0.3, 0.6, 1] {
                for caution in [5.0, 20, 80] {
                    attempt { ($0.company, $0.caution) = (company, caution) }
                }
            }
            for moment in [1000.0, 200, 50] { attempt { $0.moment = moment } }
            for halfLife in [120.0, 45, 15] { attempt { $0.halfLife = halfLife } }
            if chosen != Mixture() { found.append(Score(name: chosen.name, reciprocalRank: Sample(best).mean)) }
        }
        scores = found
        mixture = chosen
        tables = Tables(baskets, chosen)
    }

    /// What goes best with what is in a basket at a time, the best first, each with its reason. What is in the basket is not suggested again, nor what is
    /// not allowed.
    public func suggest(
        with given: [Int], hour: Double, weekday: Int, top: Int, where isAllowed: (Int) -> Bool = { _ in true }
    ) -> [Suggestion] {
        let moment = Basket(items: [], day: 0, hour: hour, weekday: weekday).moment
        let scored = tables.scores(given, moment, mixture)
        let taken = Set(given)
        let order = scored.values.indices.filter { !taken.contains(tables.items[$0]) && isAllowed(tables.items[$0]) }
            .sorted { (-scored.values[$0], tables.items[$0]) < (-scored.values[$1], tables.items[$1]) }
        return order.prefix(max(top, 0)).map { place in
            Suggestion(item: tables.items[place], reason: tables.reason(place, given, moment, mixture))
        }
    }

    /// Sums over the baskets.
    private struct Tables: Sendable, Codable {
        let items: [Int]
        private let places: [Int: Int]
        /// The logarithm of each thing's part of all that was taken, and what a moment adds to it.
        private let popularity: [Float]
        private let moments: [[Float]]
        /// The logarithm of how much more often two things are taken together than chance would have it.
        private let company: [Float]

        struct Scored {
            let values: [Float]
            let items: [Int]

            /// The place of a thing among those that are not given, from 1; nil when it is not known.
            func rank(of hidden: Int, except given: [Int]) -> Int? {
                guard let own = items.firstIndex(of: hidden) else { return nil }
                var place = 1
                for other in values.indices
                where values[other] > values[own] || (values[other] == values[own] && other < own) {
                    if !given.contains(items[other]) { place += 1 }
                }
                return place
            }
        }

        init(_ baskets: [Basket], _ mixture: Mixture) {
            var counts: [Int: Int] = [:]
            for basket in baskets { for item in basket.items { counts[item, default: 0] += 1 } }
            let items = counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(2000).map(\.key).sorted()
            let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($0.element, $0.offset) })
            let (n, now) = (items.count, baskets.last?.day ?? 0)
            var weights = [Double](repeating: 0, count: n)
            var byMoment = [[Double]](repeating: weights, count: 16)
            var times = weights
            var together = [Double](repeating: 0, count: mixture.company > 0 ? n * n : 0)
            for basket in baskets {
                let own = basket.items.compactMap { places[$0] }
                let weight = mixture.halfLife > 0 ? exp2((basket.day - now) / mixture.halfLife) : 1
                for i in own {
                    weights[i] += weight
                    times[i] += 1
                    byMoment[basket.moment][i] += 1
                    if mixture.company > 0 { for j in own { together[i * n + j] += 1 } }
                }
            }
            let (sum, all) = (weights.reduce(0, +), times.reduce(0, +))
            popularity = weights.map { Float(log(($0 + 0.5) / (sum + 0.5 * Double(n)))) }
            moments =
                mixture.moment > 0
                ? byMoment.map { own in
                    let size = own.reduce(0, +)
                    return own.indices.map { i in
                        let share = (times[i] + 0.5) / (all + 0.5 * Double(n))
                        return Float(log((own[i] + mixture.moment * share) / ((size + mixture.moment) * share)))
                    }
                } : []
            let orders = Double(baskets.count)
            company = together.indices.map { index in
                let (i, j) = (index / n, index % n)
                guard i != j else { return 0 }
                return Float(
                    log((together[index] + mixture.caution) / (times[i] * times[j] / orders + mixture.caution)))
            }
            self.items = items
            self.places = places
        }

        func scores(_ given: [Int], _ moment: Int, _ mixture: Mixture) -> Scored {
            var values = popularity
            if !moments.isEmpty { for i in values.indices { values[i] += moments[moment][i] } }
            if mixture.company > 0 {
                let (n, weight) = (items.count, Float(mixture.company))
                for item in given {
                    guard let j = places[item] else { continue }
                    for i in 0..<n { values[i] += weight * company[j * n + i] }
                }
            }
            return Scored(values: values, items: items)
        }

        func reason(_ place: Int, _ given: [Int], _ moment: Int, _ mixture: Mixture) -> SuggestionReason {
            if mixture.company > 0 {
                let n = items.count
                let friends = given.compactMap { item in places[item].map { (item, company[$0 * n + place]) } }
                if let best = friends.max(by: { $0.1 < $1.1 }), best.1 > 0.1 { return .goesWith(best.0) }
            }
            return !moments.isEmpty && moments[moment][place] > 0.1 ? .popularNow : .popular
        }
    }
}
