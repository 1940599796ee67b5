public import Kernel

/// One line of the table of rates.
public struct VATRule: Hashable, Sendable, Codable {
    /// What it is about.
    public let vatClass: VATClass
    /// How it is supplied.
    public let supply: VATSupply
    /// The first day on which it holds; it holds until a later rule does.
    public let from: CivilDate
    /// The rate in hundredths of a percent: 10 % is 1000.
    public let basisPoints: Int

    /// A line of the table; the rate is brought into 0 … 10,000.
    public init(_ vatClass: VATClass, _ supply: VATSupply, from: CivilDate, basisPoints: Int) {
        self.vatClass = vatClass
        self.supply = supply
        self.from = from
        self.basisPoints = min(max(basisPoints, 0), 10_000)
    }
}

/// How the charge for delivery is taxed.
public enum VATOfDelivery: Hashable, Sendable {
    /// As an accessory to the goods: split over their rates in proportion to their amounts.
    case withGoods
    /// As a service of its own, at the rate of this class.
    case ownClass(VATClass)
}

/// What can stand against computing the tax.
public enum VATProblem: Error, Hashable, Sendable {
    /// The table has no rate for this.
    case noRate(VATClass, VATSupply, CivilDate)
    /// A charge for delivery without any goods to tax it with.
    case feeWithoutGoods
}

/// The rates of VAT by what, how and when: configuration that the owner's accountant confirms.
public struct VATTable: Hashable, Sendable {
    /// The rules, by day.
    public let rules: [VATRule]
    /// How delivery is taxed.
    public let delivery: VATOfDelivery

    /// A table of rules in any order. Of two for the same day the later in the list holds.
    public init(_ rules: [VATRule], delivery: VATOfDelivery = .withGoods) {
        self.rules = rules.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }
            .map(\.element)
        self.delivery = delivery
    }

    /// The rate in hundredths of a percent on a day, by the latest rule that has begun. Throws `VATProblem.noRate`.
    public func rate(_ vatClass: VATClass, _ supply: VATSupply, on date: CivilDate) throws(VATProblem) -> Int {
        let rule = rules.last { $0.vatClass == vatClass && $0.supply == supply && $0.from <= date }
        guard let rule else { throw .noRate(vatClass, supply, date) }
        return rule.basisPoints
    }
}
