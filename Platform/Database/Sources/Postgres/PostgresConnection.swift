import CPostgres
import Foundation

/// One connection to PostgreSQL in pipeline mode (PostgreSQL manual, 34.5), used by one thread.
///
/// Statements are queued and sent together; their results come in the same order. What ends a transaction may be sent without
/// waiting: its result is then read, and passed over, before those of the next.
final class PostgresConnection {
    /// What is done with the answer to a statement.
    enum Use {
        /// Its result is wanted.
        case result
        /// Only its failure matters.
        case effect
        /// Nothing: it ends a transaction that is over for everybody.
        case nothing
    }

    private enum Expected {
        case preparation(PostgresStatementKey, Use)
        case statement(PostgresPrepared, Use)
        /// A statement of the connection's own, of which nothing is wanted.
        case command
        /// A prepared statement is dropped.
        case drop(String)
        case schema
        case sync
    }

    private let handle: OpaquePointer
    private let patience: Duration
    private var statements: PostgresStatements
    /// Prepared statements that the server may still have and nobody uses any more.
    private var unused: [String] = []
    private var expected: [Expected] = []
    /// In which schema names are looked up; nil is the one that it came with.
    private var schema: SchemaName?
    private var isSchemaKnown = true
    /// Whether it can be used no more.
    private(set) var isBroken = false

    /// Takes over a connection that `PostgresLogin` has made ready. No answer within `patience` counts as lost.
    init(_ handle: OpaquePointer, patience: Duration, statements: Int) {
        self.handle = handle
        self.patience = patience
        self.statements = PostgresStatements(capacity: statements)
    }

    deinit { PQfinish(handle) }

    /// How many statements are prepared.
    var preparedCount: Int { statements.count }

    /// The process on the server that serves this connection.
    var processID: Int32 { PQbackendPID(handle) }

    /// Whether names are looked up in a schema already.
    func isIn(_ schema: SchemaName?) -> Bool { isSchemaKnown && self.schema == schema }

    /// Has names looked up in a schema from here on; called between transactions. It travels with what follows, as a unit of its
    /// own, which no rollback takes back.
    func enter(_ schema: SchemaName?) throws {
        try dropUnused()
        if isIn(schema) { return }
        try enqueueCommand(schema.map { "SET search_path TO \($0)" } ?? "RESET search_path", expecting: .schema)
        try endUnit()
        self.schema = schema
        isSchemaKnown = true
    }

    /// Drops the statements that nobody uses, as a unit of its own between transactions: within one that failed the server refuses it, and
    /// skips what comes after it.
    private func dropUnused() throws {
        guard !unused.isEmpty else { return }
        for name in unused { try enqueueCommand("DEALLOCATE " + name, expecting: .drop(name)) }
        unused.removeAll()
        try endUnit()
    }

    /// Something ran that may have changed where names are looked up.
    func forgetSchema() { isSchemaKnown = false }

    /// Queues a statement.
    func enqueue(_ statement: Statement, for use: Use = .result) throws {
        let key = PostgresStatementKey(statement, in: schema)
        let prepared = try statements.known(key) ?? prepare(key, for: use)
        let sent = PostgresParameters(statement.bindings).withPointers { count, values, lengths, formats in
            PQsendQueryPrepared(handle, prepared.name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
        expected.append(.statement(prepared, use))
    }

    /// Queues the end of a transaction that is undone. It is not prepared, so that nothing can keep it from the server.
    func enqueueRollback() throws { try enqueueCommand("ROLLBACK", expecting: .command) }

    /// Ends what is queued as one unit, whose first failure skips the rest of it, and sends it.
    func send() throws {
        try endUnit()
        while true {
            let state = PQflush(handle)
            if state == 0 { return }
            guard state == 1 else { throw lost() }
            try wait(for: Int16(POLLIN | POLLOUT))
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    /// Waits for everything that was sent and gives the results that matter, in order.
    ///
    /// Throws the first `DatabaseError` among them, or `ConnectionLost`.
    func receive() throws -> [PostgresResult] {
        var results: [PostgresResult] = []
        var failure: DatabaseError?
        let awaited = expected
        expected.removeAll(keepingCapacity: true)
        for expectation in awaited {
            let result = try next()
            let state = PQresultStatus(result)
            let isDone = state == PGRES_TUPLES_OK || state == PGRES_COMMAND_OK
            switch expectation {
            case .sync:
                PQclear(result)
                guard state == PGRES_PIPELINE_SYNC else { throw lost() }
                continue
            case .preparation(let key, let use):
                if !isDone {
                    statements.remove(key)
                    if use != .nothing { failure = failure ?? error(result, state) }
                }
                PQclear(result)
            case .schema:
                PQclear(result)
                guard isDone else { throw lost("the schema could not be entered") }
            case .command: PQclear(result)
            case .drop(let name):
                // Skipped or refused, it is tried again; unless the server does not know it.
                if !isDone, PostgresField.text(PostgresField.sqlState, of: result) != "26000" { unused.append(name) }
                PQclear(result)
            case .statement(let prepared, .result) where isDone: results.append(PostgresResult(result, of: prepared))
            case .statement(_, let use):
                if !isDone, use != .nothing { failure = failure ?? error(result, state) }
                PQclear(result)
            }
            // Every result but that of a sync is followed by nothing.
            guard try nextOrNothing() == nil else { throw lost() }
        }
        if let failure { throw failure }
        return results
    }

    /// Runs a text of several statements, outside of the pipeline, waiting as long as it takes.
    func script(_ text: String) throws {
        guard PQexitPipelineMode(handle) == 1 else { throw lost() }
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        guard let result, PQstatus(handle) == CONNECTION_OK else { throw lost() }
        guard PQenterPipelineMode(handle) == 1 else { throw lost() }
        if PQresultStatus(result) == PGRES_FATAL_ERROR { throw DatabaseError(postgres: result) }
    }

    /// Prepares everything anew: the tables behind the statements have changed.
    func forgetStatements() throws {
        statements.removeAll()
        unused.removeAll()
        try enqueueCommand("DEALLOCATE ALL", expecting: .command)
        try endUnit()
    }

    private func endUnit() throws {
        guard PQpipelineSync(handle) == 1 else { throw lost() }
        expected.append(.sync)
    }

    private func prepare(_ key: PostgresStatementKey, for use: Use) throws -> PostgresPrepared {
        unused += statements.evicted()
        let prepared = statements.add(key)
        guard PQsendPrepare(handle, prepared.name, key.text, Int32(key.types.count), key.types) == 1 else {
            throw lost()
        }
        expected.append(.preparation(key, use))
        return prepared
    }

    private func enqueueCommand(_ text: String, expecting expectation: Expected) throws {
        guard PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1) == 1 else { throw lost() }
        expected.append(expectation)
    }

    private func error(_ result: OpaquePointer, _ state: ExecStatusType) -> DatabaseError {
        // Skipped for an error earlier in the pipeline that nobody was to hear of.
        if state == PGRES_PIPELINE_ABORTED { return .other(code: "skipped", message: "an earlier statement failed") }
        return DatabaseError(postgres: result)
    }

    private func next() throws -> OpaquePointer {
        guard let result = try nextOrNothing() else { throw lost() }
        if PQresultStatus(result) == PGRES_FATAL_ERROR {
            let severity = PostgresField.text(PostgresField.severity, of: result)
            if PQstatus(handle) == CONNECTION_BAD || severity == "FATAL" || severity == "PANIC" {
                let reason = PQresultErrorMessage(result).map { String(cString: $0) }
                PQclear(result)
                throw lost(reason)
            }
        }
        return result
    }

    private func nextOrNothing() throws -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            try wait(for: Int16(POLLIN))
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
        return PQgetResult(handle)
    }

    /// Waits until the socket is ready; throws when it is not within the connection's patience.
    private func wait(for events: Int16) throws {
        var descriptor = pollfd(fd: PQsocket(handle), events: events, revents: 0)
        let (seconds, _) = patience.components
        let milliseconds = Int32(clamping: seconds * 1000)
        while true {
            let ready = poll(&descriptor, 1, milliseconds)
            if ready > 0 { return }
            if ready == 0 { throw lost("no answer within \(seconds) seconds") }
            guard errno == EINTR else { throw lost("poll failed with \(errno)") }
        }
    }

    private func lost(_ reason: String? = nil) -> ConnectionLost {
        isBroken = true
        let text = reason ?? PQerrorMessage(handle).map { String(cString: $0) } ?? ""
        return ConnectionLost(reason: text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
}
