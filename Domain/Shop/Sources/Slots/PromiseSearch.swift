public import Kernel

extension PromiseRules {
    /// Units already taken of a station's slot.
    public typealias Used = (_ station: String, _ slot: Instant) -> Int

    /// The promise for an order, with the bookings that make it true.
    ///
    /// `soonest` stays within the stretch of opening that runs now or, if none has a slot left, the next of the same business day:
    /// an order is never moved to another day, or past a full service, without the customer choosing so. Throws what stands against it.
    public func promise(_ request: PromiseRequest, used: @escaping Used) throws(PromiseRefusal) -> Promise {
        if let station = capacity.overwhelmed(by: request.work) { throw .tooLarge(station: station) }
        switch request.wanted {
        case .soonest: return try soonest(request, used)
        case .at(let wanted): return try promise(request, at: wanted, used)
        }
    }

    /// Every window from now to the horizon, in order, with whether there is room for this work: the choices of the checkout form.
    public func windows(
        now: Instant, _ mode: ServiceMode, work: WorkLoad, travel: Int = 0, used: @escaping Used
    ) -> [OfferedWindow] {
        let request = PromiseRequest(now: now, mode: mode, work: work, travel: travel)
        let room = room(for: request, used)
        return grid.open(at: now, mode, hours).flatMap { service in
            service.starts.indices.map { index in
                OfferedWindow(
                    window: window(of: service.starts[index], on: service.day, travel: request.travel),
                    isFree: room.bookings(finishing: index, of: service.starts) != nil)
            }
        }
    }

    private func soonest(_ request: PromiseRequest, _ used: @escaping Used) throws(PromiseRefusal) -> Promise {
        let today = hours.businessDay(of: request.now)
        guard let service = grid.open(at: request.now, on: today, request.mode, hours).first else {
            throw .closed(nextOpening: hours.nextOpening(after: request.now, request.mode))
        }
        if let promise = first(in: [service], request, used) { return promise }
        throw .slotFull(next: next(request, after: service.starts.last ?? request.now, used))
    }

    private func promise(_ request: PromiseRequest, at wanted: Instant, _ used: @escaping Used) throws(PromiseRefusal)
        -> Promise
    {
        if wanted < request.now { throw .past }
        let lastDay = grid.lastDay(at: request.now, hours)
        let made = wanted - .minutes(Int64(preparation + request.travel))
        if hours.businessDay(of: made) > lastDay { throw .tooFarAhead(lastDay: lastDay) }
        guard let (service, slot) = slot(for: request, wanted: wanted, made: made) else {
            guard grid.aligned(wanted, in: hours.zone) == wanted else { throw .notASlot }
            throw .closed(nextOpening: hours.nextOpening(after: max(made, request.now), request.mode))
        }
        if service.day > lastDay { throw .tooFarAhead(lastDay: lastDay) }
        let earliest = grid.earliest(at: request.now)
        guard slot >= earliest else { throw .tooSoon(earliest: next(request, after: nil, used)) }
        let starts = service.starts.filter { $0 >= earliest }
        let room = room(for: request, used)
        guard let index = starts.firstIndex(of: slot), let found = room.bookings(finishing: index, of: starts) else {
            throw .slotFull(next: next(request, after: slot, used))
        }
        return Promise(window: window(of: slot, on: service.day, travel: request.travel), bookings: found)
    }

    /// The slot whose window begins at `wanted`; its day is that of `made`, or the day before when a night is still open.
    private func slot(
        for request: PromiseRequest, wanted: Instant, made: Instant
    ) -> (service: ServiceSlots, slot: Instant)? {
        let date = hours.zone.local(made).date
        for day in [date.advanced(by: -1), date] {
            for service in grid.services(on: day, request.mode, hours) {
                // The window begins less than two slots after the order could be there; more only where a clock change falls between.
                let near = service.starts.filter { $0 <= made && made - $0 <= .hours(2) }
                if let slot = near.last(where: { window(of: $0, on: day, travel: request.travel).from == wanted }) {
                    return (service, slot)
                }
            }
        }
        return nil
    }

    /// The first window with room in a slot later than `slot`, to the horizon.
    private func next(_ request: PromiseRequest, after slot: Instant?, _ used: @escaping Used) -> PromiseWindow? {
        let open = grid.open(at: request.now, request.mode, hours)
        return first(in: open, request, after: slot, used)?.window
    }

    private func first(
        in services: [ServiceSlots], _ request: PromiseRequest, after slot: Instant? = nil, _ used: @escaping Used
    ) -> Promise? {
        let room = room(for: request, used)
        for service in services {
            for (index, start) in service.starts.enumerated() where slot.map({ start > $0 }) ?? true {
                guard let bookings = room.bookings(finishing: index, of: service.starts) else { continue }
                return Promise(
                    window: window(of: start, on: service.day, travel: request.travel), bookings: bookings)
            }
        }
        return nil
    }

    private func room(for request: PromiseRequest, _ used: @escaping Used) -> KitchenRoom {
        KitchenRoom(capacity: capacity, work: request.work, length: grid.length, used: used)
    }
}
