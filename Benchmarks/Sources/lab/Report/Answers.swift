import ArgumentParser
import Foundation
import Kernel
import ML

/// Columns of answers and truths, by what names their rows.
extension Table {
    /// A column's texts; throws when there is none of any of the names.
    func texts(_ names: [String]) throws -> [String] {
        let index = try index(names)
        return rows.map { $0[index] }
    }

    /// A column's numbers; what is none is not a number.
    func numbers(_ names: String...) throws -> [Double] { try texts(names).map { Double($0) ?? .nan } }

    /// Rows by the texts of some columns.
    func rows(by names: [[String]]) throws -> [[String]: [String]] {
        let places = try names.map { try index($0) }
        return Dictionary(rows.map { row in (places.map { row[$0] }, row) }) { first, _ in first }
    }

    /// The numbers of a column in the order of another table's rows; throws where a row has no answer.
    func numbers(_ name: [String], by keys: [[String]], like other: Table) throws -> [Double] {
        let place = try index(name)
        let known = try rows(by: keys)
        let places = try keys.map { try other.index($0) }
        return try other.rows.map { row in
            let key = places.map { row[$0] }
            guard let answer = known[key], let value = Double(answer[place]), value.isFinite else {
                throw ValidationError("No answer for \(key.joined(separator: ", ")).")
            }
            return value
        }
    }
}

/// How far numbers are from the truth, in the words of the report.
enum Scores {
    static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    static func coverage(_ low: [Double], _ high: [Double], _ truth: [Double]) -> Double? {
        mean(truth.indices.map { low[$0] <= truth[$0] && truth[$0] <= high[$0] ? 1 : 0 })
    }

    /// Of a ranking, the discounted gain by what was wanted (Järvelin and Kekäläinen, 2002), 1 for a perfect one.
    static func gain(_ ranked: [String], _ wanted: Set<String>, top: Int) -> Double {
        func part(_ place: Int) -> Double { 1 / log2(Double(place) + 2) }
        let found = ranked.prefix(top).enumerated().reduce(0) {
            $0 + (wanted.contains($1.element) ? part($1.offset) : 0)
        }
        return found / (0..<min(wanted.count, top)).reduce(0) { $0 + part($1) }
    }

    /// Of probabilities of classes, the mean surprise in nats; of the likeliest classes, the mean over classes of F1.
    static func classes(_ answers: Table, _ truth: [(id: String, label: String)]) throws -> (
        loss: Double, f1: Double, accuracy: Double
    ) {
        let known = try answers.rows(by: [["id"]])
        let columns = answers.columns.enumerated().filter { $0.element.hasPrefix("p_") }
        let labels = answers.columns.firstIndex(of: "label")
        var (loss, right) = (0.0, 0)
        var counts: [String: (hit: Int, said: Int, was: Int)] = [:]
        for (id, label) in truth {
            guard let row = known[[id]] else { throw ValidationError("No answer for \(id).") }
            let place = columns.first { $0.element == "p_\(label)" }?.offset
            loss -= log(min(max(place.flatMap { Double(row[$0]) } ?? 0, 1e-15), 1))
            let best = columns.max { (Double(row[$0.offset]) ?? 0) < (Double(row[$1.offset]) ?? 0) }
            let said = labels.map { row[$0] } ?? String(best?.element.dropFirst(2) ?? "")
            counts[label, default: (0, 0, 0)].was += 1
            counts[said, default: (0, 0, 0)].said += 1
            if said == label {
                counts[label, default: (0, 0, 0)].hit += 1
                right += 1
            }
        }
        let f1 = counts.values.filter { $0.was > 0 }.map { 2 * Double($0.hit) / Double($0.said + $0.was) }
        return (loss / Double(truth.count), mean(f1.sorted()) ?? 0, Double(right) / Double(truth.count))
    }

    /// The area under the curve of the rarer of two classes.
    static func area(_ answers: Table, _ truth: [(id: String, label: String)]) throws -> Double? {
        let labels = Dictionary(grouping: truth, by: \.label).mapValues(\.count)
        guard labels.count == 2, let rare = labels.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
            return nil
        }
        let known = try answers.rows(by: [["id"]])
        let place = try answers.index(["p_\(rare)"])
        let said = truth.map { known[[$0.id]].flatMap { Double($0[place]) } ?? .nan }
        return BinaryQuality(said, truth.map { $0.label == rare })?.area
    }
}
