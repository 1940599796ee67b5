import Foundation
import Kernel

/// Says which of several classes a row belongs to, with probabilities: who will not come back, say.
///
/// A linear model, two kinds of boosting and a forest are tried on rows they have not seen, and weighed; where the blend of them does not beat
/// the plain shares of the classes, those are the answer. Of more than two classes each is told from the rest.
public struct Classifier: Sendable, Codable {
    /// How one way did on rows that it had not seen.
    public struct Score: Sendable, Hashable, Codable {
        /// Its name; "shares" is the simple answer.
        public let name: String
        /// The mean over the classes of the quality of telling each from the rest.
        public let logLoss: Double
        /// The mean area under the curve.
        public let area: Double
    }

    /// A column and how much it counts.
    public struct Weight: Sendable, Hashable, Codable {
        /// The column.
        public let column: String
        /// For all rows: how much the log loss grows when the column is shuffled. For one row: how much the column moves the log odds away from what they
        /// would be if it were as usual.
        public let value: Double
    }

    /// The classes, in the order of the probabilities.
    public let classes: [String]
    /// How each way did; empty when there was too little to try.
    public let scores: [Score]
    /// Whether the probabilities know more than the shares of the classes.
    public let isUseful: Bool
    private let shares: [Double]
    private let encoder: FeatureEncoder?
    private let blends: [Blend]
    private let usual: [String: String]
    private let usualNumbers: [String: Double]

    /// Fewer rows than this, or fewer than five of a class, teach nothing.
    public static let fewestRows = 40

    /// Learns from rows and their classes. nil when there is none or the sizes differ.
    public init?(_ table: FeatureTable, _ labels: [String], seed: UInt64 = 1) {
        guard table.count == labels.count, !labels.isEmpty else { return nil }
        let classes = Set(labels).sorted()
        let shares = classes.map { name in Double(labels.count { $0 == name }) / Double(labels.count) }
        self.classes = classes
        self.shares = shares
        (usual, usualNumbers) = Self.usual(table)
        // The yes of two classes is the second.
        let targets = (classes.count == 2 ? [classes[1]] : classes).map { name in labels.map { $0 == name ? 1.0 : 0 } }
        let isEnough =
            labels.count >= Self.fewestRows && classes.count > 1 && classes.count <= 50
            && shares.allSatisfy { $0 * Double(labels.count) >= 5 }
        let folds = Folds(rows: labels.count, seed: seed)
        let contests =
            isEnough
            ? targets.compactMap {
                Contest(table, encoding: targets, $0, loss: .logistic, folds: folds, seed: seed)
            } : []
        guard isEnough, contests.count == targets.count, let fitted = FeatureEncoder.fit(table, targets: targets) else {
            (scores, isUseful, encoder, blends) = ([], false, nil, [])
            return
        }
        let tried = folds.tried
        var scores: [Score] = []
        for index in -1..<contests[0].predictions.count {
            let qualities = targets.indices.compactMap { target in
                let share = Sample(targets[target]).mean
                let values =
                    index < 0
                    ? tried.map { _ in share } : contests[target].predictions[index].values.map { 1 / (1 + exp(-$0)) }
                return BinaryQuality(values, tried.map { targets[target][$0] == 1 })
            }
            let count = Double(qualities.count)
            scores.append(
                Score(
                    name: index < 0 ? "shares" : contests[0].predictions[index].name,
                    logLoss: qualities.reduce(0.0) { $0 + $1.logLoss } / count,
                    area: qualities.reduce(0.0) { $0 + $1.area } / count))
        }
        self.scores = scores
        isUseful = (scores.last?.logLoss ?? 1) < (scores.first?.logLoss ?? 0) * 0.995
        encoder = fitted.encoder
        blends = contests.map(\.blend)
    }

    /// The probabilities of the classes for each row; nil when a column is missing or of another kind than when it learned.
    public func probabilities(_ table: FeatureTable) -> [[Double]]? {
        guard isUseful, let encoder else { return (0..<table.count).map { _ in shares } }
        guard let matrix = encoder.transform(table) else { return nil }
        let each = blends.map { blend in blend.predict(matrix, .logistic).map { 1 / (1 + exp(-$0)) } }
        if classes.count == 2 { return each[0].map { [1 - $0, $0] } }
        return (0..<table.count).map { row in
            let sum = each.reduce(0.0) { $0 + $1[row] }
            return sum > 0 ? each.map { $0[row] / sum } : shares
        }
    }

    /// What each column is worth, most first: the growth of the log loss when its values are dealt out anew (Breiman, 2001; Fisher, Rudin and
    /// Dominici, 2019). Best asked of rows that it has not learned from; of more than a thousand, a thousand drawn by chance are looked at. nil when they do
    /// not fit.
    public func importance(_ table: FeatureTable, _ labels: [String], seed: UInt64 = 1) -> [Weight]? {
        guard table.count == labels.count else { return nil }
        var random = SeededGenerator(seed: seed)
        if table.count > 1000 {
            let drawn = Array((0..<table.count).shuffled(using: &random).prefix(1000))
            return importance(table.rows(drawn), drawn.map { labels[$0] }, seed: seed)
        }
        guard let plain = probabilities(table) else { return nil }
        let places = labels.map { classes.firstIndex(of: $0) }
        func loss(_ probabilities: [[Double]]) -> Double {
            var sum = 0.0
            for (row, place) in zip(probabilities, places) { sum -= log(max(place.map { row[$0] } ?? 0, 1e-15)) }
            return sum / Double(max(places.count, 1))
        }
        let before = loss(plain)
        return table.names.indices.map { column in
            let order = (0..<table.count).shuffled(using: &random)
            let after = probabilities(table.shuffled(column, order)).map(loss) ?? before
            return Weight(column: table.names[column], value: after - before)
        }.sorted { (-$0.value, $0.column) < (-$1.value, $1.column) }
    }

    /// Why a row gets its probability of a class: how far each column alone moves the log odds, the strongest first, columns that move nothing left
    /// out. nil when the row or the class does not fit.
    public func reasons(_ table: FeatureTable, row: Int, of name: String) -> [Weight]? {
        guard (0..<table.count).contains(row), let place = classes.firstIndex(of: name) else { return nil }
        let one = table.rows([row])
        func odds(_ table: FeatureTable) -> Double? {
            probabilities(table).map { rows in
                let p = min(max(rows[0][place], 1e-9), 1 - 1e-9)
                return log(p / (1 - p))
            }
        }
        guard let own = odds(one) else { return nil }
        var reasons: [Weight] = []
        for (index, column) in one.names.enumerated() {
            var columns = one.columns
            switch columns[index] {
            case .numbers: columns[index] = .numbers([usualNumbers[column] ?? .nan])
            case .names: columns[index] = .names([usual[column] ?? ""])
            }
            guard let other = FeatureTable(names: one.names, columns: columns).flatMap(odds) else { return nil }
            if abs(own - other) > 1e-9 { reasons.append(Weight(column: column, value: own - other)) }
        }
        return reasons.sorted { (-abs($0.value), $0.column) < (-abs($1.value), $1.column) }
    }

    private static func usual(_ table: FeatureTable) -> ([String: String], [String: Double]) {
        var (names, numbers): ([String: String], [String: Double]) = ([:], [:])
        for (name, column) in zip(table.names, table.columns) {
            switch column {
            case .numbers(let values):
                let sorted = values.filter { !$0.isNaN }.sorted()
                if !sorted.isEmpty { numbers[name] = GradientBoosting.quantile(sorted, 0.5) }
            case .names(let values):
                var counts: [String: Int] = [:]
                for value in values { counts[value, default: 0] += 1 }
                names[name] = counts.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
            }
        }
        return (names, numbers)
    }
}
