import Kernel
import Shop
import Testing

@Suite struct DemoTownTests {
    @Test func everyStreetIsFoundByItsOwnName() {
        let index = StreetIndex(DemoTown.streets)
        for entry in DemoTown.streets {
            let number = entry.numbers.map { String($0.lowerBound) } ?? ""
            guard
                case .found(let place) = index.locate(
                    street: entry.name, number: number, postcode: entry.postcode, city: entry.city)
            else {
                Issue.record("\(entry.name)")
                continue
            }
            #expect(place.street == entry.name && place.city == entry.city && !place.isCorrected)
            #expect(entry.numbers == nil || place.point == entry.point)
        }
    }

    @Test func everyZoneHasStreetsAndOneStreetHasNoZone() {
        let zones = DemoTown.zones
        let byZone = Dictionary(grouping: DemoTown.streets, by: { zones.match($0.point)?.name ?? "" })
        #expect(Set(byZone.keys) == ["", "Centro", "Quartieri", "Campagna"])
        #expect(byZone[""]?.map(\.name) == ["Strada del Confine"])
        #expect((byZone["Centro"]?.count ?? 0) >= 20 && (byZone["Quartieri"]?.count ?? 0) >= 20)
        #expect(zones.match(DemoTown.shop)?.name == "Centro")
        #expect(zones.all.allSatisfy { !$0.area.polygons.isEmpty })
        #expect(zones.all.map(\.fee.cents) == [150, 250, 400])
        #expect(zones.all[2].area.polygons[0].holes.count == 1)
    }

    @Test func theHoursOfThePizzeria() throws {
        let hours = DemoTown.hours(year: 2026, zone: rome)
        // Tuesday closed; Friday open until half past midnight.
        #expect(hours.services(on: day("2026-11-24"), .pickup).isEmpty)
        #expect(
            hours.services(on: day("2026-11-27"), .pickup) == [
                utc("2026-11-27T11:00Z")..<utc("2026-11-27T13:30Z"),
                utc("2026-11-27T17:00Z")..<utc("2026-11-27T23:30Z"),
            ])
        #expect(hours.services(on: day("2026-11-23"), .delivery).count == 1)
        for date in ["2026-12-25", "2027-01-01", "2028-12-25"] {
            #expect(hours.services(on: day(date), .pickup).isEmpty)
            #expect(hours.exceptions[day(date)]?.label(.it).isEmpty == false)
        }
        #expect(hours.currentClosing(at: utc("2026-12-31T20:00Z"), .pickup) == utc("2027-01-01T00:30Z"))
    }

    @Test func anOrderOfTheDemo() throws {
        let rules = DemoTown.rules(year: 2026, zone: rome)
        let now = utc("2026-11-27T18:20Z")
        let zone = try #require(DemoTown.zones.match(DemoTown.place(named: "Viale Aldo Moro")))
        let request = PromiseRequest(
            now: now, mode: .delivery, work: WorkLoad(["oven": 4]), travel: DemoTown.travelMinutes + zone.extraMinutes)
        let promise = try rules.promise(request) { _, _ in 0 }
        #expect(promise.window.kitchenSlot == utc("2026-11-27T18:30Z"))
        #expect(promise.window.from == utc("2026-11-27T19:15Z"))
        #expect(promise.bookings == [Booking(station: "oven", slot: utc("2026-11-27T18:30Z"), units: 4)])
    }
}

extension DemoTown {
    static func place(named name: String) -> GeoPoint { streets.first { $0.name == name }!.point }
}
