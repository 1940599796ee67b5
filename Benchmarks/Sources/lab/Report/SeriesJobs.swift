import ArgumentParser
import Foundation
import Kernel

extension ReportJob {
    private static func season(_ folder: URL) -> Int { folder.lastPathComponent == "series_hourly" ? 24 : 1 }

    private static func bySeries(_ table: Table) throws -> [String: [Double]] {
        let (names, values) = (try table.texts(["series"]), try table.numbers("value", "mean"))
        return Dictionary(grouping: names.indices) { names[$0] }.mapValues { $0.map { values[$0] } }
    }

    static let series = ReportJob(
        title: "Series",
        explanation: """
            MASE: the error in units of the seasonal naive answer's on the past, mean over series; sMAPE as in the M4 competition; coverage of the interval
            that should hold 80 %.
            """,
        splits: [
            Split(folder: "series_hourly", title: "40 hourly series of M4, 48 hours ahead"),
            Split(folder: "series_weekly", title: "60 weekly series of M4, 13 weeks ahead"),
        ],
        measures: ["MASE", "sMAPE", "coverage"],
        answer: { folder, lab in
            let horizon = try bySeries(folder.table("truth.csv")).values.map(\.count).max() ?? 1
            return try lab([
                "series", "--file", folder.file("train.csv"), "--season", "\(season(folder))", "--horizon",
                "\(horizon)",
            ])
        },
        score: { folder, answers in
            let (train, truth) = (try bySeries(folder.table("train.csv")), try bySeries(folder.table("truth.csv")))
            let (said, lag) = (try bySeries(answers), season(folder))
            let names = try answers.texts(["series"])
            let (low, high) = (try answers.numbers("p10"), try answers.numbers("p90"))
            let rows = Dictionary(grouping: names.indices) { names[$0] }
            var (scaled, symmetric, covered): ([Double], [Double], [Double]) = ([], [], [])
            for (name, came) in truth.sorted(by: { $0.key < $1.key }) {
                guard let mean = said[name], mean.count == came.count, let past = train[name], let rows = rows[name]
                else {
                    throw ValidationError("No answer for \(name).")
                }
                let scale = Scores.mean(zip(past.dropFirst(lag), past).map { abs($0 - $1) }) ?? 0
                scaled.append((Scores.mean(zip(mean, came).map { abs($0 - $1) }) ?? 0) / scale)
                symmetric.append(
                    Scores.mean(zip(mean, came).map { 2 * abs($0 - $1) / max(abs($0) + abs($1), 1e-300) }) ?? 0)
                covered.append(Scores.coverage(rows.map { low[$0] }, rows.map { high[$0] }, came) ?? 0)
            }
            return [Scores.mean(scaled), Scores.mean(symmetric), Scores.mean(covered)]
        },
        simple: Simple(name: "seasonal naive") { folder in
            let (train, truth) = (try bySeries(folder.table("train.csv")), try bySeries(folder.table("truth.csv")))
            let rows = truth.sorted { $0.key < $1.key }.flatMap { name, came in
                let past = Array((train[name] ?? []).suffix(season(folder)))
                return came.indices.map { step -> [String] in
                    let value = past.isEmpty ? "nan" : "\(past[step % past.count])"
                    return [name, "\(step + 1)", value, value, value]
                }
            }
            return Table(columns: ["series", "step", "mean", "p10", "p90"], rows: rows)
        })

    static let forecast = ReportJob(
        title: "Demand by day",
        explanation: """
            A pizzeria of 2015, five origins, two weeks apart, 28 days ahead. WAPE: the sum of absolute errors divided by what was sold, mean over the series,
            for the first week and for all four; coverage of the interval that should hold 80 %. Days when the shop was shut do not count.
            """,
        splits: [
            Split(folder: "forecast_total", title: "Orders, pizzas, revenue"),
            Split(folder: "forecast_category", title: "4 categories"),
            Split(folder: "forecast_type", title: "32 kinds of pizza"),
        ],
        measures: ["WAPE, 7 days", "WAPE, 28 days", "coverage"],
        answer: { folder, lab in
            try lab([
                "forecast", "--daily", folder.file("daily.csv"), "--calendar", folder.file("calendar.csv"), "--origin",
                folder.words("origins.txt").joined(separator: ","), "--horizon", "28",
            ])
        },
        score: { folder, answers in
            let days = try folder.table("daily.csv").rows(by: [["date"]])
            let columns = try folder.table("daily.csv").columns
            let shut = try Self.shut(folder)
            let (origins, dates, names) = (
                try answers.texts(["origin"]), try answers.texts(["date"]), try answers.texts(["series"])
            )
            let (mean, low, high) = (
                try answers.numbers("mean"), try answers.numbers("p10"), try answers.numbers("p90")
            )
            var sums: [String: (week: (error: Double, sold: Double), all: (error: Double, sold: Double))] = [:]
            var covered: [Double] = []
            for row in answers.rows.indices where !shut.contains(dates[row]) {
                guard let column = columns.firstIndex(of: names[row]),
                    let sold = days[[dates[row]]].flatMap({ Double($0[column]) }),
                    let day = CivilDate(dates[row]), let origin = CivilDate(origins[row])
                else { continue }
                var sum = sums[names[row]] ?? ((0, 0), (0, 0))
                let error = abs(mean[row] - sold)
                sum.all = (sum.all.error + error, sum.all.sold + sold)
                if day.daysSinceEpoch - origin.daysSinceEpoch <= 7 {
                    sum.week = (sum.week.error + error, sum.week.sold + sold)
                }
                sums[names[row]] = sum
                covered.append(low[row] <= sold && sold <= high[row] ? 1 : 0)
            }
            let all = sums.sorted { $0.key < $1.key }.map(\.value)
            return [
                Scores.mean(all.map { $0.week.error / $0.week.sold }),
                Scores.mean(all.map { $0.all.error / $0.all.sold }),
                Scores.mean(covered),
            ]
        },
        simple: Simple(name: "same day of the last week") { folder in
            let table = try folder.table("daily.csv")
            let days = try table.rows(by: [["date"]])
            let shut = try Self.shut(folder)
            let date = try table.index(["date"])
            var rows: [[String]] = []
            for origin in try folder.words("origins.txt") {
                guard let last = CivilDate(origin)?.daysSinceEpoch else { continue }
                for (column, name) in table.columns.enumerated() where column != date && name != "open" {
                    for step in 1...28 {
                        var same = last + step
                        // The last such day of the week that is known and on which the shop was open.
                        while same > last || shut.contains("\(CivilDate(daysSinceEpoch: same))") { same -= 7 }
                        let value = days[["\(CivilDate(daysSinceEpoch: same))"]].map { $0[column] } ?? "nan"
                        rows.append([
                            origin, "\(CivilDate(daysSinceEpoch: last + step))", name, value, value, value, value,
                        ])
                    }
                }
            }
            return Table(columns: ["origin", "date", "series", "mean", "p10", "p50", "p90"], rows: rows)
        })

    private static func shut(_ folder: URL) throws -> Set<String> {
        let calendar = try folder.table("calendar.csv")
        let (date, open) = (try calendar.index(["date"]), try calendar.index(["open"]))
        return Set(calendar.rows.filter { $0[open] == "0" }.map { $0[date] })
    }
}
