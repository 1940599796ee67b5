public import Kernel

/// An answer that was given to a client, kept so that a repetition of the request gets the same.
public struct StoredAnswer: Sendable, Hashable, RowDecodable {
    /// The HTTP status.
    public let status: Int
    /// What the body is.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// An answer as it was given.
    public init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// Columns `status, content_type, body`.
    public init(row: inout Row) throws {
        status = try row.next()
        contentType = try row.next()
        body = try row.next()
    }
}

/// What makes two requests the same request (draft-ietf-httpapi-idempotency-key-header).
public struct RequestKey: Sendable, Hashable {
    /// Whose key it is and what for, so that two clients may use the same key.
    public let scope: String
    /// The client's own name for the request.
    public let key: String
    /// A digest of the request, so that a key is not used for two.
    public let fingerprint: [UInt8]

    /// A key as the client sent it.
    public init(scope: String, key: String, fingerprint: [UInt8]) {
        self.scope = scope
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// How a request with a key went.
public enum Once<T: Sendable>: Sendable {
    /// It was done now.
    case first(T)
    /// It had been done before: the answer that was given then.
    case repeated(StoredAnswer)
}

extension Database {
    /// Does `work` once for a client's key, in one transaction with the answer it gives; a repetition gets that answer, and nothing is done.
    /// Of several at once one comes through, and what the others did is undone. What `work` refuses leaves no trace, and may be tried again
    /// with the same key.
    ///
    /// Throws `AppError` `.invalid` "idempotency.other-request" when the key was used for a request with another fingerprint.
    public func once<T: Sendable>(
        _ request: RequestKey, _ work: @escaping @Sendable (Transaction) throws -> (T, StoredAnswer)
    ) async throws -> Once<T> {
        do {
            return .first(
                try await write { tx in
                    let (value, answer) = try work(tx)
                    try tx.keep(answer, for: request)
                    return value
                })
        } catch  where Self.mayComeOfRepetition(error) {
            guard let answer = try await answer(to: request) else { throw error }
            return .repeated(answer)
        }
    }

    /// A repetition finds the key taken, or that everything has moved on since the first.
    private static func mayComeOfRepetition(_ error: any Error) -> Bool {
        switch error {
        case is AppError, DatabaseError.unique, DatabaseError.check, DatabaseError.foreignKey: true
        default: false
        }
    }

    private func answer(to request: RequestKey) async throws -> StoredAnswer? {
        try await read { tx in
            let known: [UInt8]? = try tx.first(
                "SELECT fingerprint FROM idempotency WHERE scope = \(request.scope) AND key = \(request.key)")
            guard let known else { return nil }
            guard known == request.fingerprint else { throw AppError.invalid("idempotency.other-request") }
            return try tx.first(
                """
                SELECT status, content_type, body FROM idempotency
                WHERE scope = \(request.scope) AND key = \(request.key)
                """)
        }
    }
}

extension Transaction {
    /// Keeps the answer under the key. It travels with the commit, and whoever comes second fails there.
    fileprivate func keep(_ answer: StoredAnswer, for request: RequestKey) throws {
        try post(
            """
            INSERT INTO idempotency (scope, key, fingerprint, status, content_type, body, created_at)
            VALUES (\(request.scope), \(request.key), \(request.fingerprint), \(answer.status), \(answer.contentType),
                \(answer.body), \(now))
            """)
    }

    /// Notes a message from outside in this transaction; false when it was seen before, and then there is nothing to do.
    public func receive(source: String, key: String) throws -> Bool {
        try execute(
            """
            INSERT INTO inbox (source, key, received_at) VALUES (\(source), \(key), \(now))
            ON CONFLICT (source, key) DO NOTHING
            """) == 1
    }

    /// Deletes records from before a moment: answers, received messages, and events that happened before it and that every listener
    /// has passed. A listener or a schedule whose program has not run since then is forgotten, and holds up nothing any more.
    /// Gives how many.
    @discardableResult public func forgetRecords(before moment: Instant) throws -> Int {
        try post("DELETE FROM outbox_horizon WHERE forgotten_before < \(moment)")
        try post(
            """
            INSERT INTO outbox_horizon (forgotten_before)
            SELECT \(moment) WHERE NOT EXISTS (SELECT 1 FROM outbox_horizon)
            """)
        return try batch([
            "DELETE FROM idempotency WHERE created_at < \(moment)",
            "DELETE FROM inbox WHERE received_at < \(moment)",
            "DELETE FROM event_cursors WHERE touched_at < \(moment)",
            "DELETE FROM schedules WHERE held_until < \(moment) AND next_at < \(moment)",
            """
            DELETE FROM outbox WHERE occurred_at < \(moment)
                AND id <= (SELECT COALESCE(MIN(position), \(Int64.max)) FROM event_cursors)
            """,
        ]).reduce(0, +)
    }
}
