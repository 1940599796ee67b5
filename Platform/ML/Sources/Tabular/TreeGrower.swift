import Kernel

/// Grows trees on binned numbers, the most useful question first, from sums of slopes and curvatures of a loss in each drawer (Chen and
/// Guestrin, "XGBoost", 2016). The smaller of two answers is counted, the larger is the difference.
///
/// Time of a tree: rows × columns × depth. Everything it needs is allocated once.
final class TreeGrower {
    struct Options {
        var leaves = 31
        var fewestRows = 20
        var ridge = 1.0
        /// The part of the columns that a tree, or with `isAskedAnew` a question, may ask for.
        var columnShare = 1.0
        var isAskedAnew = false
    }

    private struct Question {
        var gain = 0.0
        var feature = -1
        var bin = 0
        var isMissingLow = true
    }

    private struct Leaf {
        var node: Int
        var start: Int
        var end: Int
        var histogram: Int
        var slope: Double
        var curvature: Double
        var question: Question
    }

    private struct Cell {
        var slope = 0.0
        var curvature = 0.0
        var count = 0.0
    }

    private let data: Binned
    private let options: Options
    private var rows: [Int32] = []
    private var spare: [Int32]
    private var slopes: [Double]
    private var curvatures: [Double]
    private var histograms: [[Cell]] = []
    private var free: [Int] = []

    init(_ data: Binned, _ options: Options) {
        self.data = data
        self.options = options
        spare = Array(repeating: 0, count: data.count)
        slopes = Array(repeating: 0, count: data.count)
        curvatures = slopes
    }

    /// A tree for the rows given, from the slope and the curvature of the loss at each row; and the rows at each end, as places of `nodes`.
    func grow(
        _ sample: [Int32], slopes slope: [Double], curvatures curvature: [Double], random: inout SeededGenerator
    ) -> (tree: Tree, ends: [(node: Int, rows: ArraySlice<Int32>)]) {
        rows = sample
        var tree = Tree(nodes: [Tree.Node()])
        guard !sample.isEmpty else { return (tree, []) }
        let columns = options.isAskedAnew ? Array(0..<data.width) : draw(&random)
        var (g, h) = (0.0, 0.0)
        for row in sample {
            g += slope[Int(row)]
            h += curvature[Int(row)]
        }
        var root = Leaf(
            node: 0, start: 0, end: sample.count, histogram: take(), slope: g, curvature: h, question: Question())
        // Where each question asks for columns of its own, those alone are counted for it, in drawers that all questions share.
        func choose(_ leaf: inout Leaf) {
            let asked = options.isAskedAnew ? draw(&random) : columns
            if options.isAskedAnew { count(leaf, asked, slope, curvature) }
            ask(&leaf, asked)
        }
        if !options.isAskedAnew { count(root, columns, slope, curvature) }
        choose(&root)
        var leaves = [root]
        while leaves.count < options.leaves {
            guard let best = leaves.indices.max(by: { leaves[$0].question.gain < leaves[$1].question.gain }),
                leaves[best].question.gain > 1e-12
            else { break }
            let leaf = leaves[best]
            let middle = part(leaf)
            let question = leaf.question
            let next = tree.nodes.count
            tree.nodes[leaf.node] = Tree.Node(
                feature: Int32(question.feature), next: Int32(next), isMissingLow: question.isMissingLow,
                value: question.bin == 0 ? -.infinity : data.bounds[question.feature][question.bin - 1])
            tree.nodes += [Tree.Node(), Tree.Node()]
            var low = leaf
            var high = leaf
            (low.node, low.end) = (next, middle)
            (high.node, high.start) = (next + 1, middle)
            (low.slope, low.curvature) = (0, 0)
            for place in low.start..<low.end {
                low.slope += slope[Int(rows[place])]
                low.curvature += curvature[Int(rows[place])]
            }
            (high.slope, high.curvature) = (leaf.slope - low.slope, leaf.curvature - low.curvature)
            if !options.isAskedAnew {
                let isLowSmaller = middle - leaf.start < leaf.end - middle
                if isLowSmaller { low.histogram = take() } else { high.histogram = take() }
                count(isLowSmaller ? low : high, columns, slope, curvature)
                subtract(isLowSmaller ? low.histogram : high.histogram, from: leaf.histogram)
            }
            choose(&low)
            choose(&high)
            leaves[best] = low
            leaves.append(high)
        }
        for leaf in leaves {
            tree.nodes[leaf.node].value = -leaf.slope / (leaf.curvature + options.ridge)
            if !options.isAskedAnew { free.append(leaf.histogram) }
        }
        if options.isAskedAnew { free.append(root.histogram) }
        return (tree, leaves.map { ($0.node, rows[$0.start..<$0.end]) })
    }

    private func draw(_ random: inout SeededGenerator) -> [Int] {
        let wanted = max(1, Int((Double(data.width) * options.columnShare).rounded()))
        guard wanted < data.width else { return Array(0..<data.width) }
        return Array((0..<data.width).shuffled(using: &random).prefix(wanted)).sorted()
    }

    private func take() -> Int {
        if let index = free.popLast() { return index }
        histograms.append(Array(repeating: Cell(), count: data.offsets[data.width]))
        return histograms.count - 1
    }

    private func count(_ leaf: Leaf, _ columns: [Int], _ slope: [Double], _ curvature: [Double]) {
        let size = leaf.end - leaf.start
        // Too few to be asked anything.
        if options.isAskedAnew, size < 2 * options.fewestRows { return }
        slopes.withUnsafeMutableBufferPointer { slopes in
            curvatures.withUnsafeMutableBufferPointer { curvatures in
                rows.withUnsafeBufferPointer { rows in
                    for index in 0..<size {
                        let row = Int(rows[leaf.start + index])
                        slopes[index] = slope[row]
                        curvatures[index] = curvature[row]
                    }
                    data.bins.withUnsafeBufferPointer { bins in
                        histograms[leaf.histogram].withUnsafeMutableBufferPointer { cells in
                            for column in columns {
                                let base = data.offsets[column]
                                for cell in base..<data.offsets[column + 1] { cells[cell] = Cell() }
                                let start = column * data.count
                                for index in 0..<size {
                                    let cell = base + Int(bins[start + Int(rows[leaf.start + index])])
                                    cells[cell].slope += slopes[index]
                                    cells[cell].curvature += curvatures[index]
                                    cells[cell].count += 1
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private func subtract(_ part: Int, from whole: Int) {
        histograms[part].withUnsafeBufferPointer { part in
            histograms[whole].withUnsafeMutableBufferPointer { whole in
                for cell in whole.indices {
                    whole[cell].slope -= part[cell].slope
                    whole[cell].curvature -= part[cell].curvature
                    whole[cell].count -= part[cell].count
                }
            }
        }
    }

    /// Finds the most useful question of a leaf.
    private func ask(_ leaf: inout Leaf, _ columns: [Int]) {
        leaf.question = Question()
        let size = Double(leaf.end - leaf.start)
        let fewest = Double(options.fewestRows)
        guard size >= 2 * fewest else { return }
        let (g, h, ridge) = (leaf.slope, leaf.curvature, options.ridge)
        let own = g * g / (h + ridge)
        var best = Question()
        histograms[leaf.histogram].withUnsafeBufferPointer { cells in
            for column in columns {
                let base = data.offsets[column]
                let last = data.bounds[column].count
                let missing = cells[base]
                // The missing go with the low, then with the high; where there are none both are the same.
                for isMissingLow in missing.count > 0.5 ? [true, false] : [true] {
                    var (low, lowCurvature, lowCount) =
                        isMissingLow ? (missing.slope, missing.curvature, missing.count) : (0, 0, 0)
                    for bin in (isMissingLow && missing.count > 0.5 ? 0 : 1)..<max(last + 1, 1) {
                        if bin > 0 {
                            low += cells[base + bin].slope
                            lowCurvature += cells[base + bin].curvature
                            lowCount += cells[base + bin].count
                        }
                        guard lowCount >= fewest else { continue }
                        guard size - lowCount >= fewest else { break }
                        let (high, highCurvature) = (g - low, h - lowCurvature)
                        let gain =
                            low * low / (lowCurvature + ridge) + high * high / (highCurvature + ridge) - own
                        if gain > best.gain {
                            best = Question(gain: gain, feature: column, bin: bin, isMissingLow: isMissingLow)
                        }
                    }
                }
            }
        }
        leaf.question = best
    }

    /// Brings the rows with the low answer to the front, in their order, and says where the others begin.
    private func part(_ leaf: Leaf) -> Int {
        let start = leaf.question.feature * data.count
        let (bin, isMissingLow) = (leaf.question.bin, leaf.question.isMissingLow)
        var (low, high) = (leaf.start, 0)
        rows.withUnsafeMutableBufferPointer { rows in
            spare.withUnsafeMutableBufferPointer { spare in
                data.bins.withUnsafeBufferPointer { bins in
                    for place in leaf.start..<leaf.end {
                        let row = rows[place]
                        let own = Int(bins[start + Int(row)])
                        if own == 0 ? isMissingLow : own <= bin {
                            rows[low] = row
                            low += 1
                        } else {
                            spare[high] = row
                            high += 1
                        }
                    }
                    for index in 0..<high { rows[low + index] = spare[index] }
                }
            }
        }
        return low
    }
}
