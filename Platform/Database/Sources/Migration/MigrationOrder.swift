/// The order in which the steps of all features are applied.
///
/// A feature's steps follow one another by number. They follow all steps of the features that it is `after`, but for those
/// which themselves wait for one of its steps by a line `-- after: feature/0003`. Whatever may go next, the feature that
/// stands first in the list goes first.
struct MigrationOrder {
    private var steps: [MigrationStep] = []
    /// Where in `steps` those of a feature are.
    private var places: [String: Range<Int>] = [:]
    /// For each step those that must come after it.
    private var followers: [Set<Int>] = []

    /// Throws `MigrationError` when a name stands for two features or for none, or files cannot be read.
    init(_ features: [FeatureMigrations], for dialect: Dialect) throws {
        for feature in features {
            let own = try feature.steps(for: dialect)
            guard places[feature.feature] == nil else { throw MigrationError.duplicateFeature(feature.feature) }
            places[feature.feature] = steps.count..<steps.count + own.count
            steps += own
        }
        followers = steps.map { _ in [] }
        for place in places.values {
            for (step, next) in zip(place, place.dropFirst()) { followers[step].insert(next) }
        }
        try followSteps()
        try followFeatures(features)
    }

    /// The steps, each after all that it needs; throws `MigrationError.cycle` when some wait for one another.
    func sorted() throws -> [MigrationStep] {
        var order: [Int] = []
        var isLeft = [Bool](repeating: true, count: steps.count)
        while order.count < steps.count {
            let held = steps.indices.filter { isLeft[$0] }.reduce(into: Set()) { $0.formUnion(followers[$1]) }
            guard let next = steps.indices.first(where: { isLeft[$0] && !held.contains($0) }) else {
                throw MigrationError.cycle(cycle(among: isLeft))
            }
            isLeft[next] = false
            order.append(next)
        }
        return order.map { steps[$0] }
    }

    private mutating func followSteps() throws {
        for (index, step) in steps.enumerated() {
            for wanted in step.header.after {
                let parts = wanted.split(separator: "/", omittingEmptySubsequences: false)
                let number = parts.count == 2 ? Int(parts[1]) : nil
                let place = parts.first.flatMap { places[String($0)] }
                guard let number, let before = place?.first(where: { steps[$0].number == number }) else {
                    throw MigrationError.unknownStep(step.title, wanted)
                }
                followers[before].insert(index)
            }
        }
    }

    /// Puts the first step of each feature behind those of the features it is after, near and far: one between may have none.
    private mutating func followFeatures(_ features: [FeatureMigrations]) throws {
        let after = Dictionary(uniqueKeysWithValues: features.map { ($0.feature, $0.after) })
        var wishes: [(before: Int, first: Int)] = []
        for feature in features {
            let others = try Self.ancestors(of: feature.feature, in: after, on: [])
            guard let first = places[feature.feature]?.first else { continue }
            wishes += others.compactMap { places[$0] }.joined().map { ($0, first) }
        }
        var all = followers
        for wish in wishes { all[wish.before].insert(wish.first) }
        // What waits for the feature cannot come before it, so of that nothing is asked.
        for wish in wishes where !Self.leads(wish.first, to: wish.before, by: all) {
            followers[wish.before].insert(wish.first)
        }
    }

    private static func ancestors(
        of feature: String, in after: [String: [String]], on path: [String]
    ) throws -> Set<String> {
        if let start = path.firstIndex(of: feature) {
            throw MigrationError.cycle([feature] + path[start...].reversed())
        }
        var all: Set<String> = []
        for other in after[feature] ?? [] {
            guard after[other] != nil else { throw MigrationError.unknownFeature(feature, other) }
            if all.insert(other).inserted { all.formUnion(try ancestors(of: other, in: after, on: path + [feature])) }
        }
        return all
    }

    private static func leads(_ start: Int, to end: Int, by followers: [Set<Int>]) -> Bool {
        var seen: Set = [start]
        var open = [start]
        while let step = open.popLast() {
            if step == end { return true }
            open += followers[step].filter { seen.insert($0).inserted }
        }
        return false
    }

    /// The titles of steps that wait for one another, beginning and ending with the same.
    private func cycle(among isLeft: [Bool]) -> [String] {
        var path: [Int] = []
        var current = steps.indices.first { isLeft[$0] }
        while let step = current, !path.contains(step) {
            path.append(step)
            current = steps.indices.first { isLeft[$0] && followers[$0].contains(step) }
        }
        guard let step = current, let start = path.firstIndex(of: step) else { return [] }
        return ([step] + path[start...].reversed()).map { steps[$0].title }
    }
}
