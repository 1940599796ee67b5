public import Kernel

/// The slots of one stretch of opening. Only slots of one stretch may share an order that is larger than a slot.
public struct ServiceSlots: Hashable, Sendable {
    /// The business day.
    public let day: CivilDate
    /// The starts of the slots, ascending.
    public let starts: [Instant]
}

extension SlotGrid {
    /// The slots of a business day by stretch of opening, in order, without those that a break touches. Stretches with none are left out.
    public func services(on day: CivilDate, _ mode: ServiceMode, _ hours: OpeningHours) -> [ServiceSlots] {
        hours.plannedServices(on: day, mode).compactMap { service in
            let starts = slots(in: service, hours.zone).filter { start in
                !hours.pauses.contains { $0.touches(start..<start + length, mode) }
            }
            return starts.isEmpty ? nil : ServiceSlots(day: day, starts: starts)
        }
    }

    /// The starts of the slots of a business day, ascending.
    ///
    /// A repeated hour in autumn has its slots twice, as different moments; the gap of spring has none.
    public func slots(on day: CivilDate, _ mode: ServiceMode, _ hours: OpeningHours) -> [Instant] {
        services(on: day, mode, hours).flatMap(\.starts)
    }

    /// The slots that an order placed at `now` may take, by stretch, in order: from the lead time to the horizon.
    public func open(at now: Instant, _ mode: ServiceMode, _ hours: OpeningHours) -> [ServiceSlots] {
        let today = hours.businessDay(of: now)
        return (0...horizon).flatMap { open(at: now, on: today.advanced(by: $0), mode, hours) }
    }

    /// The slots of one business day that an order placed at `now` may take, by stretch, in order. The horizon is not looked at.
    public func open(
        at now: Instant, on day: CivilDate, _ mode: ServiceMode, _ hours: OpeningHours
    ) -> [ServiceSlots] {
        let earliest = earliest(at: now)
        return services(on: day, mode, hours).compactMap { service in
            let starts = service.starts.filter { $0 >= earliest }
            return starts.isEmpty ? nil : ServiceSlots(day: day, starts: starts)
        }
    }

    /// No slot that starts before this may take an order placed at `now`.
    public func earliest(at now: Instant) -> Instant { now + .minutes(Int64(lead)) }

    /// The last business day for which an order placed at `now` is taken.
    public func lastDay(at now: Instant, _ hours: OpeningHours) -> CivilDate {
        hours.businessDay(of: now).advanced(by: horizon)
    }
}
