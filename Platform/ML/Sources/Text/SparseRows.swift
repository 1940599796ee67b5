/// Rows of few numbers among many columns.
struct SparseRows {
    private(set) var starts = [0]
    private(set) var columns: [Int32] = []
    private(set) var values: [Float] = []

    var count: Int { starts.count - 1 }

    mutating func append(_ row: [(column: Int32, value: Float)]) {
        for (column, value) in row {
            columns.append(column)
            values.append(value)
        }
        starts.append(columns.count)
    }
}

/// A linear separation of two classes with squared hinge loss, by descent along one row's multiplier after the other (Hsieh and others, "A
/// dual coordinate descent method for large-scale linear SVM", 2008). The rows are visited in an order drawn from the seed.
enum LinearSeparation {
    /// The weights of `width` columns and the constant behind them. `isPositive` by row; `cost` is what an error costs, by class.
    static func fit(
        _ rows: SparseRows, _ places: [Int], isPositive: [Bool], width: Int, cost: (no: Float, yes: Float),
        epochs: Int = 30, order: inout some RandomNumberGenerator
    ) -> [Float] {
        var weights = [Float](repeating: 0, count: width + 1)
        var multipliers = [Float](repeating: 0, count: places.count)
        var active = Array(places.indices)
        let diagonal = places.map { row in
            (rows.starts[row]..<rows.starts[row + 1]).reduce(Float(1)) { $0 + rows.values[$1] * rows.values[$1] }
        }
        weights.withUnsafeMutableBufferPointer { weights in
            rows.columns.withUnsafeBufferPointer { columns in
                rows.values.withUnsafeBufferPointer { values in
                    for _ in 0..<epochs {
                        active.shuffle(using: &order)
                        var (highest, lowest): (Float, Float) = (0, 0)
                        for place in active {
                            let row = places[place]
                            let sign: Float = isPositive[row] ? 1 : -1
                            let soft = 1 / (2 * (isPositive[row] ? cost.yes : cost.no))
                            var margin = weights[width]
                            for entry in rows.starts[row]..<rows.starts[row + 1] {
                                margin += weights[Int(columns[entry])] * values[entry]
                            }
                            let slope = sign * margin - 1 + soft * multipliers[place]
                            let own = multipliers[place]
                            let projected = own == 0 ? min(slope, 0) : slope
                            highest = max(highest, projected)
                            lowest = min(lowest, projected)
                            guard abs(projected) > 1e-6 else { continue }
                            multipliers[place] = max(own - slope / (diagonal[place] + soft), 0)
                            let step = (multipliers[place] - own) * sign
                            weights[width] += step
                            for entry in rows.starts[row]..<rows.starts[row + 1] {
                                weights[Int(columns[entry])] += step * values[entry]
                            }
                        }
                        if highest - lowest < 0.05 { break }
                    }
                }
            }
        }
        return weights
    }

    /// The weighted sum of a row.
    static func margin(_ rows: SparseRows, _ row: Int, _ weights: [Float]) -> Float {
        var sum = weights[weights.count - 1]
        for entry in rows.starts[row]..<rows.starts[row + 1] {
            sum += weights[Int(rows.columns[entry])] * rows.values[entry]
        }
        return sum
    }
}
