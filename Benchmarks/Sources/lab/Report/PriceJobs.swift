import ArgumentParser
import Foundation
import ML

extension ReportJob {
    private static func isCheese(_ folder: URL) -> Bool { folder.lastPathComponent == "elasticity" }

    static let elasticity = ReportJob(
        title: "What sells at which price",
        explanation: "Error of the logarithm of what was sold: root of the mean square, and mean size.",
        splits: [
            Split(folder: "elasticity", title: "Cheese in 88 shops, the last fifth of the weeks"),
            Split(folder: "elasticity_oj", title: "Orange juice, three brands, a fifth of the rows"),
        ],
        measures: ["RMSE", "MAE"],
        answer: { folder, lab in
            try lab(["elasticity", "--train", folder.file("train.csv"), "--test", folder.file("test.csv")])
        },
        score: { folder, answers in
            let test = try folder.table("test.csv")
            let truth = try test.numbers("vol", "sales").map { log($0) }
            // Where rows have a number, that alone names them.
            let keys =
                isCheese(folder) ? [["store"], ["week"]] : [answers.columns.contains("id") ? ["id"] : ["week", "id"]]
            let known = try answers.rows(by: keys)
            let place = try answers.index(["vol", "sales"])
            let own = try keys.map { _ in 0 }.indices.map { try test.index(isCheese(folder) ? keys[$0] : ["id"]) }
            let said = try test.rows.map { row -> Double in
                guard let value = known[own.map { row[$0] }].flatMap({ Double($0[place]) }) else {
                    throw ValidationError("No answer for \(row).")
                }
                return log(max(value, 1e-300))
            }
            let quality = ErrorQuality(said, truth)
            return [quality?.rootMeanSquare, quality?.meanAbsolute]
        },
        simple: Simple(name: "own mean") { folder in
            let (train, test) = (try folder.table("train.csv"), try folder.table("test.csv"))
            let group = isCheese(folder) ? ["store"] : ["brand"]
            let known = Dictionary(
                grouping: zip(try train.texts(group), try train.numbers("vol", "sales")).map { $0 }, by: \.0)
            let means = known.mapValues { exp(Scores.mean($0.map { log($0.1) }) ?? 0) }
            let rows = zip(try test.texts(group), try test.texts(isCheese(folder) ? ["week"] : ["id"])).map {
                [$0, $1, "\(means[$0] ?? .nan)"]
            }
            return Table(columns: ["store", isCheese(folder) ? "week" : "id", "vol"], rows: rows)
        })
}
