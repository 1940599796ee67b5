import ArgumentParser
import Foundation

/// The orders of the data set `pizza_sales`, as its files say.
struct SalesFiles {
    struct Order: Sendable {
        let id: Int
        let date: String
        /// The moment, in UTC, of the wall clock of New York.
        let instant: String
        /// For sorting and for windows of concurrent clients.
        let seconds: Double
        var lines: [(pizza: String, quantity: Int)] = []
    }

    struct Pizza: Sendable {
        let type: String
        let size: String
        let cents: Int
    }

    let orders: [Order]
    let pizzas: [String: Pizza]

    init(folder: String, days: Int?) throws {
        func rows(_ name: String) throws -> [[Substring]] {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            return text.split(whereSeparator: \.isNewline).dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
        }
        var pizzas: [String: Pizza] = [:]
        for row in try rows("pizzas.csv") {
            let parts = row[3].split(separator: ".")
            let fraction = parts.count > 1 ? String((parts[1] + "0").prefix(2)) : "00"
            pizzas[String(row[0])] = Pizza(
                type: String(row[1]), size: row[2].lowercased(),
                cents: (Int(parts[0]) ?? 0) * 100 + (Int(fraction) ?? 0))
        }
        self.pizzas = pizzas
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "America/New_York")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let utc = ISO8601DateFormatter()
        var byID: [Int: Order] = [:]
        for row in try rows("orders.csv") {
            guard let id = Int(row[0]), let date = formatter.date(from: "\(row[1]) \(row[2])") else {
                throw ValidationError("orders.csv: \(row)")
            }
            byID[id] = Order(
                id: id, date: String(row[1]), instant: utc.string(from: date), seconds: date.timeIntervalSince1970)
        }
        for row in try rows("order_details.csv") {
            guard let order = Int(row[1]), let quantity = Int(row[3]) else {
                throw ValidationError("order_details.csv: \(row)")
            }
            byID[order]?.lines.append((String(row[2]), quantity))
        }
        let all = byID.values.sorted { ($0.seconds, $0.id) < ($1.seconds, $1.id) }
        let kept = Set(Set(all.map(\.date)).sorted().prefix(days ?? .max))
        orders = all.filter { kept.contains($0.date) }
    }

    /// Revenue in cents by day, as the files say.
    var revenue: [String: Int] {
        orders.reduce(into: [:]) { sums, order in
            sums[order.date, default: 0] += order.lines.reduce(0) { $0 + $1.quantity * (pizzas[$1.pizza]?.cents ?? 0) }
        }
    }

    /// Pieces by kind of pizza, as the files say.
    var pieces: [String: Int] {
        orders.reduce(into: [:]) { sums, order in
            for line in order.lines { sums[pizzas[line.pizza]?.type ?? "?", default: 0] += line.quantity }
        }
    }
}
