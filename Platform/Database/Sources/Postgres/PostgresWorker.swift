import Foundation
import Kernel
import Logging

/// A transaction on its way to PostgreSQL.
struct PostgresRequest: Sendable {
    let transaction: any PendingTransaction
    let mode: PostgresSession.Mode
    /// Whose tables it is about; nil is the schema to which the pool's URL leads.
    let schema: SchemaName?
    /// What it shares with the others of its database.
    let context: DatabaseContext
}

/// The thread of one connection: takes transactions from the pool's queue and runs each to its end.
struct PostgresWorker {
    let server: PostgresServer
    let queue: FairQueue<PostgresRequest>
    let context: DatabaseContext
    private var connection: PostgresConnection?

    init(_ server: PostgresServer, _ queue: FairQueue<PostgresRequest>, _ context: DatabaseContext) {
        self.server = server
        self.queue = queue
        self.context = context
    }

    /// Works until the queue is closed.
    mutating func run() {
        while let entry = queue.take() {
            if let pause = serve(entry.item) {
                queue.finish(entry, putBack: true)
                Thread.sleep(forTimeInterval: pause / .seconds(1))
            } else {
                queue.finish(entry)
            }
        }
        connection = nil
    }

    /// Answers a transaction; or gives the time after which another thread, which has a connection, should have done it.
    private mutating func serve(_ request: PostgresRequest) -> Duration? {
        // A connection that died while it was idle is noticed only now, so a second one is tried.
        for isLast in [false, true] {
            if connection == nil {
                switch server.connect() {
                case .connected(let fresh): connection = fresh
                case .leaveToOthers(let pause) where !queue.isClosed: return pause
                case .leaveToOthers: return fail(request, DatabaseError.unavailable("shutting down"))
                case .down(let error): return fail(request, error)
                }
            }
            guard let connection else { break }
            let error = perform(request, connection)
            if connection.isBroken {
                self.connection = nil
                server.lost()
                context.logger.warning("a connection to PostgreSQL was lost", metadata: ["error": "\(error as Any)"])
            }
            guard let error else { break }
            if !isLast, connection.isBroken, case DatabaseError.unavailable = error { continue }
            return fail(request, error)
        }
        return nil
    }

    private func fail(_ request: PostgresRequest, _ error: any Error) -> Duration? {
        request.transaction.fail(error)
        return nil
    }

    /// Runs a transaction until it neither deadlocks nor fails to serialize. Gives the error that it must be answered with.
    private func perform(_ request: PostgresRequest, _ connection: PostgresConnection) -> (any Error)? {
        for attempt in 1... {
            let session = PostgresSession(connection, request.mode, request.schema)
            let transaction = Transaction(session, request.context)
            do {
                try request.transaction.perform(transaction)
                try session.commit()
                transaction.announce()
                request.transaction.succeed()
                return nil
            } catch {
                session.rollback()
                let cause = transaction.failure ?? error as? DatabaseError
                if connection.isBroken { return cause ?? error }
                guard attempt < context.limits.attempts, mayRepeat(cause, connection) else { return error }
                // Up to 4, 8, 16 … ms, so that those who met once do not meet again.
                let bound = UInt64(4000) << UInt64(min(attempt - 1, 6))
                usleep(UInt32(clamping: context.entropy.bits() % bound))
            }
        }
        return nil
    }

    private func mayRepeat(_ cause: DatabaseError?, _ connection: PostgresConnection) -> Bool {
        switch cause {
        case .serialization: return true
        // A statement was prepared before its tables changed, or is gone from the server.
        case .other(code: "0A000", _), .other(code: "26000", _):
            return (try? connection.forgetStatements()) != nil
        default: return false
        }
    }
}
