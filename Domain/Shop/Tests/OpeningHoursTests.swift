import Kernel
import Shop
import Testing

@Suite struct OpeningHoursTests {
    @Test(arguments: [
        ("2027-03-26", "2027-03-26T17:00Z", "2027-03-26T22:00Z"),
        // 18:00 to 28:00 is nine hours when 02:00 becomes 03:00, and eleven when 03:00 becomes 02:00.
        ("2027-03-27", "2027-03-27T17:00Z", "2027-03-28T02:00Z"),
        ("2027-03-28", "2027-03-28T16:00Z", "2027-03-28T21:00Z"),
        ("2027-10-30", "2027-10-30T16:00Z", "2027-10-31T03:00Z"),
        ("2027-10-31", "2027-10-31T17:00Z", "2027-10-31T22:00Z"),
    ])
    func theEveningHasTheRightLength(date: String, opens: String, closes: String) {
        #expect(nightShop.services(on: day(date), .pickup).last == utc(opens)..<utc(closes))
    }

    @Test func readingsInTheGapAndInTheRepeatedHour() {
        let inGap = OpeningHours(
            zone: rome, weekly: [.pickup: WeeklyHours([7: spans(("02:10", "02:50"), ("02:55", "03:30"))])])
        #expect(
            inGap.services(on: day("2027-03-28"), .pickup) == [utc("2027-03-28T01:00Z")..<utc("2027-03-28T01:30Z")])
        #expect(
            inGap.services(on: day("2027-10-31"), .pickup) == [
                utc("2027-10-31T00:10Z")..<utc("2027-10-31T00:50Z"),
                utc("2027-10-31T00:55Z")..<utc("2027-10-31T02:30Z"),
            ])
    }

    @Test func theRepeatedHourIsOpenTwice() {
        for minute in ["00:15", "00:59", "01:00", "01:30", "01:59", "02:59"] {
            #expect(nightShop.isOpen(at: utc("2027-10-31T\(minute)Z"), .pickup), "\(minute)")
        }
        #expect(!nightShop.isOpen(at: utc("2027-10-31T03:00Z"), .pickup))
    }

    @Test func openAtOpeningAndClosedAtClosing() {
        #expect(!nightShop.isOpen(at: utc("2027-01-15T16:59Z"), .pickup))
        #expect(nightShop.isOpen(at: utc("2027-01-15T17:00Z"), .pickup))
        #expect(nightShop.isOpen(at: utc("2027-01-15T21:59Z"), .pickup))
        #expect(!nightShop.isOpen(at: utc("2027-01-15T22:00Z"), .pickup))
        #expect(!nightShop.isOpen(at: utc("2027-01-15T18:00Z"), .delivery))
    }

    @Test func nextOpening() {
        // Monday night, over the closed Tuesday, to Wednesday.
        #expect(nightShop.nextOpening(after: utc("2027-01-18T22:00Z"), .pickup) == utc("2027-01-20T17:00Z"))
        // While open: the opening after this one.
        #expect(nightShop.nextOpening(after: utc("2027-01-20T18:00Z"), .pickup) == utc("2027-01-21T17:00Z"))
        // Strictly after.
        #expect(nightShop.nextOpening(after: utc("2027-01-20T17:00Z"), .pickup) == utc("2027-01-21T17:00Z"))
        let never = OpeningHours(zone: rome, weekly: [.pickup: .closed])
        #expect(never.nextOpening(after: utc("2027-01-20T17:00Z"), .pickup) == nil)
        #expect(nightShop.nextOpening(after: Instant(microseconds: .max), .pickup) == nil)
        #expect(nightShop.currentClosing(at: Instant(microseconds: .min), .pickup) == nil)
    }

    @Test func theSearchIsBoundedBySixtyDays() {
        func opening(in days: Int) -> Instant? {
            let date = day("2027-01-01").advanced(by: days)
            let only = HoursException(date, hours: [.pickup: spans(("12:00", "14:00"))])
            return OpeningHours(zone: rome, weekly: [:], exceptions: [only])
                .nextOpening(after: utc("2027-01-01T00:00Z"), .pickup)
        }
        #expect(opening(in: 60) == utc("2027-03-02T11:00Z"))
        #expect(opening(in: 61) == nil)
    }

    @Test func aShopThatNeverClosesHasNoOpening() {
        let always = WeeklyHours(Dictionary(uniqueKeysWithValues: (1...7).map { ($0, spans(("00:00", "24:00"))) }))
        let hours = OpeningHours(zone: rome, weekly: [.pickup: always])
        let now = utc("2027-03-27T12:00Z")
        #expect(hours.nextOpening(after: now, .pickup) == nil)
        // The end of the day sixty days on: 2027-05-27 at 00:00 of the next in summer time.
        #expect(hours.currentClosing(at: now, .pickup) == utc("2027-05-26T22:00Z"))
        #expect(hours.businessDay(of: utc("2027-03-28T02:30Z")) == day("2027-03-28"))
    }

    @Test func exceptionsReplaceTheDay() {
        let hours = OpeningHours(
            zone: rome, weekly: [.pickup: evenings, .delivery: evenings],
            exceptions: [
                HoursException(day("2027-01-15"), label: LocalizedText(it: "Festa")),
                HoursException(day("2027-01-16"), hours: [.pickup: spans(("10:00", "11:00"), ("10:30", "12:00"))]),
            ])
        #expect(hours.services(on: day("2027-01-15"), .pickup).isEmpty)
        #expect(
            hours.services(on: day("2027-01-16"), .pickup) == [utc("2027-01-16T09:00Z")..<utc("2027-01-16T11:00Z")])
        #expect(hours.services(on: day("2027-01-16"), .delivery).isEmpty)
        #expect(!hours.isOpen(at: utc("2027-01-15T18:00Z"), .pickup))
        #expect(hours.nextOpening(after: utc("2027-01-14T22:00Z"), .delivery) == utc("2027-01-17T17:00Z"))
    }

    @Test func aBreakIsTakenOutOfItsModes() {
        let hours = nightShop.with(pauses: [
            Pause(since: utc("2027-01-15T18:07Z"), until: utc("2027-01-15T19:30Z"), reason: "forno", modes: [.pickup])
        ])
        #expect(
            hours.services(on: day("2027-01-15"), .pickup) == [
                utc("2027-01-15T17:00Z")..<utc("2027-01-15T18:07Z"),
                utc("2027-01-15T19:30Z")..<utc("2027-01-15T22:00Z"),
            ])
        #expect(hours.currentClosing(at: utc("2027-01-15T17:30Z"), .pickup) == utc("2027-01-15T18:07Z"))
        #expect(hours.nextOpening(after: utc("2027-01-15T18:30Z"), .pickup) == utc("2027-01-15T19:30Z"))
        #expect(hours.pause(at: utc("2027-01-15T18:30Z"), .pickup)?.reason == "forno")
        #expect(hours.pause(at: utc("2027-01-15T18:30Z"), .delivery) == nil)
        #expect(hours.pause(at: utc("2027-01-15T19:30Z"), .pickup) == nil)
        #expect(hours.plannedServices(on: day("2027-01-15"), .pickup).count == 1)
        // A break over the whole evening leaves nothing of it.
        let all = nightShop.with(pauses: [Pause(until: utc("2027-01-15T23:00Z"), reason: "")])
        #expect(all.nextOpening(after: utc("2027-01-15T17:30Z"), .pickup) == utc("2027-01-16T11:00Z"))
    }

    @Test func aStretchIsNotEmptyBackwardsOrOfAnotherDay() {
        #expect(ServiceSpan("18:00", "18:00") == nil)
        #expect(ServiceSpan("18:00", "17:00") == nil)
        #expect(ServiceSpan("24:00", "25:00") == nil)
        #expect(ServiceSpan("23:59", "47:59") != nil)
        #expect(ServiceSpan("18:00", "48:00") == nil)
    }
}
