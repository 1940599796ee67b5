import ArgumentParser
import Foundation

/// A file of values separated by commas (RFC 4180), its first line the names of the columns.
struct Table {
    let columns: [String]
    let rows: [[String]]
    private let path: String

    /// Takes what a file would hold.
    init(columns: [String], rows: [[String]]) {
        (self.columns, self.rows, path) = (columns, rows, "a table")
    }

    /// Reads a file; throws with what is wrong and where.
    init(_ path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\(path) cannot be read.")
        }
        self.path = path
        var records = Self.records(Array(data))
        guard !records.isEmpty else { throw ValidationError("\(path) is empty.") }
        let head = records.removeFirst()
        if let wrong = records.firstIndex(where: { $0.count != head.count }) {
            throw ValidationError(
                "\(path):\(wrong + 2): \(records[wrong].count) values where there are \(head.count) columns.")
        }
        columns = head
        rows = records
    }

    /// Where a column is; throws when there is none of any of the names.
    func index(_ names: String...) throws -> Int { try index(names) }

    /// Where a column is; throws when there is none of any of the names.
    func index(_ names: [String]) throws -> Int {
        for name in names { if let index = columns.firstIndex(of: name) { return index } }
        throw ValidationError("\(path) has no column \(names.joined(separator: " or ")).")
    }

    private static func records(_ bytes: [UInt8]) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        func close() {
            record.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if index < bytes.count, bytes[index] == byte {
                    field.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
            case UInt8(ascii: ","): close()
            case UInt8(ascii: "\r"): continue
            case UInt8(ascii: "\n"):
                close()
                if record != [""] { records.append(record) }
                record = []
            default: field.append(byte)
            }
        }
        if !field.isEmpty || !record.isEmpty {
            close()
            records.append(record)
        }
        return records
    }
}
