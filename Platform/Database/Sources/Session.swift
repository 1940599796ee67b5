/// What a transaction needs of a driver: one connection, held by one thread for as long as the transaction lives.
protocol Session: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and hands over its rows, which `row` makes into a type, until it says that it has enough.
    func query(_ statement: Statement, as type: any RowDecodable.Type, row: (inout Row) throws -> Bool) throws
    /// Runs a statement and says how many rows it changed.
    func execute(_ statement: Statement) throws -> Int
    /// Runs statements that do not depend on one another, in order, in as few round trips as the engine allows.
    func batch(_ statements: [Statement]) throws -> [Int]
    /// Runs a statement whose result nobody waits for, at the latest with the commit, before any later statement.
    func post(_ statement: Statement) throws
    /// The same for a statement whose first row is read when its result comes.
    func post(_ statement: Statement, as type: any RowDecodable.Type, row: @escaping (inout Row) throws -> Void) throws
    /// Forgets what was posted and not sent yet.
    func discardPosted()
    /// Runs a text of several statements, without values.
    func script(_ text: String) throws
}
