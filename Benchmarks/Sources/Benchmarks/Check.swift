import ArgumentParser
import Foundation

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compares what a database has sold with the files, to the cent and to the piece.",
        discussion: "Asks the database by sqlite3 or psql, so that no code of the product is between it and the books.")

    @Argument(help: "The folder with the four files.") var folder: String
    @Option(help: "sqlite:FILE or postgresql://…") var database: String
    @Option(help: "Only the first days.") var days: Int?

    func run() throws {
        let files = try SalesFiles(folder: folder, days: days)
        let sold = try pairs(
            "SELECT business_day, SUM(total) FROM orders WHERE state = 'delivered' GROUP BY business_day")
        let pieces = try pairs(
            "SELECT products.external_code, SUM(order_lines.quantity) FROM order_lines JOIN orders ON orders.id = order_lines.order_id JOIN products ON products.id = order_lines.product_id WHERE orders.state = 'delivered' GROUP BY products.external_code"
        )
        let days = Dictionary(
            uniqueKeysWithValues: files.revenue.map { ($0.key.replacingOccurrences(of: "-", with: ""), $0.value) })
        let differences = compare(days, sold, "cents on") + compare(files.pieces, pieces, "pieces of")
        for difference in differences.prefix(40) { print(difference) }
        let total = files.revenue.values.reduce(0, +)
        print(
            "\(files.orders.count) orders, \(days.count) days, \(total) cents, \(files.pieces.values.reduce(0, +)) pieces: \(differences.isEmpty ? "all equal" : "\(differences.count) differences")"
        )
        if !differences.isEmpty { throw ExitCode(1) }
    }

    private func compare(_ expected: [String: Int], _ found: [String: Int], _ what: String) -> [String] {
        Set(expected.keys).union(found.keys).sorted().compactMap { key in
            expected[key] == found[key]
                ? nil : "\(found[key] ?? 0) \(what) \(key), where the files say \(expected[key] ?? 0)"
        }
    }

    private func pairs(_ sql: String) throws -> [String: Int] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            database.hasPrefix("sqlite:")
            ? ["sqlite3", "-readonly", "-separator", "|", String(database.dropFirst(7)), sql]
            : ["psql", "-At", "-F", "|", database, "-c", sql]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ValidationError("The database did not answer.") }
        return Dictionary(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: "|")
                return parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
            }, uniquingKeysWith: { $1 })
    }
}
