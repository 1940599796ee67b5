import Synchronization

/// The first row of a statement that was posted: it is there when the transaction is over.
public final class PostedRow<T: RowDecodable & Sendable>: Sendable {
    private let value = Mutex<T?>(nil)

    init() {}

    /// The row; nil when there was none, and while the transaction is open.
    public var row: T? { value.withLock { $0 } }

    func read(_ row: inout Row) throws {
        let read = try T(row: &row)
        value.withLock { $0 = read }
    }
}
