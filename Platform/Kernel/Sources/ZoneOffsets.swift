import struct Foundation.TimeZone
import Synchronization

/// How far a zone's wall clock is ahead of UTC, day by day: asking the time zone itself takes microseconds and a lock that all threads
/// share, and a page asks for dozens of moments. On the few days on which the clock changes the zone is asked.
final class ZoneOffsets: Sendable {
    /// What is known of a day of UTC.
    private enum Day {
        case steady(Int)
        case changing
    }

    private let zone: TimeZone
    private let days = Mutex<[Int64: Day]>([:])

    /// The most days that are remembered; eleven years.
    private static let mostDays = 4096
    private static let shared = Mutex<[String: ZoneOffsets]>([:])
    /// The most zones that are shared; there are some six hundred.
    private static let mostZones = 1024

    private init(_ zone: TimeZone) { self.zone = zone }

    /// The offsets of a zone, the same for everybody who asks.
    static func of(_ zone: TimeZone) -> ZoneOffsets {
        shared.withLock { shared in
            if let known = shared[zone.identifier] { return known }
            let new = ZoneOffsets(zone)
            if shared.count < mostZones { shared[zone.identifier] = new }
            return new
        }
    }

    /// Seconds east of UTC at a moment.
    func seconds(at instant: Instant) -> Int {
        let day = floorDivide(instant.seconds, 86_400)
        let known = days.withLock { $0[day] }
        if case .steady(let offset) = known { return offset }
        if case .changing = known { return asked(instant.seconds) }
        let found = look(at: day)
        days.withLock { days in
            if days.count >= Self.mostDays { days.removeAll(keepingCapacity: true) }
            days[day] = found
        }
        if case .steady(let offset) = found { return offset }
        return asked(instant.seconds)
    }

    /// A day is steady when the zone says the same at each of its quarters of an hour; clocks change at one of those.
    private func look(at day: Int64) -> Day {
        let offset = asked(day * 86_400)
        let isSteady = stride(from: Int64(900), through: 86_400, by: 900).allSatisfy {
            asked(day * 86_400 + $0 - 1) == offset
        }
        return isSteady ? .steady(offset) : .changing
    }

    private func asked(_ seconds: Int64) -> Int { zone.secondsFromGMT(for: Instant(seconds: seconds).date) }
}
