/// Walks the bytes of a table of separated values once (RFC 4180), row by row. What stands in quotation marks may hold separators and
/// line breaks; either kind of line break ends a row.
public struct CSVRows: Sequence, IteratorProtocol, Sendable {
    /// A row that is not empty, and the line of the file that it begins on.
    public struct Line: Sendable, Equatable {
        /// Counted from 1.
        public let number: Int
        /// As they stand between the separators, quotation marks resolved.
        public let values: [String]
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 0
    /// The line on which a quotation mark was opened that is not closed (yet).
    public private(set) var openQuote: Int?

    /// The rows of a text. A byte order mark before it is passed over.
    public init(_ text: String, separator: Character = ",") {
        let all = Array(text.utf8)
        bytes = all.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(all.dropFirst(3)) : all
        self.separator = separator.asciiValue ?? UInt8(ascii: ",")
    }

    /// The next row that is not empty.
    public mutating func next() -> Line? {
        while position < bytes.count {
            line += 1
            let start = line
            let values = row()
            if values != [""] { return Line(number: start, values: values) }
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
            case separator where !quoted:
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

    /// A value as it is written into a table: in quotation marks where it needs them.
    public static func written(_ value: String, separator: Character = ",") -> String {
        let needsQuotes = value.contains { $0 == separator || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"\(value.replacing("\"", with: "\"\""))\"" : value
    }
}
