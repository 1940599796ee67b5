import Database
import FeatureKit
import Ledger

/// The books of the shops, which every feature that moves money writes into: their tables, and what must be true of them.
struct Books: Feature {
    static let name = "ledger"
    static var migrations: FeatureMigrations? { Ledger.migrations }
    static var invariants: [Invariant] { Ledger.invariants }
}
