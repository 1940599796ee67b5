public import Database
import Foundation
public import Kernel

/// Double-entry book-keeping, for whatever has to do with money: a posting is a list of entries that add up to zero, written in the
/// transaction of what it is about. Entries are never changed; a posting that no longer holds is reversed by another.
///
/// The books know no account and no kind of subject: both are names that the caller gives. Whoever posts for a subject holds its row, so
/// that of two at once the second sees the first; without that the second is refused by a constraint.
public enum Ledger {
    /// What the money is about.
    public struct Subject: Hashable, Sendable {
        /// What kind of thing, `order`.
        public let kind: String
        /// Which one.
        public let id: Identifier<Subject>

        /// The thing of a kind with an id.
        public init<Thing>(kind: String, id: Identifier<Thing>) {
            self.kind = kind
            self.id = Identifier(id)
        }
    }

    /// The name of an account, `till:cash`.
    public struct Account: Hashable, Sendable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
        /// The name.
        public let name: String

        /// The account of a name.
        public init(_ name: String) { self.name = name }
        /// The account of a name.
        public init(stringLiteral name: String) { self.name = name }

        public var description: String { name }
        public static func < (left: Self, right: Self) -> Bool { left.name < right.name }
    }

    /// An amount on an account: a debit is positive, a credit negative.
    public struct Entry: Hashable, Sendable {
        /// Which account.
        public let account: Account
        /// How much.
        public let amount: Money

        /// An amount on an account.
        public init(_ account: Account, _ amount: Money) {
            self.account = account
            self.amount = amount
        }
    }

    /// Why a posting is refused.
    public enum Problem: Error, Hashable, Sendable {
        /// The entries do not add up to zero in a currency.
        case unbalanced(Money)
        /// The entries of a currency are too large to be added up.
        case overflow
    }

    /// The tables of the books.
    public static let migrations = FeatureMigrations(feature: "ledger", bundle: .module)

    /// Throws `Problem` unless the entries of each currency add up to zero.
    static func check(_ entries: [Entry]) throws(Problem) {
        var sums: [Currency: Int64] = [:]
        for entry in entries {
            let (sum, overflow) = sums[entry.amount.currency, default: 0]
                .addingReportingOverflow(entry.amount.cents)
            // What cannot be reversed has no place here.
            if overflow || entry.amount.cents == .min { throw .overflow }
            sums[entry.amount.currency] = sum
        }
        for (currency, sum) in sums where sum != 0 { throw .unbalanced(Money(cents: sum, currency)) }
    }
}
