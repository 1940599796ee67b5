/// A currency by its ISO 4217 code. Amounts are held in hundredths, which is right for every currency a shop here uses.
public struct Currency: Hashable, Sendable, TextCodable {
    /// Three upper-case letters.
    public let code: String

    /// Accepts three ASCII upper-case letters; anything else is nil.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
        self.code = code
    }

    private init(known: String) { code = known }

    /// The euro.
    public static let eur = Currency(known: "EUR")
    /// The United States dollar.
    public static let usd = Currency(known: "USD")

    public var description: String { code }
}

/// What can go wrong when amounts meet.
public enum MoneyError: Error, Equatable, Sendable {
    /// The result does not fit 64 bits.
    case overflow
    /// Two currencies in one sum.
    case currencies(Currency, Currency)
}

/// An amount of money: whole cents and their currency. All arithmetic is checked; nothing rounds by accident.
public struct Money: Hashable, Sendable, TextCodable {
    /// Hundredths of the currency's unit; may be negative (a refund, a discount).
    public let cents: Int64
    /// What they are hundredths of.
    public let currency: Currency

    /// An amount in cents, euro unless said otherwise.
    public init(cents: Int64, _ currency: Currency = .eur) {
        self.cents = cents
        self.currency = currency
    }

    /// Reads `1250 EUR`, cents and their currency; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let cents = Int64(parts[0]), let currency = Currency(String(parts[1])) else {
            return nil
        }
        self.init(cents: cents, currency)
    }

    /// Cents and their currency, for machines: `1250 EUR`.
    public var description: String { "\(cents) \(currency.code)" }

    /// Nothing, in `currency`.
    public static func zero(_ currency: Currency) -> Money { Money(cents: 0, currency) }

    /// The sum; throws `MoneyError` on overflow or mixed currencies.
    public static func + (left: Money, right: Money) throws -> Money {
        try left.checked(right) { $0.addingReportingOverflow($1) }
    }

    /// The difference; throws `MoneyError` on overflow or mixed currencies.
    public static func - (left: Money, right: Money) throws -> Money {
        try left.checked(right) { $0.subtractingReportingOverflow($1) }
    }

    /// `count` times the amount; throws `MoneyError.overflow`.
    public static func * (amount: Money, count: Int) throws -> Money {
        let (cents, overflow) = amount.cents.multipliedReportingOverflow(by: Int64(count))
        if overflow { throw MoneyError.overflow }
        return Money(cents: cents, amount.currency)
    }

    /// The sum of all, zero of `currency` when there is none.
    public static func sum(_ amounts: some Sequence<Money>, in currency: Currency) throws -> Money {
        try amounts.reduce(.zero(currency)) { try $0 + $1 }
    }

    /// Splits the amount in proportion to `weights` so that the parts add up exactly (largest remainder; ties to the earlier part).
    ///
    /// Negative weights count as zero; if all weights are zero the parts are equal. Throws `MoneyError.overflow`.
    public func allocated(by weights: [Int64]) throws -> [Money] {
        if weights.isEmpty { return [] }
        var shares = weights.map { max($0, 0) }
        if shares.allSatisfy({ $0 == 0 }) { shares = shares.map { _ in 1 } }
        var total: Int64 = 0
        for share in shares {
            let (sum, overflow) = total.addingReportingOverflow(share)
            if overflow { throw MoneyError.overflow }
            total = sum
        }
        let magnitude = cents.magnitude
        var parts: [UInt64] = []
        var remainders: [(UInt64, Int)] = []
        for (index, share) in shares.enumerated() {
            let product = magnitude.multipliedFullWidth(by: UInt64(share))
            // share ≤ total, so the quotient is no larger than the amount and cannot overflow.
            let (quotient, remainder) = UInt64(total).dividingFullWidth(product)
            parts.append(quotient)
            remainders.append((remainder, index))
        }
        var left = magnitude - parts.reduce(0, +)
        for (_, index) in remainders.sorted(by: { ($1.0, $0.1) < ($0.0, $1.1) }) where left > 0 {
            parts[index] += 1
            left -= 1
        }
        return parts.map { Money(cents: cents < 0 ? -Int64(clamping: $0) : Int64(clamping: $0), currency) }
    }

    /// The tax inside a gross amount at `basisPoints` (hundredths of a percent), rounded half away from zero.
    public func taxIncluded(basisPoints: Int) throws -> Money {
        guard basisPoints >= 0, basisPoints <= 1_000_000 else { throw MoneyError.overflow }
        let rate = UInt64(basisPoints)
        let product = cents.magnitude.multipliedFullWidth(by: rate)
        let (quotient, remainder) = (10_000 + rate).dividingFullWidth(product)
        let rounded = Int64(clamping: remainder * 2 >= 10_000 + rate ? quotient + 1 : quotient)
        return Money(cents: cents < 0 ? -rounded : rounded, currency)
    }

    private func checked(
        _ other: Money, _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
    ) throws -> Money {
        guard currency == other.currency else { throw MoneyError.currencies(currency, other.currency) }
        let (cents, overflow) = operation(cents, other.cents)
        if overflow { throw MoneyError.overflow }
        return Money(cents: cents, currency)
    }
}
