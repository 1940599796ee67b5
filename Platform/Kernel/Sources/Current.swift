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

    /// Replaces the value by what `change` makes of it; gives the new one. Two at once come one after the other.
    public func update(_ change: (Value) -> Value) -> Value {
        held.withLock { held in
            held = change(held)
            return held
        }
    }

    /// Replaces the value unless `isOlder` says that the one which is held is not older: of two that were read at once the later stays.
    public func replace(_ value: Value, if isOlder: (Value) -> Bool) {
        held.withLock { if isOlder($0) { $0 = value } }
    }
}
