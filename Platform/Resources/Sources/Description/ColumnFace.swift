import Database
import Kernel

/// What can be said of a column without its row.
struct ColumnFace: Sendable {
    /// The names of a filter from one value to another.
    struct Range: Sendable {
        let from, to: StaticString
    }

    let name: StaticString
    let sqlType: SQLType
    let isNullable: Bool
    /// Whether a form may leave it empty.
    var isOptional: Bool
    var startsEmpty: Bool
    let isSortable: Bool
    let control: Control
    /// The least and the greatest whole number that the database must be able to keep.
    let bounds: ClosedRange<Int64>?
    var isListed = false
    var isSorted = false
    var isSearched = false
    var isFilter = false
    var isHidden = false
    var isFixed = false
    var isNarrow = false
    var range: Range?
    var unique: StaticString?
    var group: StaticString?

    var key: String { name.description }
    /// Whether it is typed by the shop's wall clock.
    var isMoment: Bool { if case .moment = control { true } else { false } }
    /// Whether it is a time of the day.
    var isTime: Bool { if case .time = control { true } else { false } }
    /// The name as a statement has it.
    var sql: SQL { SQL(trusted: key) }
}

extension Row {
    /// The next column, of which only the type is known.
    mutating func value(_ type: SQLType) throws -> SQLValue {
        switch type {
        case .integer: (try next() as Int64?).sqlValue
        case .real: (try next() as Double?).sqlValue
        case .text: (try next() as String?).sqlValue
        case .blob: (try next() as [UInt8]?).sqlValue
        case .boolean: (try next() as Bool?).sqlValue
        case .identifier: (try next() as Identifier<Scope>?).sqlValue
        }
    }
}
