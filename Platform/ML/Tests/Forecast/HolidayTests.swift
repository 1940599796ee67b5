import Kernel
import ML
import Testing

@Suite("Days out of the ordinary") struct HolidayTests {
    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(
        "Easter is where the almanacs have it",
        arguments: [
            (1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2008, "2008-03-23"),
            (2026, "2026-04-05"), (2027, "2027-03-28"),
            (2038, "2038-04-25"), (2285, "2285-03-22"),
        ])
    func easter(year: Int, date: String) throws { #expect(try Holidays.easter(year) == day(date)) }

    @Test("A year that has no Easter is none", arguments: [Int.min, 0, 1582, 10_000, Int.max])
    func noEaster(year: Int) { #expect(Holidays.easter(year) == nil) }

    @Test("Italy has twelve holidays in 2025, one of them a Sunday anyway, and San Francesco since 2026")
    func italian() throws {
        let holidays = Holidays.italian()
        func all(_ year: Int) throws -> [String] {
            let first = try day("\(year)-01-01").daysSinceEpoch
            return (0..<365).map { CivilDate(daysSinceEpoch: first + $0) }.filter { holidays.contains($0) }.map(
                \.description)
        }
        #expect(
            try all(2025) == [
                "2025-01-01", "2025-01-06", "2025-04-20", "2025-04-21", "2025-04-25", "2025-05-01", "2025-06-02",
                "2025-08-15", "2025-11-01",
                "2025-12-08", "2025-12-25", "2025-12-26",
            ])
        #expect(try all(2026).contains("2026-10-04"))
        #expect(try all(2026).count == 13)
    }

    @Test("Eves come before, bridges between")
    func kinds() throws {
        let holidays = Holidays.italian(and: [try day("2026-06-24")])
        #expect(holidays.kind(try day("2026-06-02")) == .holiday)
        // The first of June is a Monday, the second a holiday.
        #expect(holidays.kind(try day("2026-06-01")) == .bridge)
        #expect(holidays.kind(try day("2026-06-23")) == .eve)
        #expect(holidays.kind(try day("2026-06-24")) == .holiday)
        #expect(holidays.kind(try day("2026-06-25")) == .ordinary)
        // The day before All Saints' is a Saturday; the patron's day is none elsewhere.
        #expect(holidays.kind(try day("2026-10-31")) == .eve)
        #expect(Holidays.italian().kind(try day("2026-06-24")) == .ordinary)
        #expect(Holidays(own: []).kind(try day("2026-12-25")) == .ordinary)
        // Between two ordinary weekend days nothing is a bridge.
        #expect(holidays.kind(try day("2026-06-08")) == .ordinary)
        #expect(
            holidays.covariates([
                try day("2026-06-02"), try day("2026-06-23"), try day("2026-06-01"), try day("2026-06-25"),
            ])
                == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]])
    }
}

@Suite("What is known of days beforehand") struct DayEffectTests {
    /// Days with a week's pattern, every tenth of which sells half as much again and every thirteenth, when it rains, a fifth less.
    private func shop(_ count: Int) -> (sold: [Double], covariates: [[Double]]) {
        let plain = SeriesForecastTests.days(count, seed: 5)
        let rows = (0..<count).map { [$0 % 10 == 3 ? 1.0 : 0, $0 % 13 == 5 ? 8.0 : 0] }
        return (zip(plain, rows).map { $0 * (1 + 0.5 * $1[0] - 0.2 * $1[1] / 8) }, rows)
    }

    @Test("A fair makes half as much again, rain a fifth less")
    func found() throws {
        let (sold, rows) = shop(364)
        let effects = try #require(DayEffects(sold, wasOpen: Array(repeating: true, count: 364), covariates: rows))
        #expect(abs(effects.factor([1, 0]) - 1.5) < 0.06)
        #expect(abs(effects.factor([0, 8]) - 0.8) < 0.06)
        #expect(abs(effects.factor([0, 0]) - 1) < 1e-12)
        #expect(effects.error < effects.baseline * 0.75)
        #expect(effects.factor([1]) == 1)
        #expect(effects.factor([.nan, 0]) == 1)
        #expect(effects.factor([1e300, 0]) == 5)
        #expect(effects.factor([-1e300, 0]) == 0.2)
    }

    @Test("What makes no difference is not used")
    func useless() {
        let plain = SeriesForecastTests.days(364, seed: 6)
        let open = Array(repeating: true, count: 364)
        // Nothing varies.
        #expect(DayEffects(plain, wasOpen: open, covariates: Array(repeating: [1.0], count: 364)) == nil)
        // Too few days, rows that do not fit, no column.
        #expect(
            DayEffects(
                Array(plain.prefix(59)), wasOpen: Array(open.prefix(59)), covariates: (0..<59).map { [Double($0 % 2)] })
                == nil)
        #expect(DayEffects(plain, wasOpen: open, covariates: [[1]]) == nil)
        #expect(DayEffects(plain, wasOpen: open, covariates: Array(repeating: [], count: 364)) == nil)
        #expect(
            DayEffects(
                plain, wasOpen: Array(repeating: false, count: 364), covariates: (0..<364).map { [Double($0 % 9)] })
                == nil)
        let ragged = (0..<364).map { $0 == 7 ? [1.0, 2] : [Double($0 % 9)] }
        #expect(DayEffects(plain, wasOpen: open, covariates: ragged) == nil)
    }

    @Test("A forecast with them knows of the fair ahead, and errs less than one without")
    func ahead() throws {
        let (sold, rows) = shop(392)
        let open = Array(repeating: true, count: 364)
        func error(_ covariates: [[Double]]) throws -> Double {
            let forecast = try #require(
                SeriesForecast.daily(
                    Array(sold.prefix(364)), wasOpen: open, willBeOpen: Array(repeating: true, count: 28),
                    covariates: covariates))
            return zip(forecast.mean, sold.suffix(28)).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
        #expect(try error(rows) < error([]) * 0.8)
        #expect(
            SeriesForecast.daily(
                sold, wasOpen: Array(repeating: true, count: 392), willBeOpen: [true], covariates: rows) == nil)
    }
}
