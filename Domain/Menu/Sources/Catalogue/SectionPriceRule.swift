public import Kernel

/// How the price of a pizza of several sections follows from its parts. The owner chooses one, the customer can read it.
///
/// A pizza of `n` equal sections, each with the price `bᵢ` of its recipe as a whole pizza of that size, and the extras `eᵢ` (portions
/// added or doubled at their full price, and the positive differences of swaps) costs:
///
/// | rule | price |
/// | --- | --- |
/// | `dearest` | max bᵢ + Σ eᵢ |
/// | `average` | (Σ bᵢ) / n + Σ eᵢ |
/// | `proportional` | (Σ bᵢ + Σ eᵢ) / n |
/// | `surcharge(s)` | max bᵢ + Σ eᵢ, and `s` when the recipes are not all the same |
///
/// and the surcharge of the dough in every case. Nothing is rounded but the end result: half a cent counts as a cent. What is left
/// out lowers no price, as is the custom in Italy. The order of the sections never matters.
public enum SectionPriceRule: Sendable, Hashable {
    /// The dearest recipe counts; an extra costs the same on a half as on a whole.
    case dearest
    /// The mean of the recipes; an extra costs the same on a half as on a whole.
    case average
    /// Each section costs its share, extras too.
    case proportional
    /// The dearest recipe, and a fixed amount for the trouble.
    case surcharge(Money)

    /// The price in cents, or nil when it does not fit 64 bits.
    func cents(bases: [Int64], extras: [Int64], recipesDiffer: Bool) -> Int64? {
        let count = Int64(bases.count)
        guard count > 0, let base = Self.sum(bases), let extra = Self.sum(extras), let dearest = bases.max() else {
            return nil
        }
        switch self {
        case .dearest: return Self.sum([dearest, extra])
        case .average: return Self.mean(base, count).flatMap { Self.sum([$0, extra]) }
        case .proportional: return Self.sum([base, extra]).flatMap { Self.mean($0, count) }
        case .surcharge(let surcharge): return Self.sum([dearest, extra, recipesDiffer ? surcharge.cents : 0])
        }
    }

    private static func sum(_ values: [Int64]) -> Int64? {
        var total: Int64 = 0
        for value in values {
            let (sum, overflow) = total.addingReportingOverflow(value)
            if overflow { return nil }
            total = sum
        }
        return total
    }

    /// The mean of `count` values with this sum, half up. Prices are not negative.
    private static func mean(_ sum: Int64, _ count: Int64) -> Int64? {
        let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: count)
        return remainder * 2 >= count ? Self.sum([quotient, 1]) : quotient
    }
}

extension SectionPriceRule {
    /// The form that the database keeps: `dearest`, `average`, `proportional`, `surcharge:50`.
    public var text: String {
        switch self {
        case .dearest: "dearest"
        case .average: "average"
        case .proportional: "proportional"
        case .surcharge(let amount): "surcharge:\(amount.cents)"
        }
    }

    /// Reads that form; anything else is nil.
    public init?(_ text: String, _ currency: Currency) {
        switch text {
        case "dearest": self = .dearest
        case "average": self = .average
        case "proportional": self = .proportional
        default:
            guard text.hasPrefix("surcharge:"), let cents = Int64(text.dropFirst(10)), cents >= 0 else { return nil }
            self = .surcharge(Money(cents: cents, currency))
        }
    }
}
