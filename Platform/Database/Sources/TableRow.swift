/// A row of several columns that are declared once, so that none is taken for its neighbour.
///
/// ```swift
/// struct Table: TableRow {
///     static let columns: RowColumns = ["number", "seats"]
///     init(row: inout Row) throws {
///         number = try row.next("number")
///         seats = try row.next("seats")
///     }
/// }
/// let tables: [Table] = try tx.all("SELECT \(Table.columns) FROM tables")
/// ```
/// A statement whose columns are others or in another order is refused before its first row, and so is a type that reads in
/// another order than it declares. Both are found out once for each prepared statement; reading goes by position.
public protocol TableRow: RowDecodable {
    /// The columns in the order in which `init(row:)` reads them.
    static var columns: RowColumns { get }
}

/// The columns of a type of row: the list of a `SELECT`, and the names that its result must have.
public struct RowColumns: Sendable, ExpressibleByArrayLiteral {
    /// One column: its name, or a value that gets one.
    public struct Column: Sendable, ExpressibleByStringLiteral {
        let name: StaticString
        let value: SQL?

        /// A column by its name, in lower case.
        public init(stringLiteral name: StaticString) {
            self.name = name
            value = nil
        }

        private init(_ name: StaticString, _ value: SQL) {
            self.name = name
            self.value = value
        }

        /// What is worked out, or a column that would otherwise have the name of another: `value AS name`.
        public static func value(_ value: SQL, as name: StaticString) -> Column { Column(name, value) }
    }

    private let columns: [Column]
    /// `id, state, SUM(total) AS total`.
    fileprivate let segments: [SQLSegment]
    /// The names, in order.
    var names: [String] { columns.map(\.name.description) }

    /// The columns in order.
    public init(arrayLiteral columns: Column...) { self.init(columns) }

    private init(_ columns: [Column]) {
        self.columns = columns
        if columns.allSatisfy({ $0.value == nil }) {
            segments = [.text(columns.map(\.name.description).joined(separator: ", "))]
        } else {
            segments =
                columns.map { column -> SQL in
                    let name = SQL(trusted: column.name.description)
                    return column.value.map { "\($0) AS \(name)" } ?? name
                }.joined(separator: ", ").segments
        }
    }

    /// The same columns of a table by its name or alias: `o.id, o.state`. Values stay as they are.
    /// It is text that is put together, so keep it in a `static let`.
    public func of(_ table: StaticString) -> RowColumns {
        RowColumns(columns.map { $0.value == nil ? .value(SQL(trusted: "\(table).\($0.name)"), as: $0.name) : $0 })
    }

    /// The columns of one and then of another, for a row that holds another.
    public static func + (left: RowColumns, right: RowColumns) -> RowColumns {
        RowColumns(left.columns + right.columns)
    }
}

extension SQL.StringInterpolation {
    /// The columns of a row, with commas between.
    public mutating func appendInterpolation(_ columns: RowColumns) {
        // Nearly always one piece of text, which is put there quicker than an array is joined.
        if columns.segments.count == 1 { segments.append(columns.segments[0]) } else { segments += columns.segments }
    }
}

/// For which type of row the columns of a prepared statement were compared last. One is enough: a statement is written for one.
///
/// It belongs to a connection, and so to one thread at a time.
final class ColumnFindings {
    fileprivate var selected: ObjectIdentifier?
    fileprivate var read: ObjectIdentifier?
}

extension RowSource {
    /// Compares the columns with what the type declares, unless that was done before, and says how its first row is read.
    ///
    /// Throws `DatabaseError.decoding` with both lists when they differ.
    func names(for type: any RowDecodable.Type) throws -> Row.Names {
        let id = ObjectIdentifier(type)
        if findings.read == id { return .known }
        guard let table = type as? any TableRow.Type else { return .compared }
        if findings.selected != id {
            let given = (0..<columnCount).map(columnName)
            let declared = table.columns.names
            guard given == declared else {
                let lists = "\(type) has \(declared.joined(separator: ", ")) and the statement gives "
                throw DatabaseError.decoding("columns swapped: " + lists + given.joined(separator: ", "))
            }
            guard Set(given).count == given.count else {
                throw DatabaseError.decoding("\(type) has two columns of one name: \(given.joined(separator: ", "))")
            }
            findings.selected = id
        }
        return .required
    }

    /// A row was read into the type by the right names.
    func noteRead(_ type: any RowDecodable.Type) { findings.read = ObjectIdentifier(type) }
}
