import ArgumentParser
import Foundation
import Kernel
import ML

struct BasketCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "basket", abstract: "What goes with each basket.",
        discussion: """
            Learns from a folder like pizza_sales (orders, lines and pizzas) or bakery (lines), reads cases `order_id,date,time,given_types` and writes
            `order_id,ranked`, all other kinds between bars, the best first.
            """)

    @Option(help: "The folder to learn from.") var train: String
    @Option(help: "The file of cases.") var cases: String

    func run() throws {
        var numbers: [String: Int] = [:]
        var names: [String] = []
        func number(_ name: String) -> Int {
            if let known = numbers[name] { return known }
            numbers[name] = names.count
            names.append(name)
            return names.count - 1
        }
        func moment(_ date: String, _ time: String) throws -> (day: Double, hour: Double, weekday: Int) {
            guard let day = CivilDate(date)?.daysSinceEpoch else { throw ValidationError("\(date) is no day.") }
            let parts = time.split(separator: ":").compactMap { Double($0) }
            let hour = (parts.first ?? 12) + (parts.count > 1 ? parts[1] / 60 : 0)
            // The first day of the epoch was a Thursday; Monday is 0.
            return (Double(day) + hour / 24, hour, ((day + 3) % 7 + 7) % 7)
        }
        var found: [String: (date: String, time: String, items: [Int])] = [:]
        if FileManager.default.fileExists(atPath: train + "/order_details.csv") {
            let (orders, lines) = (try Table(train + "/orders.csv"), try Table(train + "/order_details.csv"))
            let pizzas = try Table(train + "/pizzas.csv")
            let kinds = Dictionary(
                zip(try pizzas.column("pizza_id"), try pizzas.column("pizza_type_id")),
                uniquingKeysWith: { first, _ in first })
            for (id, (date, time)) in zip(
                try orders.column("order_id"), zip(try orders.column("date"), try orders.column("time")))
            {
                found[id] = (date, time, [])
            }
            for (id, pizza) in zip(try lines.column("order_id"), try lines.column("pizza_id")) {
                found[id]?.items.append(number(kinds[pizza] ?? pizza))
            }
        } else {
            let lines = try Table(train + "/lines.csv")
            let (dates, times) = (try lines.column("date"), try lines.column("time"))
            for (row, (id, item)) in zip(try lines.column("transaction"), try lines.column("item")).enumerated() {
                found[id, default: (dates[row], times[row], [])].items.append(number(item))
            }
        }
        let baskets = try found.sorted { $0.key < $1.key }.map { _, one in
            let when = try moment(one.date, one.time)
            return Basket(items: one.items, day: when.day, hour: when.hour, weekday: when.weekday)
        }
        guard let suggester = BasketSuggester(baskets) else { throw ValidationError("\(train) has no orders.") }
        for score in suggester.scores { remark("last baskets, \(score.name): reciprocal rank \(score.reciprocalRank)") }
        let asked = try Table(cases)
        let given = try asked.column("given_types")
        let (ids, dates, times) = (try asked.column("order_id"), try asked.column("date"), try asked.column("time"))
        let start = ContinuousClock.now
        var answers: [String] = []
        for row in given.indices {
            let when = try moment(dates[row], times[row])
            let items = given[row].split(separator: "|").compactMap { numbers[String($0)] }
            let ranked = suggester.suggest(with: items, hour: when.hour, weekday: when.weekday, top: names.count)
            answers.append("\(quoted(ids[row])),\(quoted(ranked.map { names[$0.item] }.joined(separator: "|")))")
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        remark("\(1e6 * seconds / Double(max(given.count, 1))) µs a basket")
        print("order_id,ranked")
        for answer in answers { print(answer) }
    }
}
