import Kernel
import Shop
import Testing

@Suite struct PromisePropertyTests {
    /// A thousand random orders against the nights of both clock changes.
    @Test(arguments: ["2027-03-27T17:00Z", "2027-10-30T16:00Z"])
    func noSlotIsEverOverbooked(opening: String) throws {
        let entropy = Entropy.seeded(7)
        let limits = ["oven": 16, "fryer": 8]
        let rules = PromiseRules(hours: nightShop, capacity: Capacity(limits))
        let grid = Set(
            SlotGrid.usual.open(at: utc(opening), .pickup, nightShop).flatMap(\.starts))
        var booked = BookedWork()
        var rows: [Booking] = []
        var refused = 0
        for _ in 0..<1000 {
            let work = WorkLoad(["oven": entropy.int(0...40), "fryer": entropy.int(0...9), "bar": 3])
            let request = PromiseRequest(
                now: utc(opening) + .minutes(Int64(entropy.int(0...600))), mode: .pickup, work: work)
            guard let promise = try? rules.promise(request, used: { booked.units($0, $1) }) else {
                refused += 1
                continue
            }
            for (station, units) in work.units where limits[station] != nil {
                #expect(promise.bookings.filter { $0.station == station }.reduce(0) { $0 + $1.units } == units)
            }
            #expect(promise.bookings.allSatisfy { $0.units > 0 && limits[$0.station] != nil && grid.contains($0.slot) })
            #expect(promise.bookings.allSatisfy { $0.slot >= request.now && $0.slot <= promise.window.kitchenSlot })
            #expect(promise.window.from >= promise.window.kitchenSlot + .minutes(15))
            for booking in promise.bookings { booked.add(booking) }
            rows += promise.bookings
        }
        for slot in grid {
            for (station, limit) in limits { #expect(booked.units(station, slot) <= limit) }
        }
        // The night is sold out by then, and it was sold.
        #expect(refused > 100)
        #expect(rows.reduce(0) { $0 + $1.units } > 400)
    }

    @Test func aWindowOnTheFormIsWhatThePromiseSays() throws {
        let entropy = Entropy.seeded(11)
        let rules = PromiseRules(
            hours: nightShop, grid: SlotGrid(lead: 10, horizon: 2)!, capacity: Capacity(["oven": 6]), preparation: 12)
        for _ in 0..<20 {
            let now = utc("2027-10-29T10:00Z") + .minutes(Int64(entropy.int(0...3000)))
            let slots = rules.grid.open(at: now, .pickup, nightShop).flatMap(\.starts)
            let booked = BookedWork(slots.map { Booking(station: "oven", slot: $0, units: entropy.int(0...8)) })
            let work = WorkLoad(["oven": entropy.int(1...15)])
            let travel = entropy.int(0...50)
            let offers = rules.windows(now: now, .pickup, work: work, travel: travel) { booked.units($0, $1) }
            #expect(offers.map(\.window.kitchenSlot) == slots)
            #expect(Set(offers.map(\.window.from)).count == slots.count)
            let firstFree = offers.first(where: \.isFree)?.window
            for offer in offers {
                let request = PromiseRequest(
                    now: now, mode: .pickup, work: work, travel: travel, wanted: .at(offer.window.from))
                do {
                    let promise = try rules.promise(request) { booked.units($0, $1) }
                    #expect(promise.window == offer.window)
                    #expect(offer.isFree)
                } catch {
                    #expect(!offer.isFree)
                    let later = offers.first { $0.isFree && $0.window.kitchenSlot > offer.window.kitchenSlot }
                    #expect(error == .slotFull(next: later?.window))
                }
            }
            let soonest = PromiseRequest(now: now, mode: .pickup, work: work, travel: travel)
            if let promise = try? rules.promise(soonest, used: { booked.units($0, $1) }) {
                #expect(promise.window == firstFree)
            }
        }
    }
}
