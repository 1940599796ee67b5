import ML
import Testing

@Suite("What to prepare") struct StockPlanTests {
    private func demand(_ mean: Double, _ low: Double, _ high: Double) throws -> Demand {
        try #require(Demand(mean: mean, low: low, high: high))
    }

    @Test("The bounds are the tenth and the ninetieth hundredth")
    func quantiles() throws {
        let demand = try demand(100, 80, 130)
        #expect(abs(demand.quantile(0.1) - 80) < 1e-9)
        #expect(abs(demand.quantile(0.5) - 100) < 1e-9)
        #expect(abs(demand.quantile(0.9) - 130) < 1e-9)
        // scipy.stats.norm.ppf(0.75) / 1.2815515655446004 * 30 above the mean, and of a quarter below.
        #expect(abs(demand.quantile(0.75) - 115.78921445683977) < 1e-9)
        #expect(abs(demand.quantile(0.25) - 89.47385702877348) < 1e-9)
        #expect(demand.quantile(-3) == demand.quantile(0.001))
        #expect(demand.quantile(.nan) == demand.quantile(0.5))
        #expect(try self.demand(1, 0, 9).quantile(0) == 0)
    }

    @Test("A piece that costs one to throw away and three to miss is enough three times in four")
    func newsvendor() throws {
        let plan = try #require(StockPlan(costOfWaste: 1, costOfSellingOut: 3))
        #expect(plan.service == 0.75)
        #expect(abs(plan.amount(try demand(100, 80, 130)) - 115.78921445683977) < 1e-9)
        // Computed with numpy from the same 999 quantiles.
        let outcome = plan.outcome(120, try demand(100, 80, 130))
        #expect(abs(outcome.waste - 19.42260137271295) < 1e-6)
        #expect(abs(outcome.missing - 2.524636417538553) < 1e-6)
        #expect(abs(outcome.cost - (19.42260137271295 + 3 * 2.524636417538553)) < 1e-6)
        #expect(abs(outcome.enough - 803.0 / 999) < 1e-9)
    }

    @Test("No other amount costs less")
    func best() throws {
        let (plan, demand) = (try #require(StockPlan(costOfWaste: 2, costOfSellingOut: 5)), try demand(40, 25, 70))
        let best = plan.outcome(plan.amount(demand), demand).cost
        for amount in stride(from: 0.0, through: 120, by: 1) {
            #expect(plan.outcome(amount, demand).cost >= best - 1e-3)
        }
    }

    @Test("An ingredient of several products lies between two bounds")
    func ingredient() throws {
        let plan = try #require(StockPlan(costOfWaste: 1, costOfSellingOut: 9))
        let both = plan.amount([(2, try demand(10, 7, 13)), (1, try demand(20, 16, 24))])
        // Means 20 + 20; the ninetieth hundredths are 6 and 4 above.
        #expect(abs(both.together - 50) < 1e-9)
        #expect(abs(both.apart - (40 + 52.0.squareRoot())) < 1e-9)
        // Where waste costs more, less than the mean is prepared, and least when all vary together.
        let careful = try #require(StockPlan(costOfWaste: 9, costOfSellingOut: 1)).amount([
            (2, try demand(10, 7, 13)), (1, try demand(20, 16, 24)),
        ])
        #expect(abs(careful.together - 30) < 1e-9)
        #expect(abs(careful.apart - (40 - 52.0.squareRoot())) < 1e-9)
        let strange = plan.amount([(.nan, try demand(10, 7, 13)), (-1, try demand(10, 7, 13))])
        #expect(strange.apart == 0 && strange.together == 0)
    }

    @Test("Costs and demands that are none are refused")
    func bad() {
        #expect(StockPlan(costOfWaste: 0, costOfSellingOut: 0) == nil)
        #expect(StockPlan(costOfWaste: -1, costOfSellingOut: 2) == nil)
        #expect(StockPlan(costOfWaste: .infinity, costOfSellingOut: 2) == nil)
        #expect(StockPlan(costOfWaste: 0, costOfSellingOut: 1)?.service == 1)
        #expect(Demand(mean: 1, low: 2, high: 3) == nil)
        #expect(Demand(mean: 1, low: -1, high: 3) == nil)
        #expect(Demand(mean: .nan, low: 0, high: 3) == nil)
        #expect(Demand(mean: 1, low: 0, high: .infinity) == nil)
    }
}

@Suite("The parts of a day") struct DayProfileTests {
    @Test("Shares of a weekday are drawn to those of all days")
    func shares() throws {
        // On Mondays 30 and 10, on Tuesdays 0 and 40: together 30 and 50.
        let profile = try #require(DayProfile([[10, 4], [20, 6], [0, 40]], weekdays: [1, 1, 2], prior: 80))
        let expected: [Int: [Double]] = [0: [0.5, 0.5], 1: [0.25, 0.75], 6: [0.375, 0.625]]
        for (day, shares) in expected { #expect(profile.shares[day] == shares) }
        #expect(DayProfile([[10, 4], [0, 40]], weekdays: [1, 2], prior: 0)?.shares[1] == [0, 1])
    }

    @Test("A part of a day is negative binomial")
    func parts() throws {
        let profile = try #require(DayProfile([[6, 2.5, 0.3, 91.2]], weekdays: [3]))
        // A day of 100 whose tenths lie 0.2 × 1.28 × 100 away. scipy.stats.nbinom.ppf with r = mean² / (variance − mean).
        let day = try #require(Demand(mean: 100, low: 100 - 25.631031310892008, high: 100 + 25.631031310892008))
        let parts = try #require(profile.parts(day, weekday: 3))
        #expect(zip(parts.map(\.mean), [6, 2.5, 0.3, 91.2]).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(parts[0].low == 3 && parts[0].high == 10)
        // A day that is certain leaves Poisson: 3 to 9, as in scipy.stats.poisson.ppf.
        let certain = try #require(Demand(mean: 100, low: 100, high: 100))
        #expect(profile.parts(certain, weekday: 3)?[0].high == 9)
        #expect(profile.parts(day, weekday: 0) == nil)
        #expect(profile.parts(day, weekday: 8) == nil)
        let none = try #require(Demand(mean: 0, low: 0, high: 0))
        #expect(profile.parts(none, weekday: 3)?.allSatisfy { $0.high == 0 } == true)
        let huge = try #require(Demand(mean: 1e9, low: 0.8e9, high: 1.2e9))
        #expect(profile.parts(huge, weekday: 3)?.count == 4)
    }

    @Test("What is no day is refused, and nonsense counts as nothing")
    func bad() {
        #expect(DayProfile([], weekdays: []) == nil)
        #expect(DayProfile([[]], weekdays: [1]) == nil)
        #expect(DayProfile([[0, 0]], weekdays: [1]) == nil)
        #expect(DayProfile([[1], [1, 2]], weekdays: [1, 2]) == nil)
        #expect(DayProfile([[1]], weekdays: [0]) == nil)
        #expect(DayProfile([[1]], weekdays: [1], prior: -1) == nil)
        #expect(DayProfile([[1, -5, .nan, .infinity, 1]], weekdays: [1])?.shares[0] == [0.5, 0, 0, 0, 0.5])
    }
}
