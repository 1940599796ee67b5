import ArgumentParser
import Foundation
import ML

struct Sentiment: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Which class each text belongs to: whether a review is kind, say.",
        discussion: """
            Learns from one file, whose columns --text and --label hold the texts and their classes, and writes for each row of the other
            `id,label,p_CLASS…`. How it did on texts it had not seen, and how fast it reads, goes to standard error.
            """)

    @Option(help: "The file to learn from.") var train: String
    @Option(help: "The file to answer for; its labels, if it has them, are not looked at.") var test: String
    @Option(help: "The column with the text.") var text: String
    @Option(help: "The column that names the class.") var label: String
    @Option(help: "The column that names the row; the first if none is given.") var id: String?
    @Option(help: "Where chance begins.") var seed: UInt64 = 1

    func run() throws {
        let (known, asked) = (try Table(train), try Table(test))
        let names = try asked.column(id ?? (asked.columns.contains("id") ? "id" : asked.columns[0]))
        guard let classifier = TextClassifier(try known.column(text), try known.column(label), seed: seed) else {
            throw ValidationError("\(train) has no texts.")
        }
        if let score = classifier.score {
            remark("unseen: macro F1 \(score.macroF1), accuracy \(score.accuracy), log loss \(score.logLoss)")
            remark(
                "the most common class: accuracy \(score.commonest), log loss of the shares \(score.logLossOfShares)")
        }
        remark(classifier.isUseful ? "used: what was learned" : "used: the shares of the classes, which nothing beats")
        let texts = try asked.column(text)
        let start = ContinuousClock.now
        let answers = classifier.classify(texts)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        remark("\(Int(Double(texts.count) / max(seconds, 1e-9))) texts a second")
        print((["id", "label"] + classifier.classes.map { quoted("p_\($0)") }).joined(separator: ","))
        for (name, answer) in zip(names, answers) {
            let row = [quoted(name), quoted(classifier.classes[answer.place])] + answer.probabilities.map { "\($0)" }
            print(row.joined(separator: ","))
        }
    }
}
