/// Something that can be read from one row, its columns in the order of the `SELECT`.
public protocol RowDecodable {
    /// Reads the columns with `row.next("name")`, or without names where there is one column; throws
    /// `DatabaseError.decoding` when one does not fit.
    init(row: inout Row) throws
}

/// One row of a result while it is being read. It cannot be kept: the engine owns its memory.
public struct Row: ~Copyable {
    /// What is still to be found out about the names by which columns are read.
    enum Names {
        /// Nothing: they were right in a row before.
        case known
        /// Whether those that are given are right.
        case compared
        /// That, and that every column is read by one.
        case required
    }

    private let source: any RowSource
    private let names: Names
    private var column = 0

    init(_ source: any RowSource, names: Names) {
        self.source = source
        self.names = names
    }

    /// The next column, from left to right.
    ///
    /// Throws `DatabaseError.decoding`, with the column's name, when there is none left or it holds something else.
    public mutating func next<T: SQLConvertible>(_ type: T.Type = T.self) throws -> T {
        if names == .required { throw DatabaseError.decoding("column \(name) is read without its name") }
        return try read()
    }

    /// The next column, which must have this name. It is compared in the first row that a prepared statement gives to a type,
    /// and costs nothing afterwards.
    ///
    /// Throws `DatabaseError.decoding` when another column is next, there is none left, or it holds something else.
    public mutating func next<T: SQLConvertible>(_ name: StaticString, as type: T.Type = T.self) throws -> T {
        if names != .known, self.name != name.description {
            throw DatabaseError.decoding("columns swapped: \(name) is read where the statement gives \(self.name)")
        }
        return try read()
    }

    /// The name of the next column.
    private var name: String { column < source.columnCount ? source.columnName(column) : "nothing" }

    @inline(__always) private mutating func read<T: SQLConvertible>() throws -> T {
        let index = column
        column += 1
        guard index < source.columnCount else {
            throw DatabaseError.decoding("the row has only \(source.columnCount) columns")
        }
        do {
            return try T(sqlValue: try source.value(at: index, as: T.sqlType))
        } catch DatabaseError.decoding(let problem) {
            throw DatabaseError.decoding("column \(source.columnName(index)): \(problem)")
        }
    }
}

/// The row on which a driver's result stands.
protocol RowSource: AnyObject {
    var columnCount: Int { get }
    /// What was found out about the columns before. It lives as long as the prepared statement.
    var findings: ColumnFindings { get }
    func columnName(_ index: Int) -> String
    /// The value of a column; `type` is what the reader expects and saves a detour through bytes.
    func value(at index: Int, as type: SQLType?) throws -> SQLValue
}
