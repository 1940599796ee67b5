import Synchronization

/// Results of a pure function that were computed before, for as long as there is room.
public final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let values = Mutex<[Key: Value]>([:])
    private let most: Int

    /// Keeps at most so many results; a full shelf is cleared, which costs less than remembering what is old.
    public init(most: Int) { self.most = most }

    /// The result for `key`, computed when it is not there. Two callers at once may both compute it.
    public func value(for key: Key, _ compute: () -> Value) -> Value {
        if let known = values.withLock({ $0[key] }) { return known }
        let value = compute()
        values.withLock { values in
            if values.count >= most { values.removeAll(keepingCapacity: true) }
            values[key] = value
        }
        return value
    }
}
