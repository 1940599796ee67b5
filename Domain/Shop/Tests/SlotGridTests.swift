import Kernel
import Shop
import Testing

@Suite struct SlotGridTests {
    let grid = SlotGrid(lastOrder: 0)!

    @Test func noSlotInTheGap() {
        let starts = grid.slots(on: day("2027-03-28"), .delivery, nightShop)
        #expect(starts == ["00:30", "00:45", "01:00", "01:15", "01:30"].map { utc("2027-03-28T\($0)Z") })
        #expect(
            starts.map { rome.local($0).time.description } == ["01:30", "01:45", "03:00", "03:15", "03:30"])
    }

    @Test func theRepeatedHourHasItsSlotsTwice() {
        let starts = grid.slots(on: day("2027-10-31"), .delivery, nightShop)
        #expect(
            starts == [utc("2027-10-30T23:30Z"), utc("2027-10-30T23:45Z")]
                + ["00:00", "00:15", "00:30", "00:45", "01:00", "01:15", "01:30", "01:45", "02:00", "02:15", "02:30"]
                .map { utc("2027-10-31T\($0)Z") })
        #expect(starts.filter { rome.local($0).time.description == "02:30" }.count == 2)
    }

    @Test func theNightsOfTheChangeHaveTheirLength() {
        func count(_ date: String) -> Int {
            grid.services(on: day(date), .pickup, nightShop).last?.starts.count ?? 0
        }
        #expect(count("2027-03-20") == 40)
        #expect(count("2027-03-27") == 36)
        #expect(count("2027-10-30") == 44)
    }

    /// Number, sum and exclusive or of the seconds of all slots of 2027, from a table made minute by minute with another time zone library.
    @Test func aYearOfSlotsIsThatOfTheTable() {
        func table(_ mode: ServiceMode, _ grid: SlotGrid) -> [Int64] {
            var table: [Int64] = [0, 0, 0]
            var date = day("2027-01-01")
            while date.year == 2027 {
                for slot in grid.slots(on: date, mode, nightShop) {
                    table = [table[0] + 1, table[1] + slot.seconds, table[2] ^ slot.seconds]
                }
                date = date.advanced(by: 1)
            }
            return table
        }
        #expect(table(.pickup, .usual) == [7455, 13_527_209_407_500, 1_820_267_628])
        #expect(table(.delivery, grid) == [572, 1_037_897_884_800, 94_000])
    }

    @Test func slotsLieWhollyInside() throws {
        let hours = OpeningHours(zone: rome, weekly: [.pickup: WeeklyHours([5: spans(("18:05", "19:55"))])])
        let date = day("2027-01-15")
        #expect(grid.slots(on: date, .pickup, hours).first == utc("2027-01-15T17:15Z"))
        #expect(grid.slots(on: date, .pickup, hours).last == utc("2027-01-15T18:30Z"))
        // Half an hour before 19:55 is 19:25, so that 19:15 is the last.
        #expect(SlotGrid.usual.slots(on: date, .pickup, hours).last == utc("2027-01-15T18:15Z"))
        let twenty = try #require(SlotGrid(minutes: 20, lastOrder: 0))
        #expect(
            twenty.slots(on: date, .pickup, hours).map { rome.local($0).time.description }
                == ["18:20", "18:40", "19:00", "19:20"])
    }

    @Test func aBreakTakesTheSlotsItTouchesAndNoLastOrder() {
        let hours = nightShop.with(pauses: [
            Pause(since: utc("2027-01-15T18:07Z"), until: utc("2027-01-15T18:31Z"), reason: "")
        ])
        let starts = Set(SlotGrid.usual.slots(on: day("2027-01-15"), .pickup, hours))
        let planned = Set(SlotGrid.usual.slots(on: day("2027-01-15"), .pickup, nightShop))
        #expect(
            planned.subtracting(starts) == Set(["18:00", "18:15", "18:30"].map { utc("2027-01-15T\($0)Z") }))
    }

    @Test func leadTimeAndHorizon() throws {
        let grid = try #require(SlotGrid(lead: 20, horizon: 1))
        let open = grid.open(at: utc("2027-01-15T17:01Z"), .pickup, nightShop)
        #expect(open.first?.starts.first == utc("2027-01-15T17:30Z"))
        #expect(open.map(\.day) == [day("2027-01-15"), day("2027-01-16"), day("2027-01-16")])
        let joining = try #require(SlotGrid(lead: -14))
        #expect(joining.open(at: utc("2027-01-15T17:14Z"), .pickup, nightShop)[0].starts[0] == utc("2027-01-15T17:00Z"))
    }

    @Test func aGridOfNonsenseIsNone() {
        #expect(SlotGrid(minutes: 0) == nil)
        #expect(SlotGrid(minutes: 7) == nil)
        #expect(SlotGrid(minutes: 120) == nil)
        #expect(SlotGrid(lead: -15) == nil)
        #expect(SlotGrid(lastOrder: -1) == nil)
        #expect(SlotGrid(horizon: 61) == nil)
    }

    @Test func alignmentInAZoneOfHalfHours() throws {
        // Lord Howe moves by half an hour: 02:00 to 02:30 on 2027-10-03, at 15:30 UTC of the day before.
        let howe = try #require(ShopZone("Australia/Lord_Howe"))
        let hourly = try #require(SlotGrid(minutes: 60, lastOrder: 0))
        #expect(hourly.aligned(utc("2027-10-02T14:31Z"), in: howe) == utc("2027-10-02T16:00Z"))
        #expect(howe.local(utc("2027-10-02T16:00Z")).time.description == "03:00")
    }
}
