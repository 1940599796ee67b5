import ArgumentParser
import Foundation
import Kernel
import ML

struct Value: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "How often each customer will buy, for how much, and whether they still do.",
        discussion: """
            Reads `customer,date,spend` (or the columns of cdnow: `customer_id,date,dollars`), learns from what is there until a day, and
            writes `customer,orders,spend,active` for the weeks after it. How each way did on the past goes to standard error.
            """)

    @Option(help: "The file of transactions.") var transactions: String
    @Option(help: "The last day that is looked at, YYYY-MM-DD.") var until: String
    @Option(help: "How many weeks ahead.") var weeks: Int

    func run() throws {
        let table = try Table(transactions)
        let (customer, date) = (try table.index("customer", "customer_id"), try table.index("date"))
        let spend = try table.index("spend", "dollars")
        guard let until = CivilDate(until)?.daysSinceEpoch else { throw ValidationError("\(until) is no day.") }
        guard weeks > 0 else { throw ValidationError("At least one week.") }
        var purchases: [String: CustomerValue.Purchases] = [:]
        for (number, row) in table.rows.enumerated() {
            guard let day = CivilDate(row[date])?.daysSinceEpoch, let worth = Double(row[spend]), worth.isFinite else {
                throw ValidationError("\(transactions):\(number + 2): \(row[date]), \(row[spend]) is no purchase.")
            }
            purchases[row[customer], default: []].append((day, worth))
        }
        let names = purchases.keys.sorted()
        let all = names.map { purchases[$0] ?? [] }
        guard let value = CustomerValue(all, until: until, ahead: weeks * 7) else {
            throw ValidationError("Nobody had bought anything by \(self.until).")
        }
        var scores = "used: \(value.method.rawValue)\n"
        for score in value.scores {
            scores += "past, \(score.method.rawValue): mean absolute error \(score.meanAbsoluteError)"
            scores += score.bias.map { ", \($0) of what was bought\n" } ?? "\n"
        }
        FileHandle.standardError.write(Data(scores.utf8))
        print("customer,orders,spend,active")
        for (name, bought) in zip(names, all) {
            guard let answer = value.expectation(bought, ahead: weeks * 7) else { continue }
            print("\(name),\(answer.purchases),\(answer.spend.map { "\($0)" } ?? ""),\(answer.active)")
        }
    }
}
