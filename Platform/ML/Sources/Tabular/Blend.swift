import Foundation
import Kernel

/// One way to learn from a table.
enum Learner: Sendable, Hashable, Codable {
    case linear(LinearModel)
    case forest(Forest)
    case boosting(GradientBoosting)

    /// The ways that are tried, simplest first.
    enum Kind: String, CaseIterable, Codable, Sendable {
        case linear = "linear"
        case smallTrees = "boosting, small trees"
        case largeTrees = "boosting, large trees"
        case forest = "forest"
    }

    /// Means, or log odds.
    func predict(_ matrix: FeatureMatrix, _ loss: Loss) -> [Double] {
        switch self {
        case .linear(let model): return model.predict(matrix)
        case .boosting(let model): return model.predict(matrix)
        case .forest(let model):
            guard loss == .logistic else { return model.predict(matrix) }
            return model.predict(matrix).map { share in
                let safe = (share * 200 + 0.5) / 201
                return log(safe / (1 - safe))
            }
        }
    }
}

/// Several learners added up with weights that were learned on rows which none of them had seen (Wolpert, "Stacked generalization", 1992;
/// weights not negative after Breiman, 1996). For yes and no the sum is of log odds and so calibrated (Platt, 1999).
struct Blend: Sendable, Hashable, Codable {
    struct Part: Sendable, Hashable, Codable {
        let kind: Learner.Kind
        let weight: Double
        let learner: Learner
    }

    let constant: Double
    let parts: [Part]

    func predict(_ matrix: FeatureMatrix, _ loss: Loss) -> [Double] {
        var sums = [Double](repeating: constant, count: matrix.count)
        for part in parts {
            for (row, value) in part.learner.predict(matrix, loss).enumerated() { sums[row] += part.weight * value }
        }
        return sums
    }
}

/// Rows shared out so that what is learned on some can be tried on the others.
struct Folds {
    /// In which part each row is tried; −1 for rows that are only learned from.
    let fold: [Int]
    let count: Int

    /// Five parts of a table of up to ten thousand rows, else one that is a fifth of them.
    init(rows: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let order = (0..<rows).shuffled(using: &random)
        var fold = [Int](repeating: -1, count: rows)
        count = rows <= 10_000 ? 5 : 1
        for (place, row) in order.enumerated() where place % 5 < count { fold[row] = place % 5 }
        self.fold = fold
    }

    var tried: [Int] { fold.indices.filter { fold[$0] >= 0 } }
}

/// Tries every learner on rows that it has not seen, weighs them and fits them to all.
struct Contest {
    let blend: Blend
    /// What each said of the rows that were tried, and the blend.
    let predictions: [(name: String, values: [Double])]

    init?(
        _ table: FeatureTable, encoding targets: [[Double]], _ target: [Double], loss: Loss, folds: Folds, seed: UInt64
    ) {
        let rows = target.count
        var out = Dictionary(
            uniqueKeysWithValues: Learner.Kind.allCases.map { ($0, [Double](repeating: 0, count: rows)) })
        var trees: [Learner.Kind: [Int]] = [:]
        for fold in 0..<folds.count {
            let (own, others) = (
                folds.fold.indices.filter { folds.fold[$0] == fold },
                folds.fold.indices.filter { folds.fold[$0] != fold }
            )
            guard
                let (encoder, matrix) = FeatureEncoder.fit(
                    table.rows(others), targets: targets.map { target in others.map { target[$0] } }),
                let kept = encoder.transform(table.rows(own))
            else { return nil }
            let binned = Binned(matrix)
            let (seen, unseen) = (others.map { target[$0] }, own.map { target[$0] })
            for kind in Learner.Kind.allCases {
                guard
                    let learner = Self.fit(
                        kind, binned, matrix, seen, loss, seed: seed, keptBack: (kept, unseen), trees: nil)
                else { return nil }
                if case .boosting(let model) = learner { trees[kind, default: []].append(model.trees.count) }
                for (row, value) in zip(own, learner.predict(kept, loss)) { out[kind]?[row] = value }
            }
        }
        let tried = folds.tried
        let columns = Learner.Kind.allCases.map { kind in tried.map { out[kind]?[$0] ?? 0 } }
        let came = tried.map { target[$0] }
        let (constant, weights) = Self.weigh(columns, came, loss)
        guard let (_, matrix) = FeatureEncoder.fit(table, targets: targets) else { return nil }
        let binned = Binned(matrix)
        var parts: [Blend.Part] = []
        for (kind, weight) in zip(Learner.Kind.allCases, weights) where weight > 0 {
            let count = trees[kind].map { $0.reduce(0, +) / $0.count }
            guard let learner = Self.fit(kind, binned, matrix, target, loss, seed: seed, keptBack: nil, trees: count)
            else { return nil }
            parts.append(Blend.Part(kind: kind, weight: weight, learner: learner))
        }
        blend = Blend(constant: constant, parts: parts)
        let blended = came.indices.map { row in
            zip(columns, weights).reduce(constant) { $0 + $1.1 * $1.0[row] }
        }
        predictions = zip(Learner.Kind.allCases, columns).map { ($0.rawValue, $1) } + [("blend", blended)]
    }

    static func options(_ kind: Learner.Kind, rows: Int, seed: UInt64) -> GradientBoosting.Options {
        var options = GradientBoosting.Options()
        options.seed = seed
        options.trees = 600
        if kind == .smallTrees {
            options.leaves = 4
            options.rate = rows > 10_000 ? 0.15 : 0.08
        } else {
            options.leaves = rows > 10_000 ? 31 : 12
            options.fewestRows = rows > 10_000 ? 40 : 20
            options.ridge = 5
            if rows > 10_000 { options.rate = 0.1 }
            options.columnShare = 0.5
        }
        return options
    }

    private static func fit(
        _ kind: Learner.Kind, _ binned: Binned, _ matrix: FeatureMatrix, _ targets: [Double], _ loss: Loss,
        seed: UInt64,
        keptBack: (matrix: FeatureMatrix, targets: [Double])?, trees: Int?
    ) -> Learner? {
        switch kind {
        case .linear: return LinearModel(matrix, targets, loss: loss).map(Learner.linear)
        case .smallTrees, .largeTrees:
            var options = options(kind, rows: targets.count, seed: seed)
            if let trees { options.trees = trees }
            return GradientBoosting(binned, matrix, targets, loss: loss, options: options, keptBack: keptBack)
                .map(Learner.boosting)
        case .forest:
            // As many columns a question as is usual for classes, and for numbers (Breiman, 2001; Liaw and Wiener, 2002).
            let share = loss == .logistic ? 1 / Double(binned.width).squareRoot() : 1 / 3.0
            return Forest(
                binned, targets, trees: 150, fewestRows: max(8, targets.count / 1000), columnShare: share, seed: seed
            ).map(Learner.forest)
        }
    }

    /// Weights of predictions for what came. Those that would be negative are 0.
    static func weigh(_ columns: [[Double]], _ came: [Double], _ loss: Loss) -> (constant: Double, weights: [Double]) {
        var used = Array(columns.indices)
        while true {
            let width = used.count + 1
            var solution = [Double](repeating: 1 / Double(max(used.count, 1)), count: width)
            solution[width - 1] = used.isEmpty && loss == .squared ? Sample(came).mean : 0
            for _ in 0..<(loss == .logistic ? 20 : 1) {
                var gram = [Double](repeating: 0, count: width * width)
                var right = [Double](repeating: 0, count: width)
                for row in came.indices {
                    let x = used.map { columns[$0][row] } + [1]
                    let f = zip(x, solution).reduce(0.0) { $0 + $1.0 * $1.1 }
                    let p = loss == .logistic ? 1 / (1 + exp(-f)) : f
                    let curvature = loss == .logistic ? max(p * (1 - p), 1e-9) : 1
                    for i in 0..<width {
                        right[i] += x[i] * (came[row] - p)
                        for j in 0...i { gram[i * width + j] += curvature * x[i] * x[j] }
                    }
                }
                // Drawn to the plain mean of all, so that a few rows cannot choose wildly; log odds also where all is clear and weights would grow
                // without end.
                for i in 0..<width - 1 {
                    let pull = 1e-3 * gram[i * width + i] + (loss == .logistic ? 1 : 1e-9)
                    gram[i * width + i] += pull
                    right[i] += pull * (1 / Double(used.count) - solution[i])
                }
                gram[width * width - 1] += 1e-9
                guard let step = PositiveMatrix(count: width, values: gram).solve(right) else { break }
                for i in 0..<width { solution[i] += step[i] }
                if step.allSatisfy({ abs($0) < 1e-9 }) { break }
            }
            let negative = used.indices.filter { solution[$0] <= 0 }
            guard let worst = negative.min(by: { solution[$0] < solution[$1] }) else {
                var weights = [Double](repeating: 0, count: columns.count)
                for (place, column) in used.enumerated() { weights[column] = solution[place] }
                return (solution[width - 1], weights)
            }
            used.remove(at: worst)
        }
    }
}
