import Foundation

/// Things that the same people took, by the cosine of who took them, each shrunk where few did (Sarwar and others, "Item-based collaborative
/// filtering", 2001; Aiolli, 2013). What was taken last counts most.
struct Neighbours: Sendable, Codable {
    private let count: Int
    private let likeness: [Float]

    init(_ users: [History], count n: Int) {
        var together = [Float](repeating: 0, count: n * n)
        for user in users { for i in user.items { for j in user.items { together[i * n + j] += 1 } } }
        let own = (0..<n).map { together[$0 * n + $0] }
        for i in 0..<n {
            for j in 0..<n {
                let both = together[i * n + j]
                together[i * n + j] = i == j || both < 2 ? 0 : both / (pow(own[i], 0.4) * pow(own[j], 0.6) + 5)
            }
        }
        count = n
        likeness = together
    }

    func scores(_ history: History) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        for (item, rank) in zip(history.items, history.ranks) {
            let weight = exp2f(-Float(rank) / 25) + 0.05
            for j in 0..<count { sums[j] += weight * likeness[item * count + j] }
        }
        return sums
    }

    /// How alike two things are.
    func likeness(_ a: Int, _ b: Int) -> Float { likeness[a * count + b] }
}

/// What is taken next after what was taken last: counts of steps from each thing to those that the same user took in the time after it, and, to a
/// half and a third, in the times after that; divided by how common the next thing is, to a half.
struct Sequel: Sendable, Codable {
    private let count: Int
    private let steps: [Float]
    /// At most so many things of one time are followed.
    private static let most = 40

    init(_ users: [History], count n: Int) {
        var steps = [Float](repeating: 0, count: n * n)
        var (from, to) = ([Float](repeating: 10, count: n), [Float](repeating: 10, count: n))
        for user in users {
            // Things of one time stand together; the last time comes first.
            var groups: [ArraySlice<Int>] = []
            var start = 0
            for place in user.items.indices
            where place + 1 == user.items.count || user.times[place + 1] != user.times[place] {
                groups.append(user.items[start...place].prefix(Self.most))
                start = place + 1
            }
            for (place, group) in groups.enumerated() {
                for back in 1...3 where place + back < groups.count {
                    let weight = 1 / Float(back)
                    for i in groups[place + back] {
                        for j in group {
                            steps[i * n + j] += weight
                            from[i] += weight
                            to[j] += weight
                        }
                    }
                }
            }
        }
        for i in 0..<n { for j in 0..<n { steps[i * n + j] /= from[i] * to[j].squareRoot() } }
        count = n
        self.steps = steps
    }

    func scores(_ history: History) -> [Float] {
        var sums = [Float](repeating: 0, count: count)
        for (item, rank) in zip(history.items, history.ranks) where rank < 10 {
            let weight = 1 / Float(rank + 1)
            for j in 0..<count { sums[j] += weight * steps[item * count + j] }
        }
        return sums
    }
}
