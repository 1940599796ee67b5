import Database
import Kernel

/// What a list is asked for, as a statement needs it.
struct RowQuery: Sendable {
    var order: RowOrder
    var limit: Int
    var cursor: RowCursor?
    /// Whether the rows before the cursor are wanted.
    var isBackward = false
    var conditions: [SQL] = []
}

/// A place in a list: the row at its edge, by what the list is ordered by.
struct RowCursor: Sendable, Hashable {
    /// The column by which the list is ordered; empty where rows stand as they came into being.
    let column: String
    /// The row's value in it; nil where there is no column.
    let value: SQLValue?
    let id: Identifier<Scope>

    init(column: String, value: SQLValue?, id: Identifier<Scope>) {
        self.column = column
        self.value = value
        self.id = id
    }

    /// The most characters that its text may have, which leaves room in an address for what else a list is asked for.
    static let longest = 3000

    /// Whether the place of any row in the order of a text can be written: a scalar takes four bytes at most, and a byte two characters.
    static func fits(_ column: String, limit: Int) -> Bool { 36 + 2 + column.utf8.count + limit * 8 <= longest }

    /// `<id>.<column>.<value>` in characters that a query needs no escape for; programs take it as it comes.
    var text: String {
        let plain =
            switch value {
            case .integer(let number): String(number)
            case .text(let text): Self.hex(text)
            case .boolean(let flag): flag ? "1" : "0"
            case .real, .blob, .identifier, .null, nil: ""
            }
        return "\(id).\(column).\(plain)"
    }

    /// Reads that back for a list in the order of a column, whose type is nil where there is no column; nil for anything else.
    init?(_ text: String, of column: String, _ type: SQLType?) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let id = Identifier<Scope>(parts[0]), parts[1] == column else { return nil }
        let value = type.flatMap { Self.value(String(parts[2]), $0) }
        guard (value == nil) == (type == nil) else { return nil }
        self.init(column: column, value: value, id: id)
    }

    private static func value(_ text: String, _ type: SQLType) -> SQLValue? {
        switch type {
        case .integer: Int64(text).map(SQLValue.integer)
        case .text: unhex(text).map(SQLValue.text)
        case .boolean: text == "1" ? .boolean(true) : text == "0" ? .boolean(false) : nil
        case .real, .blob, .identifier: nil
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func hex(_ text: String) -> String {
        String(decoding: text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func unhex(_ text: String) -> String? {
        let nibbles = text.utf8.compactMap { digits.firstIndex(of: $0) }
        guard nibbles.count == text.utf8.count, nibbles.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: nibbles.count, by: 2).map { UInt8(nibbles[$0] << 4 | nibbles[$0 + 1]) }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
