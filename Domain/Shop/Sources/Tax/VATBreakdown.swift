public import Kernel

/// An amount with VAT included, and what it is for.
public struct VATLine: Hashable, Sendable {
    /// What the customer pays; negative for a reduction.
    public let gross: Money
    /// What for.
    public let vatClass: VATClass

    /// A line of an order.
    public init(_ gross: Money, _ vatClass: VATClass) {
        self.gross = gross
        self.vatClass = vatClass
    }
}

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

    /// The tax in `lines` and a charge for delivery, all with VAT included.
    ///
    /// A charge taxed with the goods is split over their rates by largest remainder, in proportion to what is paid at each; if nothing is
    /// paid for the goods, equally. Throws `VATProblem`, or `MoneyError` when amounts are too large or of two currencies.
    public init(
        _ lines: [VATLine], deliveryFee: Money? = nil, supply: VATSupply, on date: CivilDate, table: VATTable,
        currency: Currency = .eur
    ) throws {
        var byRate: [Int: Money] = [:]
        func add(_ amount: Money, at rate: Int) throws {
            byRate[rate] = try (byRate[rate] ?? .zero(currency)) + amount
        }
        for line in lines { try add(line.gross, at: try table.rate(line.vatClass, supply, on: date)) }
        if let deliveryFee, deliveryFee.cents != 0 {
            switch table.delivery {
            case .ownClass(let vatClass): try add(deliveryFee, at: try table.rate(vatClass, supply, on: date))
            case .withGoods:
                let rates = byRate.keys.sorted()
                if rates.isEmpty { throw VATProblem.feeWithoutGoods }
                let shares = try deliveryFee.allocated(by: rates.map { byRate[$0]?.cents ?? 0 })
                for (rate, share) in zip(rates, shares) { try add(share, at: rate) }
            }
        }
        parts = try byRate.sorted { $0.key < $1.key }.map { rate, gross in
            let tax = try gross.taxIncluded(basisPoints: rate)
            return Part(basisPoints: rate, gross: gross, net: try gross - tax, tax: tax)
        }
        gross = try Money.sum(parts.map(\.gross), in: currency)
        net = try Money.sum(parts.map(\.net), in: currency)
        tax = try Money.sum(parts.map(\.tax), in: currency)
    }
}
