import ArgumentParser
import Foundation
import ML

extension Table {
    /// The columns as features, without those named.
    func features(without dropped: Set<String>, like other: FeatureTable? = nil) throws -> FeatureTable {
        let kept = columns.indices.filter { !dropped.contains(columns[$0]) }
        guard
            let table = FeatureTable(
                names: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } }, like: other)
        else { throw ValidationError("The columns of a table need names of their own, and there must be one.") }
        return table
    }

    /// One column.
    func column(_ name: String) throws -> [String] {
        let index = try index(name)
        return rows.map { $0[index] }
    }
}

/// Says something on standard error, where it does not mix with the answers.
func remark(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// A value between quotes where it needs them.
func quoted(_ text: String) -> String {
    text.contains { ",\"\n\r".contains($0) } ? "\"\(text.replacingOccurrences(of: "\"", with: "\"\""))\"" : text
}

struct Classify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Which class each row of a table belongs to.",
        discussion: """
            Learns from one file, whose column --label names the class, and writes for each row of the other `id,p_CLASS…`. How each way did on rows it
            had not seen, and what the columns are worth, goes to standard error.
            """)

    @Option(help: "The file to learn from.") var train: String
    @Option(help: "The file to answer for; its label, if it has one, is not looked at.") var test: String
    @Option(help: "The column that names the class.") var label: String
    @Option(help: "The column that names the row.") var id: String
    @Option(help: "Where chance begins.") var seed: UInt64 = 1

    func run() throws {
        let (known, asked) = (try Table(train), try Table(test))
        let table = try known.features(without: [label, id])
        let labels = try known.column(label)
        guard let classifier = Classifier(table, labels, seed: seed) else {
            throw ValidationError("\(train) has no rows.")
        }
        for score in classifier.scores {
            remark("unseen, \(score.name): log loss \(score.logLoss), area under the curve \(score.area)")
        }
        remark(classifier.isUseful ? "used: the blend" : "used: the shares of the classes, which nothing beats")
        for weight in (classifier.importance(table, labels) ?? []).prefix(10) {
            remark("worth of \(weight.column): \(weight.value)")
        }
        guard let answers = classifier.probabilities(try asked.features(without: [label, id], like: table)) else {
            throw ValidationError("\(test) lacks columns of \(train).")
        }
        print((["id"] + classifier.classes.map { quoted("p_\($0)") }).joined(separator: ","))
        for (name, row) in zip(try asked.column(id), answers) {
            print(([quoted(name)] + row.map { "\($0)" }).joined(separator: ","))
        }
    }
}
