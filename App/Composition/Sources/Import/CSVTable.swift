import Foundation
import Kernel

/// A table in a file of comma-separated values (RFC 4180), with the line of each row, so that what is wrong can be named.
struct CSVTable: Sendable {
    /// A row: its line in the file, and its values by column.
    struct Row: Sendable {
        let line: Int
        let values: [String: String]
        subscript(_ column: String) -> String { values[column] ?? "" }
    }

    let file: String
    let rows: [Row]

    /// Reads a file and checks that it has the columns. What is wrong goes into `problems`, by file and line.
    init(_ url: URL, columns: [String], problems: inout [String]) {
        file = url.lastPathComponent
        guard let data = try? Data(contentsOf: url), let text = String(validating: data, as: UTF8.self) else {
            problems.append("\(file): cannot be read, or is not UTF-8")
            rows = []
            return
        }
        var parser = CSVRows(text)
        guard let header = parser.next()?.values, Set(columns).isSubset(of: header) else {
            problems.append("\(file):1: the columns \(columns.joined(separator: ", ")) are needed")
            rows = []
            return
        }
        var rows: [Row] = []
        while let row = parser.next() {
            let (line, values) = (row.number, row.values)
            guard values.count == header.count else {
                problems.append("\(file):\(line): \(values.count) values where there are \(header.count) columns")
                continue
            }
            rows.append(Row(line: line, values: Dictionary(zip(header, values), uniquingKeysWith: { $1 })))
        }
        if let line = parser.openQuote { problems.append("\(file):\(line): a quote is not closed") }
        self.rows = rows
    }
}
