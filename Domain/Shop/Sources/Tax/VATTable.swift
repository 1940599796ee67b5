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

/// What can stand against computing the tax.
public enum VATProblem: Error, Hashable, Sendable {
    /// The table has no rate for this.
    case noRate(VATClass, VATSupply, CivilDate)
    /// An addition or a reduction that is taxed with the goods, and no goods.
    case accessoryWithoutGoods
    /// At a rate in hundredths of a percent more is taken off than there is.
    case negative(basisPoints: Int)
}

/// The rates of VAT by what, how and when: configuration that the owner's accountant confirms.
public struct VATTable: Hashable, Sendable {
    /// The rules, by day.
    public let rules: [VATRule]
    /// How the charge for delivery is taxed: as an accessory to the goods, or as a service of a class of its own.
    public let delivery: VATNature

    /// A table of rules in any order. Of two for the same day the later in the list holds.
    public init(_ rules: [VATRule], delivery: VATNature = .accessory) {
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
