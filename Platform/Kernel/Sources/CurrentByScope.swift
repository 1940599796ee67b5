import Synchronization

/// One immutable value for each shop, that everybody reads and that is replaced as a whole: its menu, its zones.
public final class CurrentByScope<Value: Sendable>: Sendable {
    private let held: Mutex<[Identifier<Scope>: Value]>
    private let empty: Value

    /// Begins with `values`; `empty` is what a shop that is not there has.
    public init(_ values: [Identifier<Scope>: Value], empty: Value) {
        held = Mutex(values)
        self.empty = empty
    }

    /// The value of a shop as it is now; keep it for as long as one answer takes, so that the answer agrees with itself.
    public subscript(_ scope: Identifier<Scope>?) -> Value {
        scope.flatMap { scope in held.withLock { $0[scope] } } ?? empty
    }

    /// A part of the value of a shop as it is now, without a copy of the rest. `part` runs under a lock: it must be short.
    public func read<Part: Sendable>(_ scope: Identifier<Scope>?, _ part: (Value) -> Part) -> Part {
        guard let scope else { return part(empty) }
        return held.withLock { part($0[scope] ?? empty) }
    }

    /// The values of all shops as they are now.
    public var all: [Identifier<Scope>: Value] { held.withLock { $0 } }

    /// Replaces the value of one shop unless `isNewer` says that the one which is held is newer: of two that were read at once the later
    /// stays.
    public func replace(_ value: Value, of scope: Identifier<Scope>, unless isNewer: (_ held: Value) -> Bool) {
        held.withLock { held in
            if let known = held[scope], isNewer(known) { return }
            held[scope] = value
        }
    }

    /// Replaces all values but those that are newer than the given. A shop that is not named was opened since they were read, and stays.
    public func replace(all values: [Identifier<Scope>: Value], unless isNewer: (_ held: Value, _ given: Value) -> Bool)
    {
        held.withLock { held in held.merge(values) { old, given in isNewer(old, given) ? old : given } }
    }
}
