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

extension Transaction {
    /// Claims a client's key in this transaction, or finds the answer that was given under it.
    ///
    /// nil: the first time; do the work and call `storeAnswer` before the transaction ends. Of several at once, the others wait
    /// for the first. Throws `AppError` `.invalid` "idempotency.other-request" when the key was used for a request with
    /// another `fingerprint`, and `.conflict` "idempotency.unanswered" when its transaction stored no answer.
    public func idempotentAnswer(scope: String, key: String, fingerprint: [UInt8]) throws -> StoredAnswer? {
        let claimed = try execute(
            """
            INSERT INTO idempotency (scope, key, fingerprint, created_at)
            VALUES (\(scope), \(key), \(fingerprint), \(now)) ON CONFLICT (scope, key) DO NOTHING
            """)
        if claimed == 1 { return nil }
        let known: [UInt8]? = try first(
            "SELECT fingerprint FROM idempotency WHERE scope = \(scope) AND key = \(key)")
        guard known == fingerprint else { throw AppError.invalid("idempotency.other-request") }
        let answer: StoredAnswer? = try first(
            """
            SELECT status, content_type, body FROM idempotency
            WHERE scope = \(scope) AND key = \(key) AND status IS NOT NULL
            """)
        guard let answer else { throw AppError.conflict("idempotency.unanswered") }
        return answer
    }

    /// Keeps the answer under a key that this transaction claimed.
    public func storeAnswer(scope: String, key: String, _ answer: StoredAnswer) throws {
        try post(
            """
            UPDATE idempotency SET status = \(answer.status), content_type = \(answer.contentType), body = \(answer.body)
            WHERE scope = \(scope) AND key = \(key)
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

    /// Deletes records from before a moment: answers, received messages, events that were dispatched,
    /// by when they happened. Gives how many.
    @discardableResult public func forgetRecords(before moment: Instant) throws -> Int {
        try batch([
            "DELETE FROM idempotency WHERE created_at < \(moment)",
            "DELETE FROM inbox WHERE received_at < \(moment)",
            "DELETE FROM outbox WHERE dispatched_at IS NOT NULL AND occurred_at < \(moment)",
        ]).reduce(0, +)
    }
}
