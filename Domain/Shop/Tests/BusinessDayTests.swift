import Kernel
import Shop
import Testing

@Suite struct BusinessDayTests {
    @Test(arguments: [
        // Saturday's night is open until four and counts until five.
        ("2027-01-16T11:00Z", "2027-01-16"), ("2027-01-16T23:30Z", "2027-01-16"), ("2027-01-17T02:59Z", "2027-01-16"),
        ("2027-01-17T03:59Z", "2027-01-16"), ("2027-01-17T04:00Z", "2027-01-17"),
        // Tuesday is closed: nothing but the cut-over.
        ("2027-01-19T03:59Z", "2027-01-18"), ("2027-01-19T04:00Z", "2027-01-19"), ("2027-01-19T22:59Z", "2027-01-19"),
        ("2027-01-19T23:00Z", "2027-01-19"),
        // 05:00 is two hours from midnight UTC in summer.
        ("2027-07-06T02:59Z", "2027-07-05"), ("2027-07-06T03:00Z", "2027-07-06"),
    ])
    func theNightBelongsToTheDayBefore(instant: String, expected: String) {
        let hours = OpeningHours(zone: rome, weekly: [.pickup: evenings])
        #expect(hours.businessDay(of: utc(instant)) == day(expected))
    }

    @Test func anOpenNightIsNotSplitByTheCutOver() {
        let hours = OpeningHours(zone: rome, weekly: [.pickup: WeeklyHours([6: spans(("20:00", "30:30"))])])
        #expect(hours.businessDay(of: utc("2027-01-17T04:30Z")) == day("2027-01-16"))
        #expect(hours.businessDay(of: utc("2027-01-17T05:30Z")) == day("2027-01-17"))
    }

    @Test func anEarlyOpeningBeginsItsDay() {
        let hours = OpeningHours(zone: rome, weekly: [.pickup: WeeklyHours([2: spans(("03:30", "04:00"))])])
        #expect(hours.businessDay(of: utc("2027-01-19T02:29Z")) == day("2027-01-18"))
        #expect(hours.businessDay(of: utc("2027-01-19T02:30Z")) == day("2027-01-19"))
        #expect(hours.businessDay(of: utc("2027-01-19T03:30Z")) == day("2027-01-19"))
    }

    @Test func aBreakDoesNotMoveTheDay() {
        let hours = OpeningHours(
            zone: rome, weekly: [.pickup: WeeklyHours([6: spans(("20:00", "30:30"))])],
            pauses: [Pause(until: utc("2027-02-01T00:00Z"), reason: "")])
        #expect(hours.businessDay(of: utc("2027-01-17T04:30Z")) == day("2027-01-16"))
    }

    @Test func daysNeverGoBackThroughAYear() {
        var last = nightShop.businessDay(of: utc("2026-12-31T00:00Z"))
        var instant = utc("2026-12-31T00:00Z")
        var days = Set<CivilDate>()
        while instant < utc("2028-01-02T00:00Z") {
            let today = nightShop.businessDay(of: instant)
            #expect(today >= last)
            days.insert(today)
            last = today
            instant = instant + .minutes(29)
        }
        // 30 December 2026, of which the first hours are the night, to 1 January 2028.
        #expect(days.count == 368)
    }
}
