import Foundation

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
        var parser = CSVParser(text)
        guard let header = parser.next()?.values, Set(columns).isSubset(of: header) else {
            problems.append("\(file):1: the columns \(columns.joined(separator: ", ")) are needed")
            rows = []
            return
        }
        var rows: [Row] = []
        while let (line, values) = parser.next() {
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

/// Walks the bytes of a CSV text once.
private struct CSVParser {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 0
    private(set) var openQuote: Int?

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next row that is not empty, and the line it begins on.
    mutating func next() -> (line: Int, values: [String])? {
        while position < bytes.count {
            line += 1
            let start = line
            let values = row()
            if values != [""] { return (start, values) }
        }
        return nil
    }

    private mutating func row() -> [String] {
        var values: [String] = []
        var value: [UInt8] = []
        var quoted = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\"") where quoted && position < bytes.count && bytes[position] == byte:
                value.append(byte)
                position += 1
            case UInt8(ascii: "\""):
                quoted.toggle()
                openQuote = quoted ? line : nil
            case UInt8(ascii: ",") where !quoted:
                values.append(String(decoding: value, as: UTF8.self))
                value = []
            case 0x0A where !quoted: return values + [String(decoding: value, as: UTF8.self)]
            case 0x0D where !quoted: break
            default:
                if byte == 0x0A { line += 1 }
                value.append(byte)
            }
        }
        return values + [String(decoding: value, as: UTF8.self)]
    }
}
