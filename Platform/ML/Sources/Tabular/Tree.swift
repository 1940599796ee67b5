/// Questions of the form "is this number at most that?", each with two answers, at whose ends stand values.
public struct Tree: Sendable, Hashable, Codable {
    struct Node: Sendable, Hashable, Codable {
        /// Which number is asked for; −1 at an end.
        var feature: Int32 = -1
        /// The first of the two nodes that follow; the second stands behind it.
        var next: Int32 = 0
        var isMissingLow = true
        /// The bound of the question, or the value at an end.
        var value = 0.0
    }

    var nodes: [Node]

    /// The value for a row of numbers.
    func value(_ values: UnsafePointer<Double>) -> Double {
        nodes.withUnsafeBufferPointer { nodes in
            var node = nodes[0]
            while node.feature >= 0 {
                let number = values[Int(node.feature)]
                let isLow = number <= node.value || (number.isNaN && node.isMissingLow)
                node = nodes[Int(node.next) + (isLow ? 0 : 1)]
            }
            return node.value
        }
    }
}

/// Numbers put into at most 255 drawers a column, 0 being that of the missing: what is sorted once need not be sorted at each question (Ke and
/// others, "LightGBM", 2017).
struct Binned {
    let count: Int
    let width: Int
    /// Column by column.
    let bins: [UInt8]
    /// Of each column the upper bounds of its drawers, without the last.
    let bounds: [[Double]]
    /// Where each column's drawers begin among all.
    let offsets: [Int]

    init(_ matrix: FeatureMatrix) {
        let (count, width) = (matrix.count, matrix.width)
        var bins = [UInt8](repeating: 0, count: count * width)
        var bounds: [[Double]] = []
        var offsets = [0]
        for column in 0..<width {
            let values = (0..<count).map { matrix.values[$0 * width + column] }
            let own = Self.bounds(values.filter { !$0.isNaN }.sorted())
            for (row, value) in values.enumerated() where !value.isNaN {
                bins[column * count + row] = UInt8(1 + Self.place(value, own))
            }
            bounds.append(own)
            offsets.append(offsets[column] + own.count + 2)
        }
        self.count = count
        self.width = width
        self.bins = bins
        self.bounds = bounds
        self.offsets = offsets
    }

    private static func bounds(_ sorted: [Double]) -> [Double] {
        var distinct: [Double] = []
        for value in sorted where value != distinct.last { distinct.append(value) }
        guard distinct.count > 1 else { return [] }
        if distinct.count <= 254 {
            return zip(distinct, distinct.dropFirst()).map { $0 + ($1 - $0) / 2 }
        }
        var bounds: [Double] = []
        for cut in 1..<254 {
            let index = cut * sorted.count / 254
            let bound = sorted[index - 1] + (sorted[index] - sorted[index - 1]) / 2
            if bound > bounds.last ?? -.infinity, sorted[index] > sorted[index - 1] { bounds.append(bound) }
        }
        return bounds.isEmpty ? [distinct[0] + (distinct[1] - distinct[0]) / 2] : bounds
    }

    /// How many bounds lie below a value.
    private static func place(_ value: Double, _ bounds: [Double]) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
