import ArgumentParser
import Foundation
import ML

struct Regress: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What number each row of a table has.",
        discussion: """
            Learns from one file, whose column --label is the number, and writes for each row of the other `id,mean,p10,p90`. How each way did on rows
            it had not seen goes to standard error.
            """)

    @Option(help: "The file to learn from.") var train: String
    @Option(help: "The file to answer for; its label, if it has one, is not looked at.") var test: String
    @Option(help: "The column with the number.") var label: String
    @Option(help: "The column that names the row.") var id: String
    @Option(help: "Where chance begins.") var seed: UInt64 = 1

    func run() throws {
        let (known, asked) = (try Table(train), try Table(test))
        let table = try known.features(without: [label, id])
        try Self.answer(
            table, try known.column(label), try asked.features(without: [label, id], like: table), try asked.column(id),
            seed: seed)
    }

    static func answer(
        _ table: FeatureTable, _ labels: [String], _ asked: FeatureTable, _ names: [String], seed: UInt64
    ) throws {
        guard let regressor = Regressor(table, labels.map { Double($0) ?? .nan }, seed: seed) else {
            throw ValidationError("There is no row with a number to learn from.")
        }
        for score in regressor.scores {
            remark(
                "unseen, \(score.name): mean absolute error \(score.quality.meanAbsolute), root mean square \(score.quality.rootMeanSquare), explained \(score.quality.explained)"
            )
        }
        remark(regressor.isUseful ? "used: the blend" : "used: the mean, which nothing beats")
        guard let answers = regressor.predict(asked) else {
            throw ValidationError("The file to answer for lacks columns of the other.")
        }
        print("id,mean,p10,p90")
        for (name, answer) in zip(names, answers) {
            print("\(quoted(name)),\(answer.mean),\(answer.low),\(answer.high)")
        }
    }
}
