import Kernel

extension VATTable {
    /// The rates of Italy as a first setting, to be confirmed by the owner's accountant.
    ///
    /// Prepared dishes: 10 % however supplied (D.P.R. 633/1972, table A part III, no. 80; law 178/2020 art. 1 par. 40 says that
    /// this covers takeaway and delivery). Anything served at the table: 10 % (no. 121). Drinks sold to go or delivered follow the
    /// ordinary rate: 20 % from October 1997, 21 % from 17 September 2011 (D.L. 138/2011), 22 % from October 2013
    /// (D.L. 98/2011 art. 40). Delivery by the seller is accessory to the goods (D.P.R. 633/1972 art. 12).
    public static let italy: VATTable = {
        let away: [VATSupply] = [.delivery, .pickup]
        let drinks: [VATClass] = [.drink, .alcohol]
        var rules: [VATRule] = []
        func add(_ day: String, _ basisPoints: Int, _ classes: [VATClass], _ supplies: [VATSupply]) {
            guard let from = CivilDate(day) else { return }
            for vatClass in classes {
                rules += supplies.map { VATRule(vatClass, $0, from: from, basisPoints: basisPoints) }
            }
        }
        add("1997-10-01", 1000, [.food], VATSupply.allCases)
        add("1997-10-01", 1000, drinks, [.table])
        add("1997-10-01", 2000, drinks, away)
        add("2011-09-17", 2100, drinks, away)
        add("2013-10-01", 2200, drinks, away)
        return VATTable(rules)
    }()
}
