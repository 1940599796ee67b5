import Foundation

/// Makes numbers of a table. Numbers stay; a column of few names becomes one column a name; one of many names becomes what is known of the
/// target under each name, drawn to the mean of all where that is little (Micci-Barreca, 2001), and how common the name is. In the rows that
/// it learns from, each fifth is told what the others know, so that no row sees its own target.
public struct FeatureEncoder: Sendable, Codable {
    /// Names of which there are at most so many get columns of their own.
    static let mostNames = 16
    /// A name is believed as much as the mean of all after so many rows.
    static let caution = 20.0

    private enum Plan: Sendable, Codable {
        case number(Int)
        case name(Int, String)
        case known(Int, target: Int, means: [String: Double], mean: Double)
        case common(Int, counts: [String: Double])
    }

    /// What the columns of the matrix are called.
    public let features: [String]
    /// Which column of the table each comes from.
    public let sources: [String]
    private let columns: [String]
    private let plans: [Plan]

    /// Learns from a table and one or several targets of each row, and encodes that table. nil when nothing of it can tell rows apart.
    static func fit(_ table: FeatureTable, targets: [[Double]]) -> (encoder: FeatureEncoder, matrix: FeatureMatrix)? {
        var plans: [Plan] = []
        var features: [String] = []
        var sources: [String] = []
        func add(_ plan: Plan, _ feature: String, _ source: String) {
            plans.append(plan)
            features.append(feature)
            sources.append(source)
        }
        for (index, name) in table.names.enumerated() {
            switch table.columns[index] {
            case .numbers(let values):
                let there = values.filter { !$0.isNaN }
                guard let first = there.first, there.count < values.count || there.contains(where: { $0 != first })
                else { continue }
                add(.number(index), name, name)
            case .names(let values):
                var counts: [String: Int] = [:]
                for value in values { counts[value, default: 0] += 1 }
                let levels = counts.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
                guard levels.count > 1, counts.count * 2 <= values.count || counts.count <= mostNames else { continue }
                if levels.count <= mostNames {
                    // Of two names one says all.
                    for level in levels.count == 2 ? levels.suffix(1) : levels[...] {
                        add(.name(index, level.key), "\(name) = \(level.key)", name)
                    }
                } else {
                    for target in targets.indices {
                        let (means, mean) = knowledge(values, targets[target], where: { _ in true })
                        let suffix = targets.count > 1 ? ", \(target + 1)" : ""
                        add(
                            .known(index, target: target, means: means, mean: mean), "\(name), by target\(suffix)", name
                        )
                    }
                    add(.common(index, counts: counts.mapValues { log(Double($0)) }), "\(name), how common", name)
                }
            }
        }
        guard !plans.isEmpty else { return nil }
        let encoder = FeatureEncoder(features: features, sources: sources, columns: table.names, plans: plans)
        guard var matrix = encoder.transform(table) else { return nil }
        for (column, plan) in plans.enumerated() {
            guard case .known(let index, let target, _, _) = plan, case .names(let values) = table.columns[index] else {
                continue
            }
            for fold in 0..<5 {
                let (means, mean) = knowledge(values, targets[target], where: { $0 % 5 != fold })
                for row in stride(from: fold, to: values.count, by: 5) {
                    matrix.values[row * plans.count + column] = means[values[row]] ?? mean
                }
            }
        }
        return (encoder, matrix)
    }

    private static func knowledge(
        _ names: [String], _ target: [Double], where isTold: (Int) -> Bool
    ) -> (means: [String: Double], mean: Double) {
        var sums: [String: (sum: Double, count: Double)] = [:]
        var all = Sample()
        for (row, name) in names.enumerated() where isTold(row) {
            sums[name, default: (0, 0)].sum += target[row]
            sums[name, default: (0, 0)].count += 1
            all.add(target[row])
        }
        let mean = all.mean
        return (sums.mapValues { ($0.sum + caution * mean) / ($0.count + caution) }, mean)
    }

    /// The numbers of a table with the same columns, in any order, of the same kinds; nil when one is missing or of another kind. Names that were
    /// never seen are none of those that were.
    public func transform(_ table: FeatureTable) -> FeatureMatrix? {
        let found = columns.map { table[$0] }
        var matrix = FeatureMatrix(count: table.count, width: plans.count)
        let width = plans.count
        for (column, plan) in plans.enumerated() {
            switch plan {
            case .number(let index):
                guard case .numbers(let values)? = found[index] else { return nil }
                for (row, value) in values.enumerated() { matrix.values[row * width + column] = value }
            case .name(let index, let name):
                guard case .names(let values)? = found[index] else { return nil }
                for (row, value) in values.enumerated() { matrix.values[row * width + column] = value == name ? 1 : 0 }
            case .known(let index, _, let means, let mean):
                guard case .names(let values)? = found[index] else { return nil }
                for (row, value) in values.enumerated() {
                    matrix.values[row * width + column] = means[value] ?? mean
                }
            case .common(let index, let counts):
                guard case .names(let values)? = found[index] else { return nil }
                for (row, value) in values.enumerated() { matrix.values[row * width + column] = counts[value] ?? 0 }
            }
        }
        return matrix
    }
}
