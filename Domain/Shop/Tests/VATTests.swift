import Kernel
import Shop
import Testing

@Suite struct VATTests {
    let date = day("2027-01-15")

    func breakdown(_ lines: [VATLine], fee: Int64? = nil, _ supply: VATSupply = .delivery) throws -> VATBreakdown {
        try VATBreakdown(
            lines, deliveryFee: fee.map { Money(cents: $0) }, supply: supply, on: date, table: .italy)
    }

    @Test(arguments: [
        (VATClass.food, VATSupply.delivery, "2027-01-15", 1000), (.food, .pickup, "2027-01-15", 1000),
        (.food, .table, "2027-01-15", 1000), (.drink, .delivery, "2027-01-15", 2200),
        (.drink, .pickup, "2027-01-15", 2200), (.drink, .table, "2027-01-15", 1000),
        (.alcohol, .delivery, "2027-01-15", 2200), (.drink, .pickup, "2013-10-01", 2200),
        (.drink, .pickup, "2013-09-30", 2100), (.drink, .pickup, "2011-09-17", 2100),
        (.drink, .pickup, "2011-09-16", 2000), (.food, .pickup, "2015-06-01", 1000),
    ])
    func theItalianTable(vatClass: VATClass, supply: VATSupply, date: String, rate: Int) throws {
        #expect(try VATTable.italy.rate(vatClass, supply, on: day(date)) == rate)
    }

    @Test func whatTheTableDoesNotKnowIsNoGuess() {
        #expect(throws: VATProblem.noRate(.food, .pickup, day("1990-01-01"))) {
            try VATTable.italy.rate(.food, .pickup, on: day("1990-01-01"))
        }
        let bread = VATClass(rawValue: "bread")
        #expect(throws: VATProblem.noRate(bread, .delivery, date)) {
            try breakdown([VATLine(Money(cents: 100), bread)])
        }
        #expect(throws: VATProblem.feeWithoutGoods) { try breakdown([], fee: 250) }
    }

    @Test func theFeeFollowsTheGoods() throws {
        let result = try breakdown(
            [VATLine(Money(cents: 1500), .food), VATLine(Money(cents: 500), .drink)], fee: 250)
        // 250 as 1500 to 500: 187.5 and 62.5, the odd cent to the lower rate.
        #expect(result.parts.map(\.basisPoints) == [1000, 2200])
        #expect(result.parts.map(\.gross.cents) == [1688, 562])
        #expect(result.parts.map(\.tax.cents) == [153, 101])
        #expect(result.gross == Money(cents: 2250))
        #expect(result.net == Money(cents: 2250 - 254))
    }

    @Test func theFeeAsAServiceOfItsOwn() throws {
        let service = VATClass(rawValue: "delivery")
        let rule = VATRule(service, .delivery, from: day("2000-01-01"), basisPoints: 2200)
        let table = VATTable(VATTable.italy.rules + [rule], delivery: .ownClass(service))
        let result = try VATBreakdown(
            [VATLine(Money(cents: 1000), .food)], deliveryFee: Money(cents: 244), supply: .delivery, on: date,
            table: table)
        #expect(result.parts.map(\.gross.cents) == [1000, 244])
        #expect(result.parts.map(\.tax.cents) == [91, 44])
    }

    @Test func freeGoodsShareTheFeeEqually() throws {
        let result = try breakdown([VATLine(Money(cents: 0), .food), VATLine(Money(cents: 0), .drink)], fee: 251)
        #expect(result.parts.map(\.gross.cents) == [126, 125])
    }

    @Test func emptyAndReducedAndTooLarge() throws {
        #expect(try breakdown([]).parts.isEmpty)
        #expect(try breakdown([]).gross == Money(cents: 0))
        let reduced = try breakdown([VATLine(Money(cents: 1100), .food), VATLine(Money(cents: -110), .food)])
        #expect(reduced.parts.map(\.tax.cents) == [90])
        let most = VATLine(Money(cents: .max), .food)
        #expect(throws: MoneyError.overflow) { try breakdown([most, most]) }
        #expect(throws: MoneyError.self) { try breakdown([VATLine(Money(cents: 1, .usd), .food)]) }
    }

    @Test func aLaterRuleOfTheSameDayHolds() throws {
        let table = VATTable([
            VATRule(.food, .pickup, from: date, basisPoints: 500),
            VATRule(.food, .pickup, from: date, basisPoints: 400),
            VATRule(.drink, .pickup, from: date, basisPoints: -3),
        ])
        #expect(try table.rate(.food, .pickup, on: date) == 400)
        #expect(try table.rate(.drink, .pickup, on: date) == 0)
    }

    @Test func tenThousandRandomCartsAddUpToTheCent() throws {
        let entropy = Entropy.seeded(2026)
        let classes: [VATClass] = [.food, .drink, .alcohol]
        for _ in 0..<10_000 {
            let lines = (0..<entropy.int(1...12)).map { _ in
                VATLine(Money(cents: Int64(entropy.int(0...entropy.int(0...5000)))), classes[entropy.int(0...2)])
            }
            let fee = Int64(entropy.int(0...1) * entropy.int(0...900))
            let supply = VATSupply.allCases[entropy.int(0...2)]
            let result = try breakdown(lines, fee: fee, supply)
            let paid = lines.reduce(0) { $0 + $1.gross.cents } + fee
            #expect(result.gross.cents == paid)
            #expect(result.net.cents + result.tax.cents == paid)
            for part in result.parts {
                #expect(part.net.cents + part.tax.cents == part.gross.cents)
                // Half up, worked out the other way round: twice the exact tax within one of twice the rounded.
                let rate = Int64(part.basisPoints)
                let error = 2 * part.tax.cents * (10_000 + rate) - 2 * part.gross.cents * rate
                #expect(error > -(10_000 + rate) && error <= 10_000 + rate)
            }
            // No rate's share of the fee is a cent or more from its proportion.
            let goods = paid - fee
            for part in result.parts where goods > 0 {
                let own = try lines.filter {
                    try VATTable.italy.rate($0.vatClass, supply, on: date) == part.basisPoints
                }.reduce(0) { $0 + $1.gross.cents }
                #expect(abs((part.gross.cents - own) * goods - fee * own) < goods)
            }
            #expect(try breakdown(lines.reversed(), fee: fee, supply) == result)
        }
    }
}
