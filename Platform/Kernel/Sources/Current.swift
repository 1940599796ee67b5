import Synchronization

/// An immutable value that everybody reads and one writer replaces: the menu, the shop, the zones.
public final class Current<Value: Sendable>: Sendable {
    private let held: Mutex<Value>

    /// Begins with `value`.
    public init(_ value: Value) { held = Mutex(value) }

    /// The value as it is now; keep it for as long as one answer takes, so that the answer agrees with itself.
    public var value: Value { held.withLock { $0 } }

    /// Replaces the value.
    public func replace(_ value: Value) { held.withLock { $0 = value } }
}
