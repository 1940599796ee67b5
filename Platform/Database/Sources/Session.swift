/// What a transaction needs of a driver: one connection, held by one thread for as long as the transaction lives.
protocol Session: AnyObject {
    var dialect: Dialect { get }
    /// Runs a statement and hands over its rows until `row` says that it has enough.
    func query(_ statement: Statement, row: (inout Row) throws -> Bool) throws
    /// Runs a statement and says how many rows it changed.
    func execute(_ statement: Statement) throws -> Int
    /// Runs statements that do not depend on one another, in order, in as few round trips as the engine allows.
    func batch(_ statements: [Statement]) throws -> [Int]
    /// Runs a statement whose result nobody waits for, at the latest with the commit, before any later statement.
    func post(_ statement: Statement) throws
    /// Forgets what was posted and not sent yet.
    func discardPosted()
    /// Runs a text of several statements, without values.
    func script(_ text: String) throws
}
