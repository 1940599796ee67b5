import ArgumentParser
import Foundation

extension ReportJob {
    private static func ranking(_ text: String) -> [String] { text.split(separator: "|").map(String.init) }

    static let basket = ReportJob(
        title: "What goes with a basket",
        explanation:
            "Of each order after the split one kind is hidden. MRR: the mean of one divided by its place; hits among the first three and ten.",
        splits: [
            Split(folder: "basket", title: "A pizzeria, a month of orders"),
            Split(folder: "basket_bakery", title: "A bakery, a month of orders"),
        ],
        measures: ["MRR", "hit@3", "hit@10"],
        answer: { folder, lab in
            try lab(["basket", "--train", folder.file("train"), "--cases", folder.file("cases.csv")])
        },
        score: { folder, answers in
            let known = try answers.rows(by: [["order_id"]])
            let ranked = try answers.index(["ranked"])
            let truth = try folder.table("truth.csv")
            let places = try zip(truth.texts(["order_id"]), truth.texts(["type"])).map { order, type -> Int? in
                guard let row = known[[order]] else { throw ValidationError("No answer for \(order).") }
                return ranking(row[ranked]).firstIndex(of: type)
            }
            return [
                Scores.mean(places.map { $0.map { 1 / Double($0 + 1) } ?? 0 }),
                Scores.mean(places.map { $0 ?? 99 < 3 ? 1 : 0 }),
                Scores.mean(places.map { $0 ?? 99 < 10 ? 1 : 0 }),
            ]
        },
        simple: nil)

    static let recommend = ReportJob(
        title: "What somebody would like",
        explanation:
            "Ten things for each user, scored on what the user took later. NDCG@10, precision and recall among the ten.",
        splits: [
            Split(folder: "recommend_new", title: "Films, what is new to the user"),
            Split(folder: "recommend_repeat", title: "A wholesaler, what is bought again too"),
        ],
        measures: ["NDCG@10", "precision", "recall"],
        answer: { folder, lab in
            let again = folder.lastPathComponent == "recommend_repeat" ? ["--repeat"] : []
            return try lab(["recommend", "--train", folder.file("train.csv"), "--top", "10"] + again)
        },
        score: { folder, answers in
            let known = try answers.rows(by: [["user"]])
            let ranked = try answers.index(["ranked"])
            let truth = try folder.table("truth.csv")
            let wanted = Dictionary(
                grouping: zip(try truth.texts(["user"]), try truth.texts(["item"])).map { $0 }, by: \.0)
            let each = try wanted.sorted { $0.key < $1.key }.map { user, items -> [Double] in
                guard let row = known[[user]] else { throw ValidationError("No answer for \(user).") }
                let (said, wanted) = (ranking(row[ranked]), Set(items.map(\.1)))
                let hits = Double(said.prefix(10).count { wanted.contains($0) })
                return [Scores.gain(said, wanted, top: 10), hits / 10, hits / Double(wanted.count)]
            }
            return (0..<3).map { measure in Scores.mean(each.map { $0[measure] }) }
        },
        simple: nil)
}
