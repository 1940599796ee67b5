import Kernel
import Shop
import Testing

@Suite struct VATTests {
    let date = day("2027-01-15")

    func breakdown(
        _ parts: [Adjustment], _ supply: VATSupply = .delivery, table: VATTable = .italy
    ) throws -> VATBreakdown {
        try VATBreakdown(Adjustments(parts, in: .eur), supply: supply, on: date, table: table)
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
            try breakdown([.goods(100, bread)])
        }
        #expect(throws: VATProblem.accessoryWithoutGoods) { try breakdown([.delivery(250)]) }
    }

    @Test func theFeeFollowsTheGoods() throws {
        let result = try breakdown([.goods(1500), .goods(500, .drink), .delivery(250)])
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
        let table = VATTable(VATTable.italy.rules + [rule], delivery: .taxed(service))
        // Something off the order is off the goods, and not off what is no part of them.
        let parts: [Adjustment] = [.goods(1100), .delivery(244, table.delivery), .discount(100)]
        let result = try breakdown(parts, table: table)
        #expect(result.parts.map(\.gross.cents) == [1000, 244])
        #expect(result.parts.map(\.tax.cents) == [91, 44])
    }

    @Test func freeGoodsShareTheFeeEqually() throws {
        let result = try breakdown([.goods(0), .goods(0, .drink), .delivery(251)])
        #expect(result.parts.map(\.gross.cents) == [126, 125])
    }

    @Test func emptyAndReduced() throws {
        #expect(try breakdown([]).parts.isEmpty)
        #expect(try breakdown([]).gross == Money(cents: 0))
        let reduced = try breakdown([.goods(1100), .discount(110, .taxed(.food))])
        #expect(reduced.parts.map(\.tax.cents) == [90])
    }

    @Test func somethingOffIsOffEachRateByValue() throws {
        // 3.34 as 22.22 to 11.11: 2.2267 and 1.1133, the odd cent where the larger remainder is.
        let result = try breakdown([.goods(2222), .goods(1111, .drink), .discount(334)])
        #expect(result.parts.map(\.gross.cents) == [2222 - 223, 1111 - 111])
        #expect(result.gross.cents == 2999)
        // With the way to the door on top, what comes off and what comes on are shared out as one sum.
        let both = try breakdown([.goods(300), .goods(300, .drink), .discount(250), .discount(251), .delivery(200)])
        #expect(both.parts.map(\.gross.cents) == [149, 150])
        // Two reductions of half a cent each never take a rate below nothing.
        let free = try breakdown([.goods(3), .goods(3, .drink), .discount(3), .discount(3)])
        #expect(free.parts.map(\.gross.cents) == [0, 0])
        #expect(free.parts.map(\.tax.cents) == [0, 0])
    }

    @Test func noRateIsReducedBelowNothing() throws {
        #expect(throws: VATProblem.negative(basisPoints: 2200)) {
            try breakdown([.goods(1000), .goods(200, .drink), .discount(201, .taxed(.drink))])
        }
        // The tip would pay for it, and a tip is no business of the state's.
        #expect(throws: VATProblem.negative(basisPoints: 1000)) {
            try breakdown([.goods(1000), .discount(1001), .tip(500)])
        }
    }

    @Test func tipsAndDepositsAreOutOfScope() throws {
        let result = try breakdown([.goods(1100), .tip(200), .deposit(150)])
        #expect(result.parts.map(\.gross.cents) == [1100])
        #expect(result.tax == Money(cents: 100))
        #expect(try breakdown([.tip(200)]).parts.isEmpty)
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

    @Test func tenThousandRandomPricesAddUpToTheCent() throws {
        let entropy = Entropy.seeded(2026)
        let classes: [VATClass] = [.food, .drink, .alcohol]
        for _ in 0..<10_000 {
            let goods = (0..<entropy.int(1...8)).map { _ in
                Adjustment.goods(Int64(entropy.int(0...entropy.int(0...5000))), classes[entropy.int(0...2)])
            }
            let value = goods.reduce(0) { $0 + $1.amount.cents }
            let off = Int64(entropy.int(0...Int(value)) * entropy.int(0...1))
            let fee = Int64(entropy.int(0...1) * entropy.int(0...900))
            let supply = VATSupply.allCases[entropy.int(0...2)]
            let more: [Adjustment] = [
                .discount(off / 3), .discount(off - off / 3), .delivery(fee), .tip(Int64(entropy.int(0...300))),
            ]
            let price = try Adjustments(goods + more, in: .eur)
            let result = try VATBreakdown(price, supply: supply, on: date, table: .italy)
            #expect(price.total.cents == result.gross.cents + price.sum(.tip).cents)
            #expect(result.gross.cents == value - off + fee)
            #expect(result.net.cents + result.tax.cents == result.gross.cents)
            for part in result.parts { try check(part, goods, accessories: fee - off, value, supply) }
            #expect(try breakdown((goods + more).reversed(), supply) == result)
        }
    }

    private func check(
        _ part: VATBreakdown.Part, _ goods: [Adjustment], accessories: Int64, _ value: Int64, _ supply: VATSupply
    ) throws {
        #expect(part.gross.cents >= 0)
        #expect(part.net.cents + part.tax.cents == part.gross.cents)
        // Half up, worked out the other way round: twice the exact tax within one of twice the rounded.
        let rate = Int64(part.basisPoints)
        let error = 2 * part.tax.cents * (10_000 + rate) - 2 * part.gross.cents * rate
        #expect(error > -(10_000 + rate) && error <= 10_000 + rate)
        // No rate's share of what is shared out is a cent or more from its proportion.
        let own = try goods.filter {
            guard case .taxed(let vatClass) = $0.vat else { return false }
            return try VATTable.italy.rate(vatClass, supply, on: date) == part.basisPoints
        }.reduce(0) { $0 + $1.amount.cents }
        #expect(value == 0 || abs((part.gross.cents - own) * value - accessories * own) < value)
    }
}
