/// Rows of what is known of things: columns of numbers, of which those that are missing are not a number, and of names, of which those that
/// are missing are empty.
public struct FeatureTable: Sendable, Hashable {
    /// One column.
    public enum Column: Sendable, Hashable {
        /// Quantities.
        case numbers([Double])
        /// Kinds.
        case names([String])

        var count: Int {
            switch self {
            case .numbers(let values): values.count
            case .names(let values): values.count
            }
        }
    }

    /// What the columns are called.
    public let names: [String]
    /// The columns, in that order.
    public let columns: [Column]
    /// How many rows.
    public let count: Int

    /// nil unless there is a column, every column has a name of its own and all are as long. Infinite numbers count as missing.
    public init?(names: [String], columns: [Column]) {
        guard let first = columns.first, names.count == columns.count, Set(names).count == names.count,
            columns.allSatisfy({ $0.count == first.count })
        else { return nil }
        self.names = names
        self.columns = columns.map { column in
            guard case .numbers(let values) = column else { return column }
            return .numbers(values.map { $0.isFinite ? $0 : .nan })
        }
        count = first.count
    }

    /// Reads text: a column of which all but one in a hundred of the values that are there are numbers is one of numbers, what is no number
    /// in it is missing. A table that is told `like` another's columns takes their kinds. nil when rows are of different length.
    public init?(names: [String], rows: [[String]], like other: FeatureTable? = nil) {
        guard rows.allSatisfy({ $0.count == names.count }) else { return nil }
        let columns = names.indices.map { column -> Column in
            let texts = rows.map { Self.isMissing($0[column]) ? "" : $0[column] }
            let numbers = texts.map { Double($0).flatMap { $0.isFinite ? $0 : nil } ?? .nan }
            let there = texts.count { !$0.isEmpty }
            let read = numbers.count { !$0.isNaN }
            let known = other.flatMap { other in other.names.firstIndex(of: names[column]).map { other.columns[$0] } }
            switch known {
            case .numbers: return .numbers(numbers)
            case .names: return .names(texts)
            case nil: return there > 0 && read * 100 >= there * 99 ? .numbers(numbers) : .names(texts)
            }
        }
        self.init(names: names, columns: columns)
    }

    /// The column of a name.
    public subscript(_ name: String) -> Column? { names.firstIndex(of: name).map { columns[$0] } }

    /// The rows at these places, in this order; places outside are left out.
    public func rows(_ places: [Int]) -> FeatureTable {
        let places = places.filter { (0..<count).contains($0) }
        return FeatureTable(
            names: names, count: places.count,
            columns: columns.map { column in
                switch column {
                case .numbers(let values): .numbers(places.map { values[$0] })
                case .names(let values): .names(places.map { values[$0] })
                }
            })
    }

    /// The table without some columns; nil when none is left.
    public func without(_ dropped: Set<String>) -> FeatureTable? {
        let kept = names.indices.filter { !dropped.contains(names[$0]) }
        return FeatureTable(names: kept.map { names[$0] }, columns: kept.map { columns[$0] })
    }

    /// The table with the values of one column in another order, which says what the column is worth.
    func shuffled(_ column: Int, _ order: [Int]) -> FeatureTable {
        var columns = columns
        switch columns[column] {
        case .numbers(let values): columns[column] = .numbers(order.map { values[$0] })
        case .names(let values): columns[column] = .names(order.map { values[$0] })
        }
        return FeatureTable(names: names, count: count, columns: columns)
    }

    private init(names: [String], count: Int, columns: [Column]) {
        self.names = names
        self.count = count
        self.columns = columns
    }

    private static func isMissing(_ text: String) -> Bool {
        let text = text.drop { $0 == " " }
        return text.isEmpty || ["NA", "NaN", "nan", "null", "NULL", "None", "?"].contains(text)
    }
}

/// A table of numbers, row by row, in which what is missing is not a number.
public struct FeatureMatrix: Sendable, Hashable {
    /// How many rows.
    public let count: Int
    /// How many columns.
    public let width: Int
    /// `count` × `width` numbers.
    public internal(set) var values: [Double]

    /// nil when the number of values is not a multiple of the width.
    public init?(width: Int, values: [Double]) {
        guard width > 0, values.count % width == 0 else { return nil }
        self.width = width
        self.values = values
        count = values.count / width
    }

    init(count: Int, width: Int) {
        self.count = count
        self.width = width
        values = Array(repeating: 0, count: count * width)
    }

    /// One row.
    public func row(_ index: Int) -> ArraySlice<Double> { values[index * width..<(index + 1) * width] }

    func rows(_ places: [Int]) -> FeatureMatrix {
        var taken = FeatureMatrix(count: places.count, width: width)
        for (to, from) in places.enumerated() {
            for column in 0..<width { taken.values[to * width + column] = values[from * width + column] }
        }
        return taken
    }
}
