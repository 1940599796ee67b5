/// A statement whose interpolated values are bound and never spliced into the text, so that input cannot become SQL.
///
/// ```swift
/// let order: SQL = "SELECT total FROM orders WHERE id = \(id) AND state IN \(list: states)"
/// ```
/// The same text is spoken to both engines; where they differ, `\(sqlite: "…", postgres: "…")` chooses.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    var segments: [SQLSegment]

    /// A statement without values.
    public init(stringLiteral text: String) { segments = [.text(text)] }

    /// A statement with values; made by the compiler from a literal.
    public init(stringInterpolation: StringInterpolation) { segments = stringInterpolation.segments }

    init(segments: [SQLSegment]) { self.segments = segments }

    /// Text that does not come from a literal: migrations and savepoints, never anything from outside.
    package init(trusted text: String) { segments = [.text(text)] }

    /// One after the other.
    public static func + (left: SQL, right: SQL) -> SQL { SQL(segments: left.segments + right.segments) }

    /// What the compiler builds an interpolated statement with.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var segments: [SQLSegment] = []

        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            segments.reserveCapacity(interpolationCount * 2 + 1)
        }

        /// The text between the values.
        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { segments.append(.text(literal)) }
        }

        /// A value, which becomes `$1`, `$2` and so on.
        public mutating func appendInterpolation<T: SQLConvertible>(_ value: T) {
            segments.append(.value(SQLBinding(value)))
        }

        /// A value or null.
        public mutating func appendInterpolation<T: SQLConvertible>(_ value: T?) {
            segments.append(.value(SQLBinding(value)))
        }

        /// Another statement, whose values are numbered anew.
        public mutating func appendInterpolation(_ sql: SQL) { segments += sql.segments }

        /// The right-hand side of `IN`: `($1, $2, …)`. An empty list matches nothing, and `NOT IN` of it everything.
        public mutating func appendInterpolation<T: SQLConvertible>(list values: [T]) {
            segments.append(.list(values.map(SQLBinding.init), T.sqlType))
        }

        /// The part that fits the engine.
        public mutating func appendInterpolation(sqlite: SQL, postgres: SQL) {
            segments.append(.choice(sqlite: sqlite.segments, postgres: postgres.segments))
        }
    }
}

extension Sequence<SQL> {
    /// All of them with `separator` between, for rows of an `INSERT` or conditions of a `WHERE`.
    public func joined(separator: SQL) -> SQL {
        var segments: [SQLSegment] = []
        for (index, sql) in enumerated() {
            if index > 0 { segments += separator.segments }
            segments += sql.segments
        }
        return SQL(segments: segments)
    }
}

/// A value on its way into a statement, with the type its column has.
struct SQLBinding: Sendable {
    let value: SQLValue
    let type: SQLType?

    init<T: SQLConvertible>(_ value: T) {
        self.value = value.sqlValue
        type = T.sqlType ?? self.value.type
    }
}

/// A piece of a statement.
enum SQLSegment: Sendable {
    case text(String)
    case value(SQLBinding)
    case list([SQLBinding], SQLType?)
    indirect case choice(sqlite: [SQLSegment], postgres: [SQLSegment])
}
