import Kernel
import Logging

/// What every transaction of a database shares. A class, because it is handed to each of them.
final class DatabaseContext: Sendable {
    let clock: Clock
    let entropy: Entropy
    let logger: Logger
    let limits: DatabaseLimits
    let bells = Bells()
    let observer: (@Sendable (Dialect, String) -> Void)?

    init(
        clock: Clock, entropy: Entropy, logger: Logger, limits: DatabaseLimits,
        observer: (@Sendable (Dialect, String) -> Void)?
    ) {
        self.clock = clock
        self.entropy = entropy
        self.logger = logger
        self.limits = limits
        self.observer = observer
    }

    /// Tells the observer, if there is one, what is about to run.
    func saw(_ sql: SQL, _ dialect: Dialect) {
        if let observer { observer(dialect, sql.shape) }
    }
}

/// The bells that committed transactions ring.
struct Bells: Sendable {
    let outbox = Bell()
    let jobs = Bell()
    let cancellations = Bell()
}
