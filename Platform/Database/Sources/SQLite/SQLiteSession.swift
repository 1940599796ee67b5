/// A transaction's view of a connection to SQLite.
final class SQLiteSession: Session {
    private let connection: SQLiteConnection
    var dialect: Dialect { .sqlite }

    init(_ connection: SQLiteConnection) { self.connection = connection }

    func query(_ statement: Statement, as type: any RowDecodable.Type, row: (inout Row) throws -> Bool) throws {
        try withoutActuallyEscaping(row) { _ = try connection.run(statement, as: type, row: $0) }
    }

    func execute(_ statement: Statement) throws -> Int { try connection.run(statement) }

    func batch(_ statements: [Statement]) throws -> [Int] { try statements.map { try connection.run($0) } }

    func post(_ statement: Statement) throws { try connection.run(statement) }

    func post(_ statement: Statement, as type: any RowDecodable.Type, row: @escaping (inout Row) throws -> Void) throws
    {
        _ = try connection.run(statement, as: type) {
            try row(&$0)
            return false
        }
    }

    func discardPosted() {}

    func script(_ text: String) throws { try connection.script(text) }
}
