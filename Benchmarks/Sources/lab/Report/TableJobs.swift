import Foundation
import ML

extension ReportJob {
    private static func labels(_ folder: URL, _ file: String, _ id: [String], _ label: String) throws -> [(
        id: String, label: String
    )] {
        let table = try folder.table(file)
        return Array(zip(try table.texts(id), try table.texts([label])).map { (id: $0, label: $1) })
    }

    /// The shares of the classes in what was learned from, for every row.
    private static func shares(_ train: [(id: String, label: String)], _ test: [(id: String, label: String)]) -> Table {
        let counts = Dictionary(grouping: train, by: \.label).mapValues(\.count).sorted { $0.key < $1.key }
        return Table(
            columns: ["id"] + counts.map { "p_\($0.key)" },
            rows: test.map { [$0.id] + counts.map { "\(Double($0.value) / Double(train.count))" } })
    }

    static let classify = ReportJob(
        title: "Who goes",
        explanation:
            "Customers of a telephone company, a fifth of them held back. Log loss in nats, area under the curve, share of the right answers.",
        splits: [Split(folder: "classify_churn", title: "Churn")],
        measures: ["log loss", "AUC", "accuracy"],
        answer: { folder, lab in
            try lab([
                "classify", "--train", folder.file("train.csv"), "--test", folder.file("test.csv"), "--label", "Churn",
                "--id", "customerID",
            ])
        },
        score: { folder, answers in
            let truth = try labels(folder, "test.csv", ["customerID"], "Churn")
            let quality = try Scores.classes(answers, truth)
            return [quality.loss, try Scores.area(answers, truth), quality.accuracy]
        },
        simple: Simple(name: "shares of the classes") { folder in
            shares(
                try labels(folder, "train.csv", ["customerID"], "Churn"),
                try labels(folder, "test.csv", ["customerID"], "Churn"))
        })

    static let sentiment = ReportJob(
        title: "What reviews say",
        explanation:
            "A fifth of the texts held back. Macro F1: the mean over classes of the harmonic mean of precision and recall; log loss in nats.",
        splits: [
            Split(folder: "sentiment_en", title: "English sentences, two classes"),
            Split(folder: "sentiment_it", title: "Italian product reviews, three classes, 86 % of them positive"),
            Split(folder: "sentiment_tweets", title: "Italian tweets, four classes"),
        ],
        measures: ["macro F1", "accuracy", "log loss"],
        answer: { folder, lab in
            try lab([
                "sentiment", "--train", folder.file("train.csv"), "--test", folder.file("test.csv"), "--text", "text",
                "--label", "label", "--id", "id",
            ])
        },
        score: { folder, answers in
            let quality = try Scores.classes(answers, labels(folder, "test.csv", ["id"], "label"))
            return [quality.f1, quality.accuracy, quality.loss]
        },
        simple: Simple(name: "shares of the classes") { folder in
            shares(try labels(folder, "train.csv", ["id"], "label"), try labels(folder, "test.csv", ["id"], "label"))
        })

    static let arrival = ReportJob(
        title: "Minutes to the door",
        explanation:
            "A fifth of the deliveries held back. Mean absolute and root mean square error in minutes; coverage of the interval that should hold 80 %.",
        splits: [
            Split(folder: "eta", title: "36,533 deliveries"), Split(folder: "eta_small", title: "793 deliveries"),
        ],
        measures: ["MAE", "RMSE", "coverage"],
        answer: { folder, lab in
            try lab(["eta", "--train", folder.file("train.csv"), "--test", folder.file("test.csv")])
        },
        score: { folder, answers in
            let test = try folder.table("test.csv")
            let truth = try test.numbers("minutes", "Delivery_Time_min")
            func said(_ name: String) throws -> [Double] { try answers.numbers([name], by: [["id"]], like: test) }
            let quality = try ErrorQuality(said("mean"), truth)
            return [
                quality?.meanAbsolute, quality?.rootMeanSquare,
                Scores.coverage(try said("p10"), try said("p90"), truth),
            ]
        },
        simple: Simple(name: "mean of all") { folder in
            let train = try folder.table("train.csv").numbers("minutes", "Delivery_Time_min").sorted()
            let (low, high) = (train[train.count / 10], train[train.count * 9 / 10])
            let rows = try folder.table("test.csv").texts(["id"]).map {
                [$0, "\(Scores.mean(train) ?? 0)", "\(low)", "\(high)"]
            }
            return Table(columns: ["id", "mean", "p10", "p90"], rows: rows)
        })
}
