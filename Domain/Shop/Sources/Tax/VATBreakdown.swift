public import Kernel

/// An order's amounts by rate. In each part and in all, net and tax add up to gross exactly.
public struct VATBreakdown: Hashable, Sendable, Codable {
    /// The amounts at one rate.
    public struct Part: Hashable, Sendable, Codable {
        /// The rate in hundredths of a percent.
        public let basisPoints: Int
        /// With tax.
        public let gross: Money
        /// Without.
        public let net: Money
        /// The tax, rounded half away from zero once per rate.
        public let tax: Money
    }

    /// The parts, by rate.
    public let parts: [Part]
    /// The sum of all with tax.
    public let gross: Money
    /// The sum of all without.
    public let net: Money
    /// The sum of the taxes.
    public let tax: Money

    /// Nothing sold.
    public static func none(_ currency: Currency) -> VATBreakdown { VATBreakdown(nothing: .zero(currency)) }

    private init(nothing zero: Money) {
        parts = []
        (gross, net, tax) = (zero, zero, zero)
    }

    /// The tax in the parts of a price, all with VAT included.
    ///
    /// Accessories, additions and reductions together, are shared out over the rates of the goods by largest remainder, in proportion to
    /// what is paid for the goods at each once their own reductions are off; if that is nothing, equally. What is out of scope is not here.
    /// Throws `VATProblem`, or `MoneyError` when amounts are too large.
    public init(_ adjustments: Adjustments, supply: VATSupply, on date: CivilDate, table: VATTable) throws {
        let currency = adjustments.currency
        var (goods, others): ([Int: Money], [Int: Money]) = ([:], [:])
        for part in adjustments.list {
            guard case .taxed(let vatClass) = part.vat else { continue }
            let rate = try table.rate(vatClass, supply, on: date)
            if part.kind == .goods || part.amount.cents < 0 {
                goods[rate] = try (goods[rate] ?? .zero(currency)) + part.amount
            } else {
                others[rate] = try (others[rate] ?? .zero(currency)) + part.amount
            }
        }
        let shares = try Self.shares(of: adjustments.sum { $0.vat == .accessory }, over: goods)
        let byRate = try goods.merging(shares, uniquingKeysWith: +).merging(others, uniquingKeysWith: +)
        parts = try byRate.sorted { $0.key < $1.key }.map { rate, gross in
            guard gross.cents >= 0 else { throw VATProblem.negative(basisPoints: rate) }
            let tax = try gross.taxIncluded(basisPoints: rate)
            return Part(basisPoints: rate, gross: gross, net: try gross - tax, tax: tax)
        }
        gross = try Money.sum(parts.map(\.gross), in: currency)
        net = try Money.sum(parts.map(\.net), in: currency)
        tax = try Money.sum(parts.map(\.tax), in: currency)
    }

    /// What accessories come to at each rate of the goods.
    private static func shares(of accessories: Money, over goods: [Int: Money]) throws -> [Int: Money] {
        let rates = goods.sorted { $0.key < $1.key }
        for (rate, gross) in rates where gross.cents < 0 { throw VATProblem.negative(basisPoints: rate) }
        if accessories.cents == 0 { return [:] }
        guard !rates.isEmpty else { throw VATProblem.accessoryWithoutGoods }
        let shares = try accessories.allocated(by: rates.map(\.value.cents))
        return Dictionary(uniqueKeysWithValues: zip(rates.map(\.key), shares))
    }
}
