/// What a column can hold, the same on every engine.
public enum SQLValue: Sendable, Hashable {
    /// No value.
    case null
    /// A whole number of 64 bits.
    case integer(Int64)
    /// A number of double precision. Not-a-number is refused when it is bound, because SQLite would keep it as null.
    case real(Double)
    /// Text without NUL, which PostgreSQL cannot hold; it is refused when it is bound.
    case text(String)
    /// Bytes.
    case blob([UInt8])
    /// True or false; SQLite keeps 1 or 0.
    case boolean(Bool)
    /// A UUID by its two big-endian halves; SQLite keeps the sixteen bytes.
    case identifier(high: UInt64, low: UInt64)
}

/// The types that a column of a shared migration can have, as the engines need to know them.
public enum SQLType: UInt8, Sendable, Hashable {
    /// `BIGINT` or `INTEGER`.
    case integer
    /// `DOUBLE PRECISION`.
    case real
    /// `TEXT`.
    case text
    /// `BYTEA`.
    case blob
    /// `BOOLEAN`.
    case boolean
    /// `UUID`.
    case identifier

    /// The name that both engines accept in a `CAST`.
    package var name: String {
        switch self {
        case .integer: "BIGINT"
        case .real: "DOUBLE PRECISION"
        case .text: "TEXT"
        case .blob: "BYTEA"
        case .boolean: "BOOLEAN"
        case .identifier: "UUID"
        }
    }
}

extension SQLValue {
    /// The type that goes with the value; null has none.
    var type: SQLType? {
        switch self {
        case .null: nil
        case .integer: .integer
        case .real: .real
        case .text: .text
        case .blob: .blob
        case .boolean: .boolean
        case .identifier: .identifier
        }
    }
}
