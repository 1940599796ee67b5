import Foundation
import Kernel

/// Says which of several classes a text belongs to, with probabilities, from texts whose class is known.
///
/// Words, pairs of words, runs of letters and the lexicon's opinion are weighed by how rare they are (Spärck Jones, 1972), and each class is told
/// from the rest by a linear separation. Probabilities come from how texts that were not learned from lay (Platt, 1999). Labels are such that the
/// mean of the classes' F1, and accuracy, are best on those, so that rare classes are found too; probabilities are not bent for it. Where it does
/// not beat the shares of the classes, those are the answer.
public struct TextClassifier: Sendable, Codable {
    /// What is said of one text.
    public struct Answer: Sendable, Hashable, Codable {
        /// The class to act on, as a place in `classes`.
        public let place: Int
        /// The probabilities of the classes.
        public let probabilities: [Double]
    }

    /// How it did on texts it had not seen, and how the simple answer did, which is the most common class.
    public struct Score: Sendable, Hashable, Codable {
        /// The mean over the classes of F1, of the labels.
        public let macroF1: Double
        /// The part of the labels that were right.
        public let accuracy: Double
        /// The mean surprise of the probabilities, nats.
        public let logLoss: Double
        /// The part that the most common class is of all.
        public let commonest: Double
        /// The mean surprise of the classes' shares, nats.
        public let logLossOfShares: Double
    }

    /// The classes, in the order of the probabilities.
    public let classes: [String]
    /// How it did; nil when there was too little to try.
    public let score: Score?
    /// Whether it knows more than the shares of the classes.
    public let isUseful: Bool
    private let shares: [Double]
    private let vocabulary: Vocabulary?
    private let weights: [[Float]]
    private let calibration: [LinearModel]
    private let leanings: [Double]

    /// Fewer texts than this teach nothing.
    public static let fewestTexts = 60

    /// Learns from texts and their classes. nil when there is none or the sizes differ.
    public init?(_ texts: [String], _ labels: [String], seed: UInt64 = 1) {
        guard texts.count == labels.count, !texts.isEmpty else { return nil }
        let classes = Set(labels).sorted()
        self.classes = classes
        let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($0.element, $0.offset) })
        let truth = labels.map { places[$0] ?? 0 }
        let shares = classes.indices.map { place in Double(truth.count { $0 == place }) / Double(truth.count) }
        self.shares = shares
        guard texts.count >= Self.fewestTexts, classes.count > 1, classes.count <= 20,
            shares.allSatisfy({ $0 * Double(texts.count) >= 3 })
        else {
            (score, isUseful, vocabulary, weights, calibration, leanings) = (nil, false, nil, [], [], [])
            return
        }
        let (vocabulary, rows) = Vocabulary.learn(texts)
        var random = SeededGenerator(seed: seed)
        // The second of two classes is the yes.
        let told = classes.count == 2 ? [1] : Array(classes.indices)
        func separate(_ learned: [Int]) -> [[Float]] {
            told.map { place in
                let yes = truth.map { $0 == place }
                // What is rare costs as much more as it is rarer.
                let share = max(Double(learned.count { yes[$0] }) / Double(learned.count), 1e-6)
                let cost = Float(((1 - share) / share).squareRoot())
                return LinearSeparation.fit(
                    rows, learned, isPositive: yes, width: vocabulary.width, cost: (0.4 / cost, 0.4 * cost),
                    order: &random)
            }
        }
        let order = texts.indices.shuffled(using: &random)
        var margins = [Double](repeating: 0, count: texts.count * told.count)
        let parts = texts.count > 4000 ? 3 : 5
        for part in 0..<parts {
            let kept = order.enumerated().filter { $0.offset % parts == part }.map(\.element)
            let learned = order.enumerated().filter { $0.offset % parts != part }.map(\.element)
            let found = separate(learned)
            for row in kept {
                for (index, weights) in found.enumerated() {
                    margins[row * told.count + index] = Double(LinearSeparation.margin(rows, row, weights))
                }
            }
        }
        guard let matrix = FeatureMatrix(width: told.count, values: margins) else { return nil }
        let calibration = told.compactMap { place in
            LinearModel(matrix, truth.map { $0 == place ? 1 : 0 }, loss: .logistic, ridge: 0.5)
        }
        guard calibration.count == told.count else { return nil }
        let probabilities = Self.probabilities(matrix, calibration, shares)
        let leanings = Self.leanings(probabilities, truth, classes.count)
        let labelled = probabilities.map { Self.label($0, leanings) }
        var surprise = 0.0
        for (row, place) in zip(probabilities, truth) { surprise -= log(max(row[place], 1e-15)) }
        let plain = truth.reduce(0.0) { $0 - log(shares[$1]) } / Double(truth.count)
        score = Score(
            macroF1: Self.macroF1(labelled, truth, classes.count),
            accuracy: Double(zip(labelled, truth).count { $0 == $1 }) / Double(truth.count),
            logLoss: surprise / Double(truth.count), commonest: shares.max() ?? 1, logLossOfShares: plain)
        isUseful = surprise / Double(truth.count) < plain * 0.98
        self.vocabulary = vocabulary
        self.calibration = calibration
        self.leanings = leanings
        weights = isUseful ? separate(order) : []
    }

    /// What is said of each text.
    public func classify(_ texts: [String]) -> [Answer] {
        guard isUseful, let vocabulary else {
            let commonest = shares.indices.max { shares[$0] < shares[$1] } ?? 0
            return texts.map { _ in Answer(place: commonest, probabilities: shares) }
        }
        var grams = Grams()
        var counter = Vocabulary.Counter(width: vocabulary.width)
        var margins: [Double] = []
        margins.reserveCapacity(texts.count * weights.count)
        for text in texts {
            let row = vocabulary.encode(text, &grams, &counter)
            for weights in weights {
                var sum = weights[weights.count - 1]
                weights.withUnsafeBufferPointer { weights in
                    for (column, value) in row { sum += weights[Int(column)] * value }
                }
                margins.append(Double(sum))
            }
        }
        guard let matrix = FeatureMatrix(width: weights.count, values: margins) else { return [] }
        return Self.probabilities(matrix, calibration, shares).map {
            Answer(place: Self.label($0, leanings), probabilities: $0)
        }
    }

    private static func probabilities(_ margins: FeatureMatrix, _ calibration: [LinearModel], _ shares: [Double])
        -> [[Double]]
    {
        let each = calibration.map { model in model.predict(margins).map { 1 / (1 + exp(-$0)) } }
        if shares.count == 2 { return each[0].map { [1 - $0, $0] } }
        return (0..<margins.count).map { row in
            let sum = each.reduce(0.0) { $0 + $1[row] }
            return sum > 0 ? each.map { $0[row] / sum } : shares
        }
    }

    private static func label(_ probabilities: [Double], _ leanings: [Double]) -> Int {
        var best = (place: 0, value: -1.0)
        for place in probabilities.indices where probabilities[place] * leanings[place] > best.value {
            best = (place, probabilities[place] * leanings[place])
        }
        return best.place
    }

    /// How much each class's probability counts for the label: the best of a small grid, one class after the other.
    private static func leanings(_ probabilities: [[Double]], _ truth: [Int], _ classes: Int) -> [Double] {
        var leanings = [Double](repeating: 1, count: classes)
        // Accuracy besides: F1 alone follows the chance of a few rare texts.
        func worth() -> Double {
            let labelled = probabilities.map { label($0, leanings) }
            return macroF1(labelled, truth, classes) + 0.8 * Double(zip(labelled, truth).count { $0 == $1 })
                / Double(truth.count)
        }
        var best = worth()
        for _ in 0..<2 {
            for place in 0..<classes {
                let own = leanings[place]
                var chosen = own
                for step in -12...12 where step != 0 {
                    leanings[place] = own * exp(Double(step) / 8)
                    let value = worth()
                    // A gain within chance is none.
                    if value > best + 0.0005 { (best, chosen) = (value, leanings[place]) }
                }
                leanings[place] = chosen
            }
        }
        return leanings
    }

    /// The mean over the classes of twice what was found rightly, over what was found and what there was.
    static func macroF1(_ found: [Int], _ truth: [Int], _ classes: Int) -> Double {
        var (right, said, there) = (
            [Int](repeating: 0, count: classes), [Int](repeating: 0, count: classes),
            [Int](repeating: 0, count: classes)
        )
        for (a, b) in zip(found, truth) {
            said[a] += 1
            there[b] += 1
            if a == b { right[a] += 1 }
        }
        return (0..<classes).reduce(0.0) { sum, place in
            let all = said[place] + there[place]
            return sum + (all > 0 ? 2 * Double(right[place]) / Double(all) : 0)
        } / Double(classes)
    }
}

/// The words, pairs and runs that at least two texts have, and how rare they are.
struct Vocabulary: Sendable, Codable {
    private let words: KeyTable
    private let runs: KeyTable
    private let wordRarity: [Float]
    private let runRarity: [Float]

    /// Words and pairs, runs, and the lexicon's two sums.
    var width: Int { wordRarity.count + runRarity.count + 2 }

    /// Counts what is in one text, without clearing what is not.
    struct Counter {
        var counts: [Float]
        var seen: [Int32] = []
        init(width: Int) { counts = Array(repeating: 0, count: width) }
    }

    static func learn(_ texts: [String]) -> (Vocabulary, SparseRows) {
        var grams = Grams()
        var (words, runs) = (KeyTable(), KeyTable())
        var (wordTexts, runTexts): ([Int32], [Int32]) = ([], [])
        var (wordLast, runLast): ([Int32], [Int32]) = ([], [])
        func count(
            _ keys: [UInt64], _ table: inout KeyTable, _ texts: inout [Int32], _ last: inout [Int32], _ number: Int32
        ) {
            for key in keys {
                let place = Int(table.insert(key))
                if place == texts.count {
                    texts.append(0)
                    last.append(-1)
                }
                if last[place] != number {
                    last[place] = number
                    texts[place] += 1
                }
            }
        }
        for (number, text) in texts.enumerated() {
            grams.read(text)
            count(grams.words, &words, &wordTexts, &wordLast, Int32(truncatingIfNeeded: number))
            count(grams.runs, &runs, &runTexts, &runLast, Int32(truncatingIfNeeded: number))
        }
        let vocabulary = Vocabulary(words, wordTexts, runs, runTexts, of: texts.count)
        var rows = SparseRows()
        var counter = Counter(width: vocabulary.width)
        for text in texts { rows.append(vocabulary.encode(text, &grams, &counter)) }
        return (vocabulary, rows)
    }

    private init(_ words: KeyTable, _ wordTexts: [Int32], _ runs: KeyTable, _ runTexts: [Int32], of all: Int) {
        func common(_ table: KeyTable, _ texts: [Int32]) -> (KeyTable, [Float]) {
            var kept = KeyTable()
            var rarity: [Float] = []
            for (place, key) in table.ordered.enumerated() where texts[place] > 1 {
                _ = kept.insert(key)
                rarity.append(Float(log(Double(all + 1) / Double(texts[place] + 1)) + 1))
            }
            return (kept, rarity)
        }
        (self.words, wordRarity) = common(words, wordTexts)
        (self.runs, runRarity) = common(runs, runTexts)
    }

    /// The numbers of a text: words and pairs together of length 1, runs too.
    func encode(_ text: String, _ grams: inout Grams, _ counter: inout Counter) -> [(column: Int32, value: Float)] {
        grams.read(text)
        var row: [(column: Int32, value: Float)] = []
        row.reserveCapacity(grams.words.count + grams.runs.count + 2)
        func take(_ keys: [UInt64], _ table: KeyTable, _ rarity: [Float], _ offset: Int32) {
            counter.seen.removeAll(keepingCapacity: true)
            for key in keys {
                let place = table.find(key)
                guard place >= 0 else { continue }
                if counter.counts[Int(place)] == 0 { counter.seen.append(place) }
                counter.counts[Int(place)] += 1
            }
            var length: Float = 0
            let first = row.count
            for place in counter.seen {
                let often = counter.counts[Int(place)]
                counter.counts[Int(place)] = 0
                let value = (often == 1 ? 1 : 1 + logf(often)) * rarity[Int(place)]
                length += value * value
                row.append((place + offset, value))
            }
            let scale = length > 0 ? 1 / length.squareRoot() : 0
            for index in first..<row.count { row[index].value *= scale }
        }
        take(grams.words, words, wordRarity, 0)
        take(grams.runs, runs, runRarity, Int32(truncatingIfNeeded: wordRarity.count))
        let (good, bad) = Lexicon.weigh(text)
        let base = Int32(truncatingIfNeeded: width - 2)
        if good > 0 { row.append((base, Float(good / (1 + good)))) }
        if bad > 0 { row.append((base + 1, Float(bad / (1 + bad)))) }
        return row
    }

    private enum CodingKeys: CodingKey { case words, runs, wordRarity, runRarity }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(words.ordered, forKey: .words)
        try container.encode(runs.ordered, forKey: .runs)
        try container.encode(wordRarity, forKey: .wordRarity)
        try container.encode(runRarity, forKey: .runRarity)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var (words, runs) = (KeyTable(), KeyTable())
        for key in try container.decode([UInt64].self, forKey: .words) { _ = words.insert(key) }
        for key in try container.decode([UInt64].self, forKey: .runs) { _ = runs.insert(key) }
        self.words = words
        self.runs = runs
        wordRarity = try container.decode([Float].self, forKey: .wordRarity)
        runRarity = try container.decode([Float].self, forKey: .runRarity)
        guard words.count == wordRarity.count, runs.count == runRarity.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .wordRarity, in: container, debugDescription: "sizes differ")
        }
    }
}
