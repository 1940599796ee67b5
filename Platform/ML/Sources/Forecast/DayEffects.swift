import Foundation

/// By what factor a day sells more or less for what is known of it beforehand: that it is a holiday or an eve, the weather that is foretold.
///
/// A day is compared with what is usual around it on that weekday; the ratio is explained by a sum of the covariates, each brought to a
/// range of 1 and its weight drawn to 0 as if on two more days it had made no difference. So a flag that was seen once has a third of what that
/// day showed. The effects are used only when they bring what is usual nearer to what was sold on days they have not learned from.
public struct DayEffects: Sendable, Hashable, Codable {
    /// The mean absolute error with the effects, on parts of the past that they were not learned from.
    public let error: Double
    /// The same without any effect.
    public let baseline: Double
    private let centres: [Double]
    private let ranges: [Double]
    private let weights: [Double]

    /// More columns than this are not looked at.
    public static let mostColumns = 40

    /// Learns from days, oldest first and without a gap, and one row of covariates for each; days when the shop was shut, or with a number that
    /// is not finite, teach nothing. nil when there are fewer than 60 that do, when rows differ in length or nothing in them varies, and
    /// when the effects do not help. Time: days × columns².
    public init?(_ sold: [Double], wasOpen: [Bool], covariates: [[Double]]) {
        let width = min(covariates.first?.count ?? 0, Self.mostColumns)
        guard sold.count == wasOpen.count, sold.count == covariates.count, width > 0,
            covariates.allSatisfy({ $0.count == covariates[0].count })
        else { return nil }
        let usual = Self.usual(sold, wasOpen)
        let days = sold.indices.filter { day in
            wasOpen[day] && sold[day].isFinite && usual[day] > 0 && covariates[day].allSatisfy { $0.isFinite }
        }
        guard days.count >= 60 else { return nil }
        let columns = (0..<width).map { column in days.map { covariates[$0][column] }.sorted() }
        let centres = columns.map { $0[$0.count / 2] }
        let ranges = columns.map { ($0[$0.count - 1] - $0[0]).isFinite ? $0[$0.count - 1] - $0[0] : 0 }
        guard ranges.contains(where: { $0 > 0 }) else { return nil }
        self.centres = centres
        self.ranges = ranges
        func row(_ day: Int) -> [Double] { Self.row(covariates[day], centres, ranges) }
        func learn(_ days: [Int]) -> [Double]? { Self.weights(days.map(row), days.map { sold[$0] / usual[$0] - 1 }) }
        var (with, without) = (0.0, 0.0)
        let parts = 5
        for part in 0..<parts {
            let held = days.indices.filter { $0 * parts / days.count == part }
            guard let learned = learn(days.indices.filter { $0 * parts / days.count != part }.map { days[$0] }) else {
                return nil
            }
            for day in held.map({ days[$0] }) {
                with += abs(sold[day] - usual[day] * Self.factor(row(day), learned))
                without += abs(sold[day] - usual[day])
            }
        }
        guard with < without, let learned = learn(days) else { return nil }
        weights = learned
        error = with / Double(days.count)
        baseline = without / Double(days.count)
    }

    /// The factor for a day with such covariates, from 0.2 to 5; 1 for a row of another length or with a number that is not finite.
    public func factor(_ covariates: [Double]) -> Double {
        guard min(covariates.count, Self.mostColumns) == centres.count, covariates.allSatisfy({ $0.isFinite }) else {
            return 1
        }
        return Self.factor(Self.row(covariates, centres, ranges), weights)
    }

    private static func row(_ covariates: [Double], _ centres: [Double], _ ranges: [Double]) -> [Double] {
        centres.indices.map { ranges[$0] > 0 ? (covariates[$0] - centres[$0]) / ranges[$0] : 0 }
    }

    private static func factor(_ row: [Double], _ weights: [Double]) -> Double {
        min(max(1 + zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }, 0.2), 5)
    }

    private static func weights(_ rows: [[Double]], _ targets: [Double]) -> [Double]? {
        guard let width = rows.first?.count else { return nil }
        // The constant comes last: what is usual holds the neighbours' effects, so a day without any is a little off it. The factor is relative to that.
        var gram = [Double](repeating: 0, count: (width + 1) * (width + 1))
        var right = [Double](repeating: 0, count: width + 1)
        for (row, target) in zip(rows.map { $0 + [1] }, targets) {
            for i in 0...width where row[i] != 0 {
                right[i] += row[i] * target
                for j in 0...i { gram[i * (width + 1) + j] += row[i] * row[j] }
            }
        }
        for i in 0..<width { gram[i * (width + 1) + i] += 2 }
        guard let found = PositiveMatrix(count: width + 1, values: gram).solve(right), found.allSatisfy({ $0.isFinite })
        else { return nil }
        return found.prefix(width).map { $0 / max(1 + found[width], 0.2) }
    }

    /// What is usual on each day: the mean of the open days within four weeks, times the part of its weekday over all of the past. The day itself does
    /// not count.
    private static func usual(_ sold: [Double], _ wasOpen: [Bool]) -> [Double] {
        let known = zip(sold, wasOpen).map { $0.isFinite && $1 }
        let levels = around(sold, known)
        var parts = [(sum: Double, count: Double)](repeating: (0, 0), count: 7)
        for day in sold.indices where known[day] && levels[day] > 0 {
            parts[day % 7].sum += sold[day] / levels[day]
            parts[day % 7].count += 1
        }
        let weekday = parts.map { $0.count > 0 ? $0.sum / $0.count : 1 }
        // Levels of days without their weekdays' parts, so that a shut Friday does not lower the week.
        let flat = around(sold.indices.map { sold[$0] / max(weekday[$0 % 7], 1e-9) }, known)
        return sold.indices.map { flat[$0] * weekday[$0 % 7] }
    }

    private static func around(_ values: [Double], _ known: [Bool]) -> [Double] {
        var (sums, counts) = ([0.0], [0.0])
        for (value, isKnown) in zip(values, known) {
            sums.append(sums[sums.count - 1] + (isKnown ? value : 0))
            counts.append(counts[counts.count - 1] + (isKnown ? 1 : 0))
        }
        return values.indices.map { day in
            let (from, to) = (max(0, day - 14), min(values.count, day + 15))
            let own = known[day] ? 1.0 : 0
            let count = counts[to] - counts[from] - own
            return count > 0 ? max((sums[to] - sums[from] - own * (known[day] ? values[day] : 0)) / count, 0) : 0
        }
    }
}
