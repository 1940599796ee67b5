/// One transaction without enforced foreign keys, so that a table can be dropped under its children (sqlite.org/lang_altertable, 7).
///
/// It has a connection of its own, because enforcing is a setting of the connection: the writer's never changes, whatever
/// fails here and wherever the process ends.
enum SQLiteRebuild {
    private static let loosen = Statement("PRAGMA foreign_keys = OFF")
    private static let begin = Statement("BEGIN IMMEDIATE")
    private static let commit = Statement("COMMIT")
    private static let rollback = Statement("ROLLBACK")

    /// Runs the request and answers it. The writer's thread calls it, so nobody of this process writes beside it.
    static func run(_ request: any PendingTransaction, _ path: String, _ context: DatabaseContext) {
        do {
            let connection = try SQLiteConnection(path, writable: true, capacity: context.limits.statements)
            defer { connection.close() }
            try SQLitePromises.make(connection, path, context.limits)
            try connection.run(loosen)
            let transaction = Transaction(SQLiteSession(connection), context)
            try connection.run(begin)
            do {
                try request.perform(transaction)
                try connection.run(commit)
            } catch {
                if !connection.isIdle { _ = try? connection.run(rollback) }
                throw error
            }
            transaction.announce()
            request.succeed()
        } catch {
            request.fail(error)
        }
    }
}
