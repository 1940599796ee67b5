import ArgumentParser
import Foundation
import ML

struct Series: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Continues each of many series.",
        discussion:
            "Reads a file with the columns of m4_hourly, of which the rows of `train` are looked at, and writes `series,step,mean,p10,p90`."
    )

    @Option(help: "The file of series.") var file: String
    @Option(
        help:
            "After how many steps a pattern returns; several for patterns within patterns, the shortest first. 24 implies 168."
    )
    var season: [Int]
    @Option(help: "How many steps ahead.") var horizon: Int

    func run() throws {
        let table = try Table(file)
        let (name, value) = (try table.index("series", "unique_id", "id"), try table.index("value", "y"))
        let part = try? table.index("part", "split", "set")
        var order: [String] = []
        var series: [String: [Double]] = [:]
        for row in table.rows where part.map({ row[$0] == "train" }) ?? true {
            if series[row[name]] == nil { order.append(row[name]) }
            series[row[name], default: []].append(Double(row[value]) ?? .nan)
        }
        print("series,step,mean,p10,p90")
        for name in order {
            let values = series[name] ?? []
            // What has a day's pattern has a week's, where it is long enough to show one.
            let seasons = season == [24] && values.count >= 3 * 168 ? [24, 168] : season
            guard let forecast = SeriesForecast(values, seasons: seasons, horizon: horizon) else {
                remark("\(name) has no number and is left out.")
                continue
            }
            for step in 0..<horizon {
                print("\(name),\(step + 1),\(forecast.mean[step]),\(forecast.low[step]),\(forecast.high[step])")
            }
        }
    }
}
