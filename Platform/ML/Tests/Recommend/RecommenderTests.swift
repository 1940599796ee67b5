import Foundation
import Kernel
import Testing

@testable import ML

@Suite("What somebody would like next") struct RecommenderTests {
    @Test("An inverse is one", arguments: [1, 2, 7, 33])
    func inverse(_ count: Int) throws {
        var random = SeededGenerator(seed: 2)
        let rows = (0..<count).map { _ in (0..<count + 3).map { _ in random.uniform() - 0.5 } }
        var values = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0..<count { values[i * count + j] = zip(rows[i], rows[j]).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        let upper = try #require(PositiveMatrix(count: count, values: values).inverse())
        for i in 0..<count {
            for j in 0..<count {
                let product = (0..<count).reduce(0.0) {
                    $0 + values[i * count + $1] * upper[min($1, j) * count + max($1, j)]
                }
                #expect(abs(product - (i == j ? 1 : 0)) < 1e-8)
            }
        }
        #expect(PositiveMatrix(count: 2, values: [1, 2, 2, 1]).inverse() == nil)
        #expect(PositiveMatrix(count: 2, values: [1]).inverse() == nil)
        #expect(PositiveMatrix(count: 1, values: [.nan]).inverse() == nil)
    }

    @Test("Two items: the affinity is that of ridge regression by hand")
    func affinity() throws {
        // Three took both, one only the first: the gram matrix with a ridge of 1 is [[5, 3], [3, 4]], its inverse [[4, −3], [−3, 5]] / 11.
        let affinity = try #require(Affinity([[0, 1], [0, 1], [1, 0, 0], [0]], ridge: 1))
        #expect(abs(affinity.scores([0])[1]! - 0.6) < 1e-6)
        #expect(abs(affinity.scores([1])[0]! - 0.75) < 1e-6)
        #expect(affinity.scores([0])[0] == 0)
        #expect(affinity.scores([7]) == [:])
        #expect(Affinity([[0]], ridge: 1) == nil)
        #expect(Affinity([[0, 1]], ridge: 0) == nil)
    }

    /// Two kinds of people who each like ten of twenty things, some of which are liked by more.
    static func events(_ seed: UInt64) -> [Event] {
        var random = SeededGenerator(seed: seed)
        return (0..<400).flatMap { user in
            (0..<8).map { step in
                let place = Int(10 * random.uniform() * random.uniform())
                return Event(user: user, item: (user % 2) * 10 + place, time: Double(step) + random.uniform())
            }
        }
    }

    @Test("People get what their kind likes, and not what they have")
    func kinds() throws {
        let events = Self.events(1)
        let recommender = try #require(Recommender(events, allowsRepeats: false))
        let simple = try #require(recommender.scores.first)
        let best = try #require(recommender.scores.last)
        #expect(simple.name == "popularity" && best.name == "blend")
        #expect(best.gain > simple.gain + 0.02)
        #expect(recommender.scores.filter { $0.name != "blend" }.contains { $0.weight > 0 })
        var own = 0
        for user in 0..<400 {
            let taken = events.filter { $0.user == user }
            let ranked = recommender.rank(taken, top: 3)
            #expect(Set(ranked).isDisjoint(with: taken.map(\.item)))
            own += ranked.count { $0 / 10 == user % 2 }
        }
        #expect(own > 1100)
        let allowed = recommender.rank([], top: 5) { $0 >= 10 }
        #expect(allowed.count == 5 && allowed.allSatisfy { $0 >= 10 })
    }

    @Test("Where things are bought again, one's own habits come first")
    func habits() throws {
        var random = SeededGenerator(seed: 4)
        let events = (0..<300).flatMap { user in
            (0..<10).map { visit in
                let item = random.uniform() < 0.7 ? user % 40 : Int(40 * random.uniform())
                return Event(user: user, item: item, time: Double(visit))
            }
        }
        let recommender = try #require(Recommender(events, allowsRepeats: true))
        var first = 0
        for user in 0..<300 where recommender.rank(events.filter { $0.user == user }, top: 1) == [user % 40] {
            first += 1
        }
        #expect(first > 270)
    }

    @Test("Nobody, nothing and one event have an answer")
    func nonsense() throws {
        #expect(Recommender([], allowsRepeats: false) == nil)
        #expect(Recommender([Event(user: 0, item: 0, time: .nan)], allowsRepeats: false) == nil)
        let one = try #require(Recommender([Event(user: 0, item: 3, time: 1)], allowsRepeats: false))
        #expect(one.scores == [])
        #expect(one.rank([], top: 10) == [3])
        #expect(one.rank([Event(user: 0, item: 3, time: 1)], top: 10) == [])
        #expect(one.rank([Event(user: 1, item: 99, time: 1)], top: 0) == [])
        let busy = (0..<10_000).map { Event(user: 0, item: $0 % 50, time: Double($0)) }
        #expect(try #require(Recommender(busy, allowsRepeats: true)).rank(busy, top: 3).count == 3)
    }

    @Test("What comes after what is learned, and the reason is given")
    func sequel() throws {
        // Everybody goes through the things in the same order, from a place of their own.
        var events: [Event] = []
        for user in 0..<200 {
            for step in 0..<6 {
                events.append(Event(user: user, item: (user * 7 + step) % 30, time: Double(user % 13 + step * 20)))
            }
        }
        let recommender = try #require(Recommender(events, allowsRepeats: false))
        var hits = 0
        for start in 0..<30 {
            let own = (0..<4).map { step in Event(user: 999, item: (start + step) % 30, time: Double(30 + step * 20)) }
            if recommender.rank(own, top: 2).contains((start + 4) % 30) { hits += 1 }
        }
        #expect(hits > 25)
        let again = try #require(Recommender(Array(events.reversed()), allowsRepeats: false))
        #expect(again.scores == recommender.scores)
        let copy = try JSONDecoder().decode(Recommender.self, from: JSONEncoder().encode(recommender))
        #expect(copy.rank(Array(events.prefix(4)), top: 5) == recommender.rank(Array(events.prefix(4)), top: 5))
    }

    @Test("A new thing is found by what it is made of, from the first day")
    func content() throws {
        // Two kinds of people; things of one kind share a part. Thing 20 has never been taken and is made like those of the second kind.
        let contents = Dictionary(
            uniqueKeysWithValues: (0..<21).map { ($0, $0 < 10 ? [1, 100 + $0] : [2, 100 + $0]) })
        let recommender = try #require(Recommender(Self.events(6), allowsRepeats: false, contents: contents))
        #expect(recommender.scores.contains { $0.name == "content" })
        let second = (10..<19).map { Event(user: 1, item: $0, time: 9) }
        let ranked = recommender.rank(second, top: 20)
        let (new, other) = (try #require(ranked.firstIndex(of: 20)), try #require(ranked.firstIndex(of: 9)))
        if recommender.scores.contains(where: { $0.name == "content" && $0.weight > 0 }) { #expect(new < other) }
        let reasons = recommender.suggest(second, top: 1)
        #expect(reasons.count == 1)
        let nobody = recommender.suggest([], top: 2)
        #expect(nobody.map(\.reason) == [.popular, .popular])
        let back = try #require(Recommender(Self.events(6), allowsRepeats: true)).suggest(second, top: 1)
        #expect(back.map(\.reason) == [.takenBefore])
    }
}

@Suite("What goes with a basket") struct BasketSuggesterTests {
    /// Beer goes with crisps, coffee belongs to the morning; the rest is chance.
    static func baskets(_ count: Int, seed: UInt64) -> [Basket] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { number in
            let isMorning = number % 3 == 0
            var items = [10 + random.index(below: 6)]
            if random.uniform() < 0.3 { items += [1, 2] }
            if isMorning, random.uniform() < 0.8 { items.append(3) }
            if random.uniform() < 0.3 { items.append(4) }
            return Basket(items: items, day: Double(number / 20), hour: isMorning ? 8 : 20, weekday: number / 20 % 7)
        }
    }

    @Test("Company and the hour count where they tell something")
    func company() throws {
        let suggester = try #require(BasketSuggester(Self.baskets(1500, seed: 1)))
        #expect(suggester.scores.map(\.name).first == "popularity")
        let (simple, used) = (try #require(suggester.scores.first), try #require(suggester.scores.last))
        #expect(used.reciprocalRank > simple.reciprocalRank + 0.05)
        let first = try #require(suggester.suggest(with: [1], hour: 20, weekday: 2, top: 1).first)
        #expect(first == Suggestion(item: 2, reason: .goesWith(1)))
        #expect(suggester.suggest(with: [10], hour: 8, weekday: 2, top: 1).first?.item == 3)
        #expect(suggester.suggest(with: [10], hour: 20, weekday: 2, top: 3).first?.item != 3)
        // What is there is not suggested, nor what is not allowed; an unknown thing hurts nothing.
        let rest = suggester.suggest(with: [1, 2, 99], hour: .nan, weekday: 99, top: 50) { $0 != 4 }
        #expect(Set(rest.map(\.item)) == Set([3] + (10..<16)))
        #expect(suggester.suggest(with: [], hour: 20, weekday: 1, top: 0).isEmpty)
        #expect(try #require(BasketSuggester(Self.baskets(1500, seed: 1).reversed())).scores.count == 2)
    }

    @Test("Where things are independent, popularity is the answer and says so")
    func independent() throws {
        var random = SeededGenerator(seed: 4)
        let baskets = (0..<800).map { number in
            let items = (0..<3).map { _ in Int(12 * random.uniform() * random.uniform()) }
            return Basket(items: items, day: Double(number / 10), hour: 12 + 10 * random.uniform(), weekday: number % 7)
        }
        let suggester = try #require(BasketSuggester(baskets))
        #expect(try #require(suggester.scores.first).name == "popularity")
        let best = suggester.suggest(with: [5], hour: 13, weekday: 2, top: 3)
        #expect(best.map(\.item) == [0, 1, 2])
        #expect(BasketSuggester([]) == nil)
        #expect(BasketSuggester([Basket(items: [], day: 1, hour: 1, weekday: 1)]) == nil)
        let one = try #require(BasketSuggester([Basket(items: [7, 7], day: 1, hour: 1, weekday: 1)]))
        #expect(one.scores.isEmpty)
        #expect(one.suggest(with: [], hour: 1, weekday: 1, top: 9) == [Suggestion(item: 7, reason: .popular)])
    }
}
