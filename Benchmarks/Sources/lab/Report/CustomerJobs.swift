import ArgumentParser
import Foundation
import Kernel
import ML

extension ReportJob {
    static let value = ReportJob(
        title: "What customers will buy",
        explanation: """
            A shop's 23,570 customers, 13 weeks after 30 June 1997. Mean absolute error of orders and of spend by customer, the sum of what was expected divided
            by what came, and how well the probability of being active tells who came (area under the curve).
            """,
        splits: [Split(folder: "value", title: "Compact discs")],
        measures: ["orders, MAE", "orders, bias", "spend, MAE", "spend, bias", "active, AUC"],

        answer: { folder, lab in
            try lab([
                "value", "--transactions", folder.file("transactions.csv"), "--until", folder.words("until.txt")[0],
                "--weeks",
                folder.words("weeks.txt")[0],
            ])
        },
        score: { folder, answers in
            let (names, came) = try Self.bought(folder)
            let known = try answers.rows(by: [["customer"]])
            let places = try ["orders", "spend", "active"].map { try answers.index([$0]) }
            let said = try names.map { name -> [Double] in
                guard let row = known[[name]] else { throw ValidationError("No answer for \(name).") }
                return places.map { Double(row[$0]) ?? 0 }
            }
            func error(_ part: Int, _ truth: [Double]) -> [Double?] {
                let sum = said.reduce(0) { $0 + $1[part] }
                return [Scores.mean(zip(said, truth).map { abs($0[part] - $1) }), sum / truth.reduce(0, +)]
            }
            let area = BinaryQuality(said.map { $0[2] }, came.map { $0.orders > 0 })?.area
            return error(0, came.map(\.orders)) + error(1, came.map(\.spend)) + [area]
        },
        simple: Simple(name: "own frequency") { folder in
            let (names, came) = try Self.bought(folder)
            let rows = zip(names, came).map { name, one in
                [name, "\(one.frequency)", "\(one.frequency * one.worth)", "\(min(one.frequency, 1))"]
            }
            return Table(columns: ["customer", "orders", "spend", "active"], rows: rows)
        })

    /// Customers known by the day: what they bought after it, and how often in such a time before, by their own frequency.
    private static func bought(
        _ folder: URL
    ) throws -> (names: [String], came: [(orders: Double, spend: Double, frequency: Double, worth: Double)]) {
        let table = try folder.table("transactions.csv")
        guard let until = CivilDate(try folder.words("until.txt")[0])?.daysSinceEpoch,
            let weeks = Int(try folder.words("weeks.txt")[0])
        else {
            throw ValidationError("\(folder.path): no day or no number of weeks.")
        }
        let (customers, dates, spends) = (
            try table.texts(["customer"]), try table.texts(["date"]), try table.numbers("spend")
        )
        var days: [String: [Int: Double]] = [:]
        for row in customers.indices {
            guard let day = CivilDate(dates[row])?.daysSinceEpoch else { continue }
            days[customers[row], default: [:]][day, default: 0] += spends[row]
        }
        let known = days.filter { $0.value.keys.contains { $0 <= until } }.sorted { $0.key < $1.key }
        return (
            known.map(\.key),
            known.map { _, days in
                let later = days.filter { $0.key > until && $0.key <= until + 7 * weeks }
                let before = days.filter { $0.key <= until }.sorted { $0.key < $1.key }
                let age = Double(until - (before.first?.key ?? until))
                let frequency = age > 0 ? Double(before.count - 1) / age * 7 * Double(weeks) : 0
                let worth = Scores.mean(before.dropFirst().map(\.value)) ?? 0
                return (
                    Double(later.count), later.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }, frequency, worth
                )
            }
        )
    }

    static let segment = ReportJob(
        title: "Groups of customers",
        explanation:
            "Five groups of 3,360 customers by recency, frequency and spend. Inertia: the sum of squared distances to the centres; the silhouette is of all.",
        splits: [Split(folder: "segment", title: "A wholesaler")],
        measures: ["inertia", "silhouette"],
        answer: { folder, lab in try lab(["segment", "--features", folder.file("features.csv"), "--k", "5"]) },
        score: { folder, answers in
            let table = try folder.table("features.csv")
            let id = try table.index(["id"])
            let points = table.rows.map { row in
                row.enumerated().filter { $0.offset != id }.map { Double($0.element) ?? 0 }
            }
            let groups = try answers.numbers(["segment"], by: [["id"]], like: table).map { Int($0) }
            var inertia = 0.0
            for group in Set(groups).sorted() {
                let own = points.indices.filter { groups[$0] == group }.map { points[$0] }
                for column in own[0].indices {
                    let mean = Scores.mean(own.map { $0[column] }) ?? 0
                    for point in own { inertia += (point[column] - mean) * (point[column] - mean) }
                }
            }
            return [inertia, KMeans.silhouette(points, groups, most: points.count)]
        },
        simple: nil)
}
