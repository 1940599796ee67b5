import ArgumentParser
import Foundation
import Kernel
import ML

struct ForecastDays: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "What a shop sells on the days after an origin.",
        discussion: """
            Reads a file with a column `date` and one for each series, such as daily_total, daily_category or daily_type; a column `open` says by 0
            that the shop was shut. The calendar, if there is one, says so of the days ahead. Days after an origin are not looked at. Writes
            `origin,date,series,mean,p10,p50,p90`.
            """)

    @Option(help: "The file of days.") var daily: String
    @Option(help: "A file with the columns date and open, of the days ahead too.") var calendar: String?
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
        let shut = try Self.shutDays(calendar)
        print("origin,date,series,mean,p10,p50,p90")
        for origin in origin.split(separator: ",") {
            guard let last = CivilDate(origin)?.daysSinceEpoch, let first = rows.keys.min(), first <= last else {
                throw ValidationError("\(origin) is no day, or before the first of the file.")
            }
            let past = Array(first...last)
            // A day that is missing was not open.
            let wasOpen = past.map { day in
                rows[day].map { row in open.map { row[$0] != "0" } ?? true } == true && !shut.contains(day)
            }
            let ahead = (1...horizon).map { last + $0 }
            for (column, name) in table.columns.enumerated() where column != date && column != open {
                let sold = past.map { rows[$0].flatMap { Double($0[column]) } ?? .nan }
                guard
                    let forecast = SeriesForecast.daily(
                        sold, wasOpen: wasOpen, willBeOpen: ahead.map { !shut.contains($0) })
                else { throw ValidationError("Nothing is known of \(name) by \(origin).") }
                for (step, day) in ahead.enumerated() {
                    let (mean, low, high) = (forecast.mean[step], forecast.low[step], forecast.high[step])
                    print("\(origin),\(CivilDate(daysSinceEpoch: day)),\(name),\(mean),\(low),\(mean),\(high)")
                }
            }
        }
    }

    private static func shutDays(_ path: String?) throws -> Set<Int> {
        guard let path else { return [] }
        let table = try Table(path)
        let (date, open) = (try table.index("date"), try table.index("open"))
        return Set(table.rows.filter { $0[open] == "0" }.compactMap { CivilDate($0[date])?.daysSinceEpoch })
    }
}
