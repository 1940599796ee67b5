import Foundation
import Kernel
import ML
import Testing

@Suite("What reviews say") struct SentimentTests {
    @Test(
        "The lexicon knows kind words from unkind ones, in two languages",
        arguments: [
            ("Pizza ottima, impasto leggero e personale gentilissimo!", 1), ("Buonissima 😍😍", 1),
            ("Pizza fredda e gommosa, mai più", -1), ("Non è buona", -1), ("Niente male davvero", 1),
            ("The crust was not good", -1), ("Best pizza in town, will be back!", 1), ("Cold, soggy and late", -1),
            ("It wasn't bad", 1), ("👎👎", -1), ("La pizza era una pizza", 0), ("", 0), ("🙃", 0),
        ])
    func lexicon(_ text: String, _ sign: Int) {
        let polarity = Lexicon.opinion(text).polarity
        #expect(sign == 0 ? polarity == 0 : polarity * Double(sign) > 0.2, "\(polarity)")
    }

    @Test("Each aspect has its own opinion")
    func aspects() throws {
        let found = Aspect.opinions(
            "La pizza era squisita, ma il fattorino è arrivato con mezz'ora di ritardo e scortese. Prezzi onesti.")
        #expect(try #require(found[.taste]) > 0.3)
        #expect(try #require(found[.delivery]) < -0.3)
        #expect(try #require(found[.price]) > 0.2)
        #expect(found[.crust] == nil)
        let english = Aspect.opinions("Great crust but the waiter was rude and we waited an hour")
        #expect(try #require(english[.crust]) > 0.3)
        #expect(try #require(english[.staff]) < -0.3)
        #expect(try #require(english[.waiting]) < 0)
        #expect(Aspect.opinions("").isEmpty)
    }

    /// Reviews made of a shop's own words: "zork" is praise here, "blim" is blame.
    static func reviews(_ count: Int, seed: UInt64) -> [(text: String, stars: Int)] {
        var random = SeededGenerator(seed: seed)
        let filler = [
            "la pizza", "ieri sera", "con amici", "da asporto", "il forno", "a casa", "di sabato", "con la nonna",
        ]
        return (0..<count).map { number in
            let stars = [1, 3, 5][number % 3]
            let word = ["blim", "mah", "zork"][number % 3]
            var words = (0..<4).map { _ in filler[random.index(below: filler.count)] }
            words.insert(word, at: random.index(below: 5))
            return (words.joined(separator: " "), stars)
        }
    }

    @Test("The shop's own stars teach what the lexicon does not know")
    func learned() throws {
        let first = ReviewSentiment()
        #expect(!first.isLearned)
        #expect(first.judge("zork").mood == .neutral)
        let sentiment = ReviewSentiment(Self.reviews(240, seed: 1))
        #expect(sentiment.isLearned)
        let scores = try #require(sentiment.macroF1)
        #expect(scores.learned > 0.95 && scores.lexicon < 0.4)
        let judgement = sentiment.judge("ieri sera zork con amici")
        #expect(judgement.mood == .positive)
        #expect(try #require(judgement.probabilities[.positive]) > 0.8)
        #expect(abs(judgement.probabilities.values.reduce(0, +) - 1) < 1e-9)
        #expect(sentiment.judge("blim blim").mood == .negative)
        let copy = try JSONDecoder().decode(ReviewSentiment.self, from: JSONEncoder().encode(sentiment))
        #expect(copy.judge("ieri sera zork con amici") == judgement)
        // Too few reviews, or stars that do not exist: the lexicon stays.
        #expect(!ReviewSentiment(Self.reviews(9, seed: 1)).isLearned)
        #expect(!ReviewSentiment([("x", 9), ("", 5)]).isLearned)
    }

    @Test("Texts of all kinds are read in bounded time, and none ends the process")
    func hostile() {
        let sentiment = ReviewSentiment(Self.reviews(120, seed: 2))
        let texts = [
            String(repeating: "pizza ottima ", count: 90_000), String(repeating: "a", count: 1_000_000),
            String(repeating: "😀", count: 100_000), String(repeating: "'", count: 5000), "\u{0}\u{1}\u{200D}\u{FEFF}",
            "ß ﬁ İ ΣΑΣ ǅ", "ottimo 很好 отлично ممتاز", ",,,;;;...!!!???", "e\u{301}\u{301}\u{301}\u{301}",
        ]
        for text in texts {
            let judgement = sentiment.judge(text)
            #expect(abs(judgement.probabilities.values.reduce(0, +) - 1) < 1e-9)
            #expect(judgement.aspects.values.allSatisfy { (-1...1).contains($0) })
        }
        #expect(Lexicon.opinion(texts[0]).polarity > 0.9)
    }

    @Test("Where labels follow nothing, the shares are the answer")
    func noise() throws {
        var random = SeededGenerator(seed: 8)
        let texts = Self.reviews(200, seed: 3).map(\.text)
        let labels = texts.map { _ in random.uniform() < 0.3 ? "a" : "b" }
        let classifier = try #require(TextClassifier(texts, labels))
        #expect(!classifier.isUseful)
        let share = Double(labels.count { $0 == "a" }) / 200
        #expect(classifier.classify(["zork"]).first?.probabilities == [share, 1 - share])
        #expect(TextClassifier([], []) == nil)
        #expect(TextClassifier(["a"], []) == nil)
        #expect(try #require(TextClassifier(["a", "b"], ["x", "x"])).classify(["c"]).first?.probabilities == [1])
    }
}
