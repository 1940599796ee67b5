import Foundation

/// Whether a review is kind, and of what it speaks: by the lexicon from the first day, and by what the shop's own stars taught as soon as that is
/// the better of the two on reviews it had not seen.
public struct ReviewSentiment: Sendable, Codable {
    /// How a review speaks.
    public enum Mood: String, Sendable, Hashable, Codable, CaseIterable {
        /// One or two stars.
        case negative
        /// Three.
        case neutral
        /// Four or five.
        case positive

        /// The mood of 1 to 5 stars; nil for others.
        public init?(stars: Int) {
            guard (1...5).contains(stars) else { return nil }
            self = stars < 3 ? .negative : stars == 3 ? .neutral : .positive
        }
    }

    /// What is said of one review.
    public struct Judgement: Sendable, Hashable, Codable {
        /// The mood to act on.
        public let mood: Mood
        /// The probability of each mood; all together 1.
        public let probabilities: [Mood: Double]
        /// What it says of each aspect that it names, from −1 to 1.
        public let aspects: [Aspect: Double]
    }

    /// Whether the shop's own stars taught more than the lexicon knew.
    public let isLearned: Bool
    /// The mean over the moods of F1, on reviews not seen: of the lexicon, and of what was learned. nil before there were enough reviews.
    public var macroF1: (lexicon: Double, learned: Double)? { scores.map { ($0[0], $0[1]) } }
    private let scores: [Double]?
    private let classifier: TextClassifier?

    /// The first day: the lexicon alone.
    public init() { self.init(false, nil, nil) }

    /// Learns from reviews and their stars; those without a text or with stars that do not exist are left out.
    public init(_ reviews: [(text: String, stars: Int)], seed: UInt64 = 1) {
        let known = reviews.compactMap { review in
            Mood(stars: review.stars).flatMap { review.text.isEmpty ? nil : (text: review.text, mood: $0) }
        }
        guard
            let classifier = TextClassifier(known.map(\.text), known.map(\.mood.rawValue), seed: seed),
            let score = classifier.score
        else {
            self = ReviewSentiment()
            return
        }
        let moods = classifier.classes
        let found = known.map { moods.firstIndex(of: Self.byLexicon($0.text).mood.rawValue) ?? 0 }
        let truth = known.map { moods.firstIndex(of: $0.mood.rawValue) ?? 0 }
        let lexicon = TextClassifier.macroF1(found, truth, moods.count)
        let isBetter = classifier.isUseful && score.macroF1 > lexicon
        self = ReviewSentiment(isBetter, [lexicon, score.macroF1], isBetter ? classifier : nil)
    }

    private init(_ isLearned: Bool, _ scores: [Double]?, _ classifier: TextClassifier?) {
        self.isLearned = isLearned
        self.scores = scores
        self.classifier = classifier
    }

    /// What is said of a review; a text without a word is neutral.
    public func judge(_ text: String) -> Judgement {
        let aspects = Aspect.opinions(text)
        guard let classifier, let answer = classifier.classify([text]).first else {
            let (mood, probabilities) = Self.byLexicon(text)
            return Judgement(mood: mood, probabilities: probabilities, aspects: aspects)
        }
        var probabilities = Dictionary(uniqueKeysWithValues: Mood.allCases.map { ($0, 0.0) })
        for (name, value) in zip(classifier.classes, answer.probabilities) {
            if let mood = Mood(rawValue: name) { probabilities[mood] = value }
        }
        return Judgement(
            mood: Mood(rawValue: classifier.classes[answer.place]) ?? .neutral, probabilities: probabilities,
            aspects: aspects)
    }

    /// Log odds that grow with the polarity; where little is said, little is claimed.
    private static func byLexicon(_ text: String) -> (mood: Mood, probabilities: [Mood: Double]) {
        let polarity = Lexicon.opinion(text).polarity
        let weights: [(Mood, Double)] = [
            (.negative, exp(-3 * polarity - 0.5)), (.neutral, exp(-0.2 - 2 * abs(polarity))),
            (.positive, exp(3 * polarity)),
        ]
        let sum = weights.reduce(0.0) { $0 + $1.1 }
        let mood: Mood = polarity > 0.2 ? .positive : polarity < -0.2 ? .negative : .neutral
        return (mood, Dictionary(uniqueKeysWithValues: weights.map { ($0.0, $0.1 / sum) }))
    }
}
