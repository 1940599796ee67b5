public import Kernel

/// What is the matter with data, before anything is learned from it.
public struct DataQuality: Sendable, Hashable, Codable {
    /// How much a finding matters.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// Good to know.
        case note
        /// Worth mending; what is learned may be worse for it.
        case warning
        /// Nothing can be learned.
        case blocking
    }

    /// One thing that was found. Columns are called by their names; a series is called by its own.
    public enum Finding: Sendable, Hashable, Codable {
        /// Only `found` days or rows can be used, `needed` would be: nothing is known yet.
        case tooLittle(found: Int, needed: Int)
        /// No column of the table says anything: all are empty or constant.
        case nothingToLearn
        /// The reference has a column of this name and kind, the table has not.
        case absent(column: String)
        /// So many values are not there.
        case missing(column: String, count: Int, of: Int)
        /// So many values are infinite or not a number.
        case notFinite(column: String, count: Int)
        /// So many values are below 0.
        case negative(column: String, count: Int)
        /// So many entries are of a day that came before.
        case duplicated(entries: Int)
        /// So many entries are of a day earlier than the entry before.
        case unsorted(entries: Int)
        /// So many open days between the first and the last have no entry, the longest run of them being `longest`.
        case gaps(days: Int, of: Int, longest: Int)
        /// All values that are there are the same.
        case constant(column: String)
        /// So many values are far from the median.
        case outliers(column: String, count: Int, of: Int)
        /// Two columns say the same: numbers with a correlation of 1 or −1, names that can be turned into one another.
        case same(column: String, as: String)
        /// So many of the names are none of the reference's.
        case unseen(column: String, count: Int, of: Int)

        /// How much it matters.
        public var severity: Severity {
            switch self {
            case .tooLittle, .nothingToLearn: .blocking
            case .absent, .notFinite, .negative, .duplicated: .warning
            case .unsorted, .constant, .same: .note
            case .missing(_, let count, let all), .gaps(let count, let all, _):
                Self.part(count, all) > 0.2 ? .warning : .note
            case .outliers(_, let count, let all): Self.part(count, all) > 0.05 ? .warning : .note
            case .unseen(_, let count, let all): Self.part(count, all) > 0.1 ? .warning : .note
            }
        }

        private static func part(_ count: Int, _ all: Int) -> Double { Double(count) / Double(max(all, 1)) }
    }

    /// How many entries or rows there were.
    public let count: Int
    /// How many different days with a finite value, or how many rows with any value.
    public let usable: Int
    /// What was found, by column.
    public let findings: [Finding]

    /// Whether something can be learned: nothing that was found is blocking.
    public var isUsable: Bool { !findings.contains { $0.severity == .blocking } }

    /// Of one value a day, nil for what is missing. Days of the week in `closed` (1 is Monday) are no gap; `isNonNegative` says that a value
    /// below 0 is an error. With fewer than `fewest` usable days nothing is known yet. Time: n log n.
    public init(
        series name: String, _ entries: [(day: CivilDate, value: Double?)], closed: Set<Int> = [],
        isNonNegative: Bool = true, fewest: Int = 14
    ) {
        let values = entries.compactMap(\.value)
        let finite = values.filter(\.isFinite)
        count = entries.count
        usable = Set(entries.filter { $0.value?.isFinite ?? false }.map(\.day)).count
        var found: [Finding] = []
        if usable < max(fewest, 1) { found.append(.tooLittle(found: usable, needed: max(fewest, 1))) }
        func note(_ count: Int, _ finding: (Int) -> Finding) { if count > 0 { found.append(finding(count)) } }
        let days = Set(entries.map(\.day)).sorted()
        note(entries.count - days.count) { .duplicated(entries: $0) }
        note(zip(entries, entries.dropFirst()).count { $1.day < $0.day }) { .unsorted(entries: $0) }
        let gaps = zip(days, days.dropFirst()).map { Self.openDays(after: $0, before: $1, closed) }
        if let first = days.first, let last = days.last {
            let all = Self.openDays(after: first.advanced(by: -1), before: last.advanced(by: 1), closed)
            note(gaps.reduce(0, +)) { .gaps(days: $0, of: all, longest: gaps.max() ?? 0) }
        }
        note(entries.count - values.count) { .missing(column: name, count: $0, of: entries.count) }
        note(values.count - finite.count) { .notFinite(column: name, count: $0) }
        if isNonNegative { note(finite.count { $0 < 0 }) { .negative(column: name, count: $0) } }
        if finite.count > 1, finite.allSatisfy({ $0 == finite[0] }) { found.append(.constant(column: name)) }
        note(Self.outliers(finite)) { .outliers(column: name, count: $0, of: finite.count) }
        findings = found
    }

    /// Of a table, also against a reference: what a model has learned from. With fewer than `fewest` rows that hold anything nothing is known
    /// yet. What is infinite was made missing by the table. Time: rows × columns, times columns where many of them say the same.
    public init(_ table: FeatureTable, reference: FeatureTable? = nil, fewest: Int = 14) {
        count = table.count
        let present = table.columns.map(Self.presence)
        usable = (0..<table.count).count { row in present.contains { $0[row] } }
        var found: [Finding] = []
        if usable < max(fewest, 1) { found.append(.tooLittle(found: usable, needed: max(fewest, 1))) }
        let traces = table.columns.map(Self.trace)
        if table.count > 1, traces.allSatisfy({ $0 == nil }) { found.append(.nothingToLearn) }
        for (place, name) in table.names.enumerated() {
            let there = present[place].count { $0 }
            if there < table.count { found.append(.missing(column: name, count: table.count - there, of: table.count)) }
            switch table.columns[place] {
            case .numbers(let values):
                let finite = values.filter(\.isFinite)
                if there > 1, finite.allSatisfy({ $0 == finite[0] }) { found.append(.constant(column: name)) }
                let far = Self.outliers(finite)
                if far > 0 { found.append(.outliers(column: name, count: far, of: there)) }
            case .names(let values):
                let names = values.filter { !$0.isEmpty }
                if there > 1, names.allSatisfy({ $0 == names[0] }) { found.append(.constant(column: name)) }
                guard case .names(let known)? = reference?[name] else { break }
                let seen = Set(known)
                let unseen = names.count { !seen.contains($0) }
                if unseen > 0 { found.append(.unseen(column: name, count: unseen, of: there)) }
            }
            if there > 2, let trace = traces[place],
                let twin = (0..<place).first(where: { traces[$0].map { Self.agree($0, trace) } ?? false })
            {
                found.append(.same(column: name, as: table.names[twin]))
            }
        }
        for (name, column) in zip(reference?.names ?? [], reference?.columns ?? []) {
            switch (column, table[name]) {
            case (.numbers, .numbers), (.names, .names): break
            default: found.append(.absent(column: name))
            }
        }
        findings = found
    }

    /// How many values are further than 3.5 deviations from the median, the deviation being told by the median distance from it, or where that
    /// is 0 by the mean distance (Iglewicz and Hoaglin, 1993). None of fewer than five.
    static func outliers(_ values: [Double]) -> Int {
        guard values.count >= 5 else { return 0 }
        let centre = median(values)
        let distances = values.map { abs($0 - centre) }
        let middle = median(distances)
        let deviation = middle > 0 ? 1.482602218505602 * middle : 1.2533141373155 * Sample(distances).mean
        return deviation > 0 ? distances.count { $0 > 3.5 * deviation } : 0
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[(sorted.count - 1) / 2] / 2 + sorted[sorted.count / 2] / 2
    }

    private static func openDays(after first: CivilDate, before last: CivilDate, _ closed: Set<Int>) -> Int {
        let days = max(last.daysSinceEpoch - first.daysSinceEpoch - 1, 0)
        let shut = closed.count { (1...7).contains($0) }
        return days / 7 * (7 - shut) + (0..<days % 7).count { !closed.contains(first.advanced(by: $0 + 1).weekday) }
    }

    private static func presence(_ column: FeatureTable.Column) -> [Bool] {
        switch column {
        case .numbers(let values): values.map(\.isFinite)
        case .names(let values): values.map { !$0.isEmpty }
        }
    }

    /// What a column says, whatever its unit or spelling: numbers less their mean and by their length, names by when they first came;
    /// not a number where there is none. nil for a column that says nothing.
    private static func trace(_ column: FeatureTable.Column) -> (isName: Bool, values: [Double])? {
        switch column {
        case .names(let values):
            var places: [String: Double] = [:]
            let trace = values.map { name -> Double in
                guard !name.isEmpty else { return .nan }
                let place = places[name] ?? Double(places.count)
                places[name] = place
                return place
            }
            return places.count > 1 ? (true, trace) : nil
        case .numbers(let values):
            // In parts of the largest, so that no square is too large or too small.
            let largest = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
            guard largest > 0 else { return nil }
            let parts = values.map { $0 / largest }
            let mean = Sample(parts).mean
            let length = parts.reduce(0) { $1.isFinite ? $0 + ($1 - mean) * ($1 - mean) : $0 }.squareRoot()
            return length > 0 ? (false, parts.map { ($0 - mean) / length }) : nil
        }
    }

    /// Whether two traces are one, or of numbers one the other's mirror image. Of vectors of length 1 the squared distance is 2 − 2r, so that
    /// the first rows mostly tell.
    private static func agree(_ a: (isName: Bool, values: [Double]), _ b: (isName: Bool, values: [Double])) -> Bool {
        guard a.isName == b.isName else { return false }
        var (distance, mirrored) = (0.0, a.isName ? Double.infinity : 0)
        for (x, y) in zip(a.values, b.values) {
            if x.isNaN != y.isNaN { return false }
            guard !x.isNaN else { continue }
            distance += (x - y) * (x - y)
            mirrored += (x + y) * (x + y)
            if min(distance, mirrored) > 2e-9 { return false }
        }
        return true
    }
}
