import ArgumentParser
import Foundation
import ML

struct ElasticityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "elasticity", abstract: "What sells at which price.",
        discussion: """
            Reads files like price_cheese: a column that names the product (store, brand or product), perhaps a week, a price, what was sold (vol, sales
            or quantity), and numbers that may matter. Learns from one and writes `store,week,vol,slope,slope_low,slope_high` for the other; where there
            is no week, its id or its place. Sales are expected as the median.
            """)

    @Option(help: "The file to learn from.") var train: String
    @Option(help: "The file to answer for; what was sold there is not looked at.") var test: String

    func run() throws {
        let (known, asked) = (try Table(train), try Table(test))
        var numbers: [String: Int] = [:]
        func observations(_ table: Table) throws -> [(product: String, name: String, one: PriceObservation)] {
            let group = try table.index("store", "brand", "product", "item")
            let price = try table.index("price")
            let sold = ["vol", "sales", "quantity", "units"].compactMap { table.columns.firstIndex(of: $0) }.first
            let week = table.columns.firstIndex(of: "week")
            let id = table.columns.firstIndex(of: "id")
            let others = table.columns.indices.filter { ![group, price, sold, week, id].contains($0) }
            return table.rows.enumerated().map { number, row in
                let product = numbers[row[group]] ?? numbers.count
                numbers[row[group]] = product
                let one = PriceObservation(
                    product: product, period: week.flatMap { Int(row[$0]) } ?? 0, price: Double(row[price]) ?? .nan,
                    quantity: sold.flatMap { Double(row[$0]) } ?? .nan,
                    covariates: others.map { Double(row[$0]) ?? .nan })
                return (row[group], (week ?? id).map { row[$0] } ?? "\(number + 1)", one)
            }
        }
        guard let elasticity = Elasticity(try observations(known).map(\.one)) else {
            throw ValidationError("\(train) has fewer than ten rows with a price and a quantity, or only one price.")
        }
        if let errors = elasticity.errors {
            remark("unseen, error of the logarithm: own mean \(errors.ownMean), lines \(errors.lines)")
        }
        remark("typical slope \(elasticity.typical.mean), from \(elasticity.typical.low) to \(elasticity.typical.high)")
        print("store,week,vol,slope,slope_low,slope_high")
        for (product, name, one) in try observations(asked) {
            guard
                let expected = elasticity.quantity(
                    product: one.product, period: one.period, price: one.price, covariates: one.covariates)
            else { throw ValidationError("\(test): \(product), \(name) has no price, or other columns than \(train).") }
            let slope = elasticity.slope(one.product)
            print("\(quoted(product)),\(quoted(name)),\(expected),\(slope.mean),\(slope.low),\(slope.high)")
        }
    }
}
