import ArgumentParser
import Foundation
import Kernel
import ML

struct ForecastDays: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "What a shop sells on the days after an origin.",
        discussion: """
            Reads a file with a column `date` and one for each series, such as daily_total, daily_category or daily_type; a column `open` says by 0
            that the shop was shut. The calendar, if there is one, says so of the days ahead, and its other columns of numbers, such as the weather or
            a flag for holidays, are learned from where they help. Sales after an origin are not looked at. Writes
            `origin,date,series,mean,p10,p50,p90`.
            """)

    @Option(help: "The file of days.") var daily: String
    @Option(help: "A file with a column date and perhaps open and others, of the days ahead too.") var calendar: String?
    @Flag(help: "Italian holidays, eves and bridges are learned from where they help.") var holidays = false
    @Flag(help: "A forest and a network are tried too, which takes ten times as long.") var thorough = false
    @Flag(inversion: .prefixedNo, help: "The series are made to agree with their sum.") var addsUp = true
    @Option(help: "The last day that is known, YYYY-MM-DD; several between commas.") var origin: String
    @Option(help: "How many days ahead.") var horizon: Int

    func run() throws {
        guard (1...366).contains(horizon) else { throw ValidationError("A horizon is from 1 to 366 days.") }
        let table = try Table(daily)
        let date = try table.index("date")
        let open = table.columns.firstIndex(of: "open")
        var rows: [Int: [String]] = [:]
        for (number, row) in table.rows.enumerated() {
            guard let day = CivilDate(row[date])?.daysSinceEpoch, rows.updateValue(row, forKey: day) == nil else {
                throw ValidationError("\(daily):\(number + 2): \(row[date]) is no day, or is there twice.")
            }
        }
        let known = try Calendar(calendar, holidays: holidays)
        let series = table.columns.indices.filter { $0 != date && $0 != open }
        print("origin,date,series,mean,p10,p50,p90")
        for origin in origin.split(separator: ",") {
            guard let last = CivilDate(origin)?.daysSinceEpoch, let first = rows.keys.min(), first <= last else {
                throw ValidationError("\(origin) is no day, or before the first of the file.")
            }
            let (past, ahead) = (Array(first...last), (1...horizon).map { last + $0 })
            let sold = series.map { column in past.map { rows[$0].flatMap { Double($0[column]) } ?? .nan } }
            // A day that is missing, or on which nothing of anything was sold, was not open.
            let wasOpen = past.indices.map { place in
                guard let row = rows[past[place]], !known.shut.contains(past[place]) else { return false }
                return open.map { !Calendar.isNo(row[$0]) } ?? sold.contains { $0[place] != 0 }
            }
            let willBeOpen = ahead.map { !known.shut.contains($0) }
            let covariates = known.covariates(past + ahead)
            func forecast(_ sold: [Double]) -> SeriesForecast? {
                SeriesForecast.daily(
                    sold, wasOpen: wasOpen, willBeOpen: willBeOpen, covariates: covariates,
                    isThorough: thorough)
            }
            var forecasts: [SeriesForecast] = []
            for (column, sold) in zip(series, sold) {
                guard let one = forecast(sold) else {
                    throw ValidationError("Nothing is known of \(table.columns[column]) by \(origin).")
                }
                remark("\(table.columns[column]) by \(origin): \(Self.words(one))")
                forecasts.append(one)
            }
            // What is sold of all is less a matter of chance than what is sold of each.
            if addsUp, let total = forecast(past.indices.map { place in sold.reduce(0.0) { $0 + $1[place] } }),
                let hierarchy = Hierarchy(bottom: series.count, sums: [Array(series.indices)])
            {
                let all = [total] + forecasts
                let errors = total.pastErrors.indices.map { row in all.map { $0.pastErrors[row] } }
                forecasts =
                    hierarchy.reconcile(all, .leastTrace(errors: errors)).map { Array($0.dropFirst()) } ?? forecasts
            }
            for (column, forecast) in zip(series, forecasts) {
                for (step, day) in ahead.enumerated() {
                    let (mean, low, high) = (forecast.mean[step], forecast.low[step], forecast.high[step])
                    print(
                        "\(origin),\(CivilDate(daysSinceEpoch: day)),\(quoted(table.columns[column])),\(mean),\(low),\(mean),\(high)"
                    )
                }
            }
        }
    }

    /// What a forecast rests on.
    private static func words(_ forecast: SeriesForecast) -> String {
        func rounded(_ value: Double) -> String { String(format: "%.4g", value) }
        let simple = forecast.baseline.map { "; error of the same day a week ago \(rounded($0))" } ?? ""
        switch forecast.standing {
        case .tooLittle: return "nothing is known yet; this is the same day a week ago"
        case .simple: return "nothing does better than the same day a week ago\(simple)"
        case .learned:
            let used = forecast.scores.filter { $0.weight >= 0.05 }.map {
                "\($0.name) \(Int(($0.weight * 100).rounded())) % (error \(rounded($0.meanAbsoluteError)))"
            }
            return used.joined(separator: ", ") + simple
        }
    }

    /// What is known of days beforehand.
    private struct Calendar {
        private(set) var shut: Set<Int> = []
        private var numbers: [Int: [Double]] = [:]
        private var width = 0
        private var holidays: Holidays?

        init(_ path: String?, holidays isItalian: Bool) throws {
            holidays = isItalian ? .italian() : nil
            guard let path else { return }
            let table = try Table(path)
            let (date, open) = (try table.index("date"), table.columns.firstIndex(of: "open"))
            let others = table.columns.indices.filter { column in
                column != date && column != open && table.rows.allSatisfy { Double($0[column])?.isFinite ?? false }
            }
            width = others.count
            for row in table.rows {
                guard let day = CivilDate(row[date])?.daysSinceEpoch else { continue }
                if let open, Self.isNo(row[open]) { shut.insert(day) }
                numbers[day] = others.map { Double(row[$0]) ?? 0 }
            }
        }

        static func isNo(_ text: String) -> Bool { ["0", "0.0", "false", "no"].contains(text.lowercased()) }

        /// A row for each day; none when nothing is known. Where the calendar has no such day, its numbers are missing.
        func covariates(_ days: [Int]) -> [[Double]] {
            guard width > 0 || holidays != nil else { return [] }
            let kinds = holidays?.covariates(days.map { CivilDate(daysSinceEpoch: $0) })
            return days.indices.map { (numbers[days[$0]] ?? Array(repeating: .nan, count: width)) + (kinds?[$0] ?? []) }
        }
    }
}
