import Logging

/// The one writer of a file: a thread that takes queued transactions and commits many at once, so that the cost of
/// durability is shared. Nobody is answered before the commit they are in is on the disk.
final class SQLiteWriter: Sendable {
    private struct Work: Sendable {
        let request: any PendingTransaction
        let isRebuild: Bool
    }

    private let connection: SQLiteConnection
    private let path: String
    private let context: DatabaseContext
    private let queue: WorkQueue<Work>
    private static let begin = Statement("BEGIN IMMEDIATE")
    private static let commit = Statement("COMMIT")
    private static let rollback = Statement("ROLLBACK")
    private static let savepoint = Statement("SAVEPOINT request")
    private static let undo = Statement("ROLLBACK TO request")
    private static let release = Statement("RELEASE request")

    init(_ connection: SQLiteConnection, _ path: String, _ context: DatabaseContext) {
        self.connection = connection
        self.path = path
        self.context = context
        queue = WorkQueue(patience: context.limits.turn.duration) { $0.request.fail(DatabaseError.timeout) }
    }

    func submit(_ request: any PendingTransaction, isRebuild: Bool = false) {
        if !queue.submit(Work(request: request, isRebuild: isRebuild)) {
            request.fail(DatabaseError.unavailable("the database is closed"))
        }
    }

    /// Lets what is queued finish, and `run` return.
    func close() { queue.close() }

    /// The thread: works until it is closed.
    func run() {
        while let entries = queue.take(context.limits.batch) {
            let waited = entries.first.map { .now - $0.since } ?? .zero
            connection.wait(atMost: max(context.limits.turn.duration - waited, .milliseconds(50)))
            serve(entries.map(\.item))
        }
        try? connection.script("PRAGMA optimize")
        connection.close()
    }

    /// Commits what was taken together, but a rebuild by itself and in its turn.
    private func serve(_ works: [Work]) {
        var batch: [any PendingTransaction] = []
        for work in works {
            guard work.isRebuild else {
                batch.append(work.request)
                continue
            }
            if !batch.isEmpty { commit(batch) }
            batch = []
            SQLiteRebuild.run(work.request, path, context)
        }
        if !batch.isEmpty { commit(batch) }
    }

    /// Runs the requests in one transaction of SQLite and answers each.
    private func commit(_ requests: [any PendingTransaction]) {
        var done: [(request: any PendingTransaction, transaction: Transaction)] = []
        var refused: [(request: any PendingTransaction, error: any Error)] = []
        do {
            try connection.run(Self.begin)
            for (index, request) in requests.enumerated() {
                let transaction = Transaction(SQLiteSession(connection), context)
                do {
                    try perform(request, transaction, alone: requests.count == 1)
                    done.append((request, transaction))
                } catch {
                    refused.append((request, error))
                    // A full disk or a failing one may end the whole transaction; then nothing of it remains.
                    if connection.isIdle { return abandon(done, refused, rest: requests[(index + 1)...], error) }
                }
            }
            try connection.run(done.isEmpty ? Self.rollback : Self.commit)
        } catch {
            if !connection.isIdle { _ = try? connection.run(Self.rollback) }
            return commitFailed(done, refused, of: requests, error)
        }
        for (_, transaction) in done { transaction.announce() }
        for (request, _) in done { request.succeed() }
        for (request, error) in refused { request.fail(error) }
    }

    /// Runs one request so that its failure undoes only what it did. Alone it needs no savepoint for that.
    private func perform(_ request: any PendingTransaction, _ transaction: Transaction, alone: Bool) throws {
        if alone { return try request.perform(transaction) }
        try connection.run(Self.savepoint)
        do {
            try request.perform(transaction)
            try connection.run(Self.release)
        } catch {
            if !connection.isIdle {
                try connection.run(Self.undo)
                try connection.run(Self.release)
            }
            throw error
        }
    }

    /// The commit, or what surrounds it, failed: nothing of the batch is there.
    private func commitFailed(
        _ done: [(request: any PendingTransaction, transaction: Transaction)],
        _ refused: [(request: any PendingTransaction, error: any Error)],
        of requests: [any PendingTransaction], _ error: any Error
    ) {
        if done.count > 1, case DatabaseError.foreignKey = error {
            // Somebody left a deferred foreign key open. Each alone, so that only the culprit fails.
            for (request, error) in refused { request.fail(error) }
            for (request, _) in done { commit([request]) }
            return
        }
        let answered = done.count + refused.count
        for (request, own) in refused { request.fail(own) }
        for (request, _) in done { request.fail(error) }
        for request in requests.dropFirst(answered) { request.fail(error) }
        context.logger.error("a batch was not committed", metadata: ["error": "\(error)", "size": "\(requests.count)"])
    }

    /// SQLite rolled back on its own in the middle of a batch.
    private func abandon(
        _ done: [(request: any PendingTransaction, transaction: Transaction)],
        _ refused: [(request: any PendingTransaction, error: any Error)],
        rest: ArraySlice<any PendingTransaction>, _ error: any Error
    ) {
        context.logger.error("a batch was rolled back", metadata: ["error": "\(error)", "size": "\(done.count)"])
        for (request, own) in refused { request.fail(own) }
        for (request, _) in done { request.fail(error) }
        if !rest.isEmpty { commit(Array(rest)) }
    }
}
