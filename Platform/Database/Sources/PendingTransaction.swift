/// A transaction that waits for a driver's thread.
protocol PendingTransaction: AnyObject, Sendable {
    /// Runs the closure once; its value is kept and given to nobody yet.
    func perform(_ transaction: Transaction) throws
    /// Answers with the value of the last run.
    func succeed()
    /// Answers with an error.
    func fail(_ error: any Error)
}

/// The one kind of pending transaction: a closure, and the task that waits for it.
///
/// Unchecked, because `value` changes: it is touched only by the one driver thread that took the request from the queue,
/// and the continuation is resumed only by `succeed` or `fail`, of which the driver calls exactly one, once.
final class TransactionRequest<T: Sendable>: PendingTransaction, @unchecked Sendable {
    private let body: @Sendable (Transaction) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private var value: T?

    init(_ body: @escaping @Sendable (Transaction) throws -> T, _ continuation: CheckedContinuation<T, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func perform(_ transaction: Transaction) throws {
        defer { transaction.end() }
        value = try body(transaction)
        // An error that the closure swallowed has still spoiled the transaction.
        if let failure = transaction.failure { throw failure }
    }

    func succeed() {
        guard let value else { return fail(DatabaseError.other(code: "driver", message: "answered before it ran")) }
        continuation.resume(returning: value)
    }

    func fail(_ error: any Error) { continuation.resume(throwing: error) }
}
