/// A Swift value that is one column: bound by interpolation in `SQL`, read by `Row.next`.
///
/// An enumeration over `String` or `Int` conforms by declaring it; nothing has to be written.
public protocol SQLConvertible: RowDecodable, Sendable {
    /// The column's type, also for a value that is null; nil when only the value can say.
    static var sqlType: SQLType? { get }
    /// What is bound.
    var sqlValue: SQLValue { get }
    /// Reads what a column holds; throws `DatabaseError.decoding` when it does not fit.
    init(sqlValue: SQLValue) throws
}

extension SQLConvertible {
    /// Not known from the type alone.
    public static var sqlType: SQLType? { nil }

    /// A row of one column.
    public init(row: inout Row) throws { self = try row.next() }

    /// The error for a column that holds something else.
    static func mismatch(_ value: SQLValue) -> DatabaseError {
        let found = value.type.map { $0.name } ?? "NULL"
        return .decoding("expected \(Self.self), found \(found)")
    }
}

extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    /// The type of the raw value.
    public static var sqlType: SQLType? { RawValue.sqlType }
    /// The raw value.
    public var sqlValue: SQLValue { rawValue.sqlValue }
    /// The case with the raw value that the column holds; another raw value is a `DatabaseError.decoding`.
    public init(sqlValue: SQLValue) throws {
        let raw = try RawValue(sqlValue: sqlValue)
        guard let value = Self(rawValue: raw) else {
            throw DatabaseError.decoding("\(raw) is not a \(Self.self)")
        }
        self = value
    }
}

extension Optional: RowDecodable where Wrapped: SQLConvertible {}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    /// The type of what is wrapped, so that a null is bound with it.
    public static var sqlType: SQLType? { Wrapped.sqlType }
    /// Null for nil.
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
    /// nil for null.
    public init(sqlValue: SQLValue) throws {
        if case .null = sqlValue { self = nil } else { self = try Wrapped(sqlValue: sqlValue) }
    }
}

extension SQLValue: SQLConvertible {
    /// Any column as it is.
    public var sqlValue: SQLValue { self }
    /// Any column as it is.
    public init(sqlValue: SQLValue) { self = sqlValue }
}
