public import Kernel

extension Int64: SQLConvertible {
    /// `BIGINT`.
    public static var sqlType: SQLType? { .integer }
    /// The number.
    public var sqlValue: SQLValue { .integer(self) }
    /// A whole number; anything else is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = value
    }
}

extension Int: SQLConvertible {
    /// `BIGINT`.
    public static var sqlType: SQLType? { .integer }
    /// The number.
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    /// A whole number; anything else is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = Int(value)
    }
}

extension Double: SQLConvertible {
    /// `DOUBLE PRECISION`.
    public static var sqlType: SQLType? { .real }
    /// The number.
    public var sqlValue: SQLValue { .real(self) }
    /// A number; a whole one is converted, since sums and averages differ between the engines.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .real(let value): self = value
        case .integer(let value): self = Double(value)
        default: throw Self.mismatch(sqlValue)
        }
    }
}

extension Bool: SQLConvertible {
    /// `BOOLEAN`.
    public static var sqlType: SQLType? { .boolean }
    /// True or false.
    public var sqlValue: SQLValue { .boolean(self) }
    /// A boolean, or 1 or 0 as SQLite keeps it.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .boolean(let value): self = value
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw Self.mismatch(sqlValue)
        }
    }
}

extension String: SQLConvertible {
    /// `TEXT`.
    public static var sqlType: SQLType? { .text }
    /// The text.
    public var sqlValue: SQLValue { .text(self) }
    /// Text; anything else is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        guard case .text(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = value
    }
}

extension [UInt8]: RowDecodable {}

extension [UInt8]: SQLConvertible {
    /// `BYTEA`.
    public static var sqlType: SQLType? { .blob }
    /// The bytes.
    public var sqlValue: SQLValue { .blob(self) }
    /// Bytes; anything else is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        guard case .blob(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = value
    }
}

extension Identifier: RowDecodable {}

extension Identifier: SQLConvertible {
    /// `UUID`.
    public static var sqlType: SQLType? { .identifier }
    /// The id.
    public var sqlValue: SQLValue { .identifier(high: high, low: low) }
    /// A UUID, or its text.
    public init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .identifier(let high, let low): self.init(high: high, low: low)
        case .text(let text):
            guard let id = Self(text) else { throw Self.mismatch(sqlValue) }
            self = id
        default: throw Self.mismatch(sqlValue)
        }
    }
}

extension Role: RowDecodable {}

/// A column that holds the name.
extension Role: SQLConvertible {}

extension Instant: SQLConvertible {
    /// `BIGINT`.
    public static var sqlType: SQLType? { .integer }
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var sqlValue: SQLValue { .integer(microseconds) }
    /// Microseconds since 1970-01-01T00:00:00Z.
    public init(sqlValue: SQLValue) throws { self.init(microseconds: try Int64(sqlValue: sqlValue)) }
}

extension Span: SQLConvertible {
    /// `BIGINT`.
    public static var sqlType: SQLType? { .integer }
    /// Microseconds.
    public var sqlValue: SQLValue { .integer(microseconds) }
    /// Microseconds.
    public init(sqlValue: SQLValue) throws { self.init(microseconds: try Int64(sqlValue: sqlValue)) }
}

extension CivilDate: SQLConvertible {
    /// `INTEGER`.
    public static var sqlType: SQLType? { .integer }
    /// `yyyymmdd` as a number.
    public var sqlValue: SQLValue { .integer(Int64(number)) }
    /// `yyyymmdd` as a number; no such day is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        guard let date = Self(number: try Int(sqlValue: sqlValue)) else { throw Self.mismatch(sqlValue) }
        self = date
    }
}

extension WallTime: SQLConvertible {
    /// `INTEGER`.
    public static var sqlType: SQLType? { .integer }
    /// Minutes after midnight.
    public var sqlValue: SQLValue { .integer(Int64(minutes)) }
    /// Minutes after midnight; outside 0 … 2879 is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        guard let time = Self(minutes: try Int(sqlValue: sqlValue)) else { throw Self.mismatch(sqlValue) }
        self = time
    }
}
