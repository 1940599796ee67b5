import Foundation
import Kernel
import Testing

@Suite struct TimeTests {
    let rome = ShopZone("Europe/Rome")!

    @Test func aReadingInTheSpringGapDoesNotExist() throws {
        let day = try #require(CivilDate("2027-03-28"))
        #expect(rome.instant(day, try #require(WallTime("02:30"))) == nil)
        #expect(rome.instantAfterGap(day, try #require(WallTime("02:30"))).description == "2027-03-28T01:00:00.000Z")
        #expect(rome.instant(day, try #require(WallTime("03:00")))?.description == "2027-03-28T01:00:00.000Z")
    }

    @Test func aReadingThatOccursTwiceIsTheEarlier() throws {
        let day = try #require(CivilDate("2027-10-31"))
        #expect(rome.instant(day, try #require(WallTime("02:30")))?.description == "2027-10-31T00:30:00.000Z")
    }

    @Test func theNightBelongsToTheDayBefore() throws {
        let friday = try #require(CivilDate("2026-11-27"))
        #expect(rome.instant(friday, try #require(WallTime("25:30")))?.description == "2026-11-28T00:30:00.000Z")
        #expect(WallTime("25:30")?.description == "01:30")
    }

    @Test func datesGoThereAndBack() throws {
        for days in stride(from: -800_000, through: 2_900_000, by: 997) {
            let date = CivilDate(daysSinceEpoch: days)
            if date.year >= 1 { #expect(CivilDate(number: date.number) == date) }
        }
        #expect(CivilDate("2026-11-23")?.weekday == 1)
        #expect(CivilDate("2023-02-29") == nil)
        #expect(CivilDate("2024-02-29")?.advanced(by: 1).description == "2024-03-01")
    }

    @Test func identifiersSortByTimeAndReadBack() throws {
        struct Thing {}
        let entropy = Entropy.seeded(1)
        let early: Identifier<Thing> = entropy.identifier(at: Instant(seconds: 1000))
        let late: Identifier<Thing> = entropy.identifier(at: Instant(seconds: 1001))
        #expect(early < late)
        #expect(Identifier<Thing>(early.description) == early)
        #expect(Identifier<Thing>(early.description.uppercased()) == early)
        #expect(Identifier<Thing>("x" + early.description.dropFirst()) == nil)
        #expect(Identifier<Thing>(early.description + "0") == nil)
        #expect(early.description.dropFirst(14).first == "7")
    }

    @Test func textIsCleanedAndBounded() throws {
        #expect(try CleanText.clean("  a\tb\r\nc ", limit: 10) == "a b c")
        #expect(try CleanText.clean("e\u{301}", limit: 2) == "é")
        #expect(throws: CleanText.Problem.forbiddenCharacter) { try CleanText.clean("a\u{0}", limit: 10) }
        #expect(throws: CleanText.Problem.forbiddenCharacter) { try CleanText.clean("a\u{202E}b", limit: 10) }
        #expect(try CleanText.clean("èèè", limit: 3) == "èèè")
        #expect(throws: CleanText.Problem.tooLong(limit: 3)) { try CleanText.clean("èèèè", limit: 3) }
    }

    @Test("The ends of the scale can be said")
    func ends() {
        #expect(Instant(microseconds: .max).description.hasSuffix(":54.775Z"))
        #expect(Instant(microseconds: .min).description.hasSuffix(":05.224Z"))
        #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }
}

@Suite struct ZoneOffsetsTests {
    @Test(arguments: [
        "Europe/Rome", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca",
    ]) func everyMomentIsAsTheZoneHasIt(_ name: String) throws {
        let (shop, zone) = (try #require(ShopZone(name)), try #require(TimeZone(identifier: name)))
        // Two years around New Year 2012, when Samoa left out a day, and 2026, each quarter of an hour and the second before it.
        for start in [1_293_840_000, 1_767_225_600] as [Int64] {
            for step in stride(from: Int64(0), to: 2 * 365 * 86_400, by: 900) {
                for seconds in [start + step, start + step - 1] {
                    let moment = Instant(seconds: seconds)
                    if shop.offset(at: moment) != zone.secondsFromGMT(for: moment.date) {
                        Issue.record("\(name) at \(moment)")
                        return
                    }
                }
            }
        }
    }

    @Test func farAwayMomentsTrapNothing() throws {
        let rome = try #require(ShopZone("Europe/Rome"))
        for seconds in [Int64.min / 1_000_000, -62_135_596_800, 0, 253_402_300_799, Int64.max / 1_000_000] {
            #expect(abs(rome.offset(at: Instant(seconds: seconds))) < 86_400)
        }
        #expect(rome == ShopZone("Europe/Rome") && rome != .utc)
    }
}
