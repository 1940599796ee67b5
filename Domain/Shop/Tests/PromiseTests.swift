import Kernel
import Shop
import Testing

/// Six units of oven in a quarter of an hour, pickup, a Friday evening from 18:00.
@Suite struct PromiseTests {
    let rules = PromiseRules(hours: nightShop, capacity: Capacity(["oven": 6, "fryer": 2, "shut": 0]))
    let now = utc("2027-01-15T17:00Z")

    func ask(
        _ work: [String: Int], _ wanted: WantedTime = .soonest, travel: Int = 0, now: Instant? = nil,
        with booked: BookedWork = BookedWork()
    ) throws -> Promise {
        let request = PromiseRequest(
            now: now ?? self.now, mode: .pickup, work: WorkLoad(work), travel: travel, wanted: wanted)
        return try rules.promise(request) { booked.units($0, $1) }
    }

    @Test func ordersOfOneTwoAndThreeFillASlotAndFourMoveOn() throws {
        var booked = BookedWork()
        for units in [1, 2, 3] {
            let promise = try ask(["oven": units], with: booked)
            #expect(promise.bookings == [Booking(station: "oven", slot: now, units: units)])
            #expect(promise.window.from == utc("2027-01-15T17:15Z"))
            #expect(promise.window.to == utc("2027-01-15T17:30Z"))
            for booking in promise.bookings { booked.add(booking) }
        }
        #expect(booked.units("oven", now) == 6)
        let next = try ask(["oven": 4], with: booked)
        #expect(next.bookings == [Booking(station: "oven", slot: utc("2027-01-15T17:15Z"), units: 4)])
        // Four units do not fit beside three, and are not torn apart.
        let beside = try ask(["oven": 4], with: BookedWork([Booking(station: "oven", slot: now, units: 3)]))
        #expect(beside.bookings == next.bookings)
    }

    @Test func drinksTakeNothing() throws {
        let full = BookedWork([Booking(station: "oven", slot: now, units: 6)])
        let promise = try ask(["bar": 40, "oven": 0], with: full)
        #expect(promise.bookings.isEmpty)
        #expect(promise.window.kitchenSlot == now)
        #expect(try ask([:], with: full).window == promise.window)
    }

    @Test func aLargeOrderSpreadsBackFromItsLastSlot() throws {
        let promise = try ask(["oven": 10, "fryer": 1])
        #expect(
            promise.bookings == [
                Booking(station: "oven", slot: now, units: 4),
                Booking(station: "fryer", slot: now + .minutes(15), units: 1),
                Booking(station: "oven", slot: now + .minutes(15), units: 6),
            ])
        #expect(promise.window.kitchenSlot == now + .minutes(15))
        #expect(promise.firstSlot == now)
        // With three taken of the first slot the first two are too little; with five of the second it takes three, one more than needed.
        let busy = try ask(["oven": 10], with: BookedWork([Booking(station: "oven", slot: now, units: 3)]))
        #expect(busy.bookings.map(\.units) == [4, 6])
        let busier = try ask(
            ["oven": 12], with: BookedWork([Booking(station: "oven", slot: now + .minutes(15), units: 5)]))
        #expect(busier.bookings.map(\.units) == [5, 1, 6])
    }

    @Test func aSpreadOrderDoesNotReachOverABreakOrAnotherStretch() throws {
        let paused = nightShop.with(pauses: [
            Pause(since: now + .minutes(15), until: now + .minutes(30), reason: "")
        ])
        let rules = PromiseRules(hours: paused, capacity: Capacity(["oven": 6]))
        let request = PromiseRequest(now: now, mode: .pickup, work: WorkLoad(["oven": 7]))
        let promise = try rules.promise(request) { _, _ in 0 }
        #expect(promise.bookings.map(\.slot) == [now + .minutes(30), now + .minutes(45)])
    }

    @Test func tooLargeEvenForAnEmptyKitchen() throws {
        #expect(throws: PromiseRefusal.tooLarge(station: "oven")) { try ask(["oven": 6 * 8 + 1]) }
        #expect(throws: PromiseRefusal.tooLarge(station: "shut")) { try ask(["shut": 1]) }
        #expect(throws: PromiseRefusal.tooLarge(station: "oven")) { try ask(["oven": .max, "bar": .max]) }
        #expect(try ask(["oven": 6 * 8]).bookings.count == 8)
    }

    @Test func theRoadIsAddedAndTheWindowRound() throws {
        let promise = try ask(["oven": 1], travel: 20)
        #expect(promise.window.kitchenSlot == now)
        #expect(promise.window.from == utc("2027-01-15T17:45Z"))
        let asked = try ask(["oven": 1], .at(utc("2027-01-15T19:00Z")), travel: 20)
        #expect(asked.window.kitchenSlot == utc("2027-01-15T18:15Z"))
        #expect(asked.window.from == utc("2027-01-15T19:00Z"))
    }

    @Test func whatStandsAgainstAWantedTime() throws {
        let wanted = utc("2027-01-15T18:00Z")
        let full = BookedWork([Booking(station: "oven", slot: utc("2027-01-15T17:45Z"), units: 6)])
        #expect(throws: PromiseRefusal.past) { try ask([:], .at(now - .minutes(1))) }
        #expect(throws: PromiseRefusal.notASlot) { try ask([:], .at(utc("2027-01-15T18:07Z"))) }
        #expect(throws: PromiseRefusal.closed(nextOpening: utc("2027-01-16T11:00Z"))) {
            try ask([:], .at(utc("2027-01-15T23:00Z")))
        }
        #expect(throws: PromiseRefusal.tooFarAhead(lastDay: day("2027-01-22"))) {
            try ask([:], .at(utc("2027-01-23T18:00Z")))
        }
        #expect(throws: PromiseRefusal.tooFarAhead(lastDay: day("2027-01-22"))) {
            try ask([:], .at(Instant(microseconds: .max)))
        }
        #expect(try ask([:], .at(utc("2027-01-22T18:00Z"))).window.day == day("2027-01-22"))
        let next = rules.window(of: utc("2027-01-15T18:00Z"), on: day("2027-01-15"), travel: 0)
        #expect(throws: PromiseRefusal.slotFull(next: next)) { try ask(["oven": 1], .at(wanted), with: full) }
        #expect(try ask(["fryer": 1], .at(wanted), with: full).window.from == wanted)
        let late = utc("2027-01-15T17:46Z")
        let soon = rules.window(of: utc("2027-01-15T18:00Z"), on: day("2027-01-15"), travel: 0)
        #expect(throws: PromiseRefusal.tooSoon(earliest: soon)) { try ask(["oven": 1], .at(wanted), now: late) }
    }

    @Test func soonestStaysWithinTheStretchAndTheDay() throws {
        // Before opening, the first slot of the day; in the night after the last order, the next opening.
        #expect(try ask(["oven": 1], now: utc("2027-01-15T09:00Z")).window.kitchenSlot == now)
        #expect(throws: PromiseRefusal.closed(nextOpening: utc("2027-01-16T11:00Z"))) {
            try ask(["oven": 1], now: utc("2027-01-15T21:31Z"))
        }
        // A full lunch is not silently turned into dinner.
        let lunch = utc("2027-01-16T11:00Z")
        let full = BookedWork((0..<10).map { Booking(station: "oven", slot: lunch + .minutes(15 * $0), units: 6) })
        let dinner = rules.window(of: utc("2027-01-16T17:00Z"), on: day("2027-01-16"), travel: 0)
        #expect(throws: PromiseRefusal.slotFull(next: dinner)) { try ask(["oven": 1], now: lunch, with: full) }
        #expect(try ask(["oven": 1], .at(dinner.from), now: lunch, with: full).window == dinner)
        // After the last order of lunch, dinner it is.
        #expect(try ask(["oven": 1], now: utc("2027-01-16T13:15Z")).window == dinner)
    }

    @Test func afterTheLastOrderNothingIsTakenThoughTheDoorsAreOpen() {
        let plain = PromiseRules(hours: nightShop, capacity: Capacity(["oven": 6]))
        // Lunch on a Saturday is 12 to 14:30, the last order at 14:00.
        #expect(plain.takesOrders(at: utc("2027-01-16T13:00Z"), .pickup))
        let late = utc("2027-01-16T13:01Z")
        #expect(plain.hours.isOpen(at: late, .pickup))
        #expect(!plain.takesOrders(at: late, .pickup))
        #expect(!plain.takesOrders(at: utc("2027-01-16T10:59Z"), .pickup))
        #expect(plain.takesOrders(at: utc("2027-01-16T23:30Z"), .pickup))
    }

    @Test func theNightKeepsItsBusinessDay() throws {
        let promise = try ask(["oven": 1], .at(utc("2027-01-17T01:00Z")), now: utc("2027-01-16T23:30Z"))
        #expect(promise.window.day == day("2027-01-16"))
        #expect(promise.window.kitchenSlot == utc("2027-01-17T00:45Z"))
    }

    @Test func refusalsSpeakToPeopleAndPrograms() {
        let window = rules.window(of: now, on: day("2027-01-15"), travel: 0)
        let refusal = PromiseRefusal.slotFull(next: window)
        #expect(refusal.alternative == window)
        let zone = rules.hours.zone
        let next = ShopMoment(utc("2027-01-15T17:15Z"), in: zone)
        #expect(refusal.error(in: zone) == AppError(.conflict, "shop.slot-full", next: next))
        #expect(PromiseRefusal.tooSoon(earliest: window).error(in: zone).next == next)
        #expect(PromiseRefusal.closed(nextOpening: now).error(in: zone).next == ShopMoment(now, in: zone))
        #expect(PromiseRefusal.closed(nextOpening: nil).error(in: zone) == .conflict("shop.closed"))
        #expect(PromiseRefusal.tooLarge(station: "oven").error(in: zone).arguments == ["station": "oven"])
        let codes = [
            refusal, .closed(nextOpening: now), .past, .tooSoon(earliest: nil), .tooFarAhead(lastDay: window.day),
            .notASlot, .tooLarge(station: "x"),
        ].map { $0.error(in: zone).code }
        #expect(Set(codes).count == 7)
        #expect(codes.allSatisfy { $0.hasPrefix("shop.") })
    }
}
