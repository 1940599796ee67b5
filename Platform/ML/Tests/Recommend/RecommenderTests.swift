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
        let best = try #require(recommender.scores.first)
        let simple = try #require(recommender.scores.first { $0.name == "popularity" })
        #expect(best.gain > simple.gain)
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
}
