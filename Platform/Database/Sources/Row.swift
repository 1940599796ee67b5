/// Something that can be read from one row, its columns in the order of the `SELECT`.
public protocol RowDecodable {
    /// Reads the columns with `row.next()`; throws `DatabaseError.decoding` when one does not fit.
    init(row: inout Row) throws
}

/// One row of a result while it is being read. It cannot be kept: the engine owns its memory.
public struct Row: ~Copyable {
    private let source: any RowSource
    private var column = 0

    init(_ source: any RowSource) { self.source = source }

    /// The next column, from left to right.
    ///
    /// Throws `DatabaseError.decoding`, with the column's name, when there is none left or it holds something else.
    public mutating func next<T: SQLConvertible>(_ type: T.Type = T.self) throws -> T {
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
    func columnName(_ index: Int) -> String
    /// The value of a column; `type` is what the reader expects and saves a detour through bytes.
    func value(at index: Int, as type: SQLType?) throws -> SQLValue
}
