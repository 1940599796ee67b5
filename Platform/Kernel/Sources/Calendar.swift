public import struct Foundation.TimeZone

/// A day of the proleptic Gregorian calendar, without a zone.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let daysSinceEpoch: Int

    /// Takes days since 1970-01-01, clamped to years −9999 … 9999.
    public init(daysSinceEpoch: Int) { self.daysSinceEpoch = min(max(daysSinceEpoch, -4_371_587), 2_932_896) }

    /// A day by year, month and day; nil when there is no such day or the year is outside 1 … 9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // Days from civil, after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
        guard self.day == day, self.month == month else { return nil }
    }

    /// Reads `YYYY-MM-DD`; anything else is nil.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Reads the number `yyyymmdd` that the database keeps; nil when there is no such day.
    public init?(number: Int) { self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100) }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
    }

    /// The year, 2026.
    public var year: Int { parts.year }
    /// The month, 1 to 12.
    public var month: Int { parts.month }
    /// The day of the month, 1 to 31.
    public var day: Int { parts.day }
    /// The day of the week after ISO 8601: 1 is Monday, 7 is Sunday.
    public var weekday: Int { ((daysSinceEpoch % 7) + 10) % 7 + 1 }
    /// `yyyymmdd` as one number, which sorts as the days do.
    public var number: Int { let p = parts; return p.year * 10_000 + p.month * 100 + p.day }
    /// The day `days` later.
    public func advanced(by days: Int) -> CivilDate {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return CivilDate(daysSinceEpoch: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// `YYYY-MM-DD`.
    public var description: String { let p = parts; return "\(padded(p.year, 4))-\(padded(p.month))-\(padded(p.day))" }
    public static func < (left: Self, right: Self) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }
}

extension CivilDate: TextCodable {}

/// A clock reading on the shop's wall, in minutes after midnight. Values past 1440 belong to the night of the same business day.
public struct WallTime: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Minutes after the midnight that begins the day; 0 … 2879.
    public let minutes: Int

    /// Takes minutes after midnight, up to the end of the following day; anything else is nil.
    public init?(minutes: Int) {
        guard (0..<2880).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    /// Reads `HH:MM` with hours up to 47; anything else is nil.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 48, minute < 60
        else { return nil }
        minutes = hour * 60 + minute
    }

    /// `HH:MM` as a clock shows it, so 25:30 reads 01:30.
    public var description: String { "\(padded(minutes / 60 % 24)):\(padded(minutes % 60))" }
    public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}

/// The time zone of a shop: turns moments into what its wall clock shows, and back, through daylight saving.
public struct ShopZone: Sendable, Hashable {
    /// The zone of the IANA database.
    public let zone: TimeZone
    private let offsets: ZoneOffsets

    /// A zone by its IANA name, such as `Europe/Rome`; nil when there is none.
    public init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.init(zone: zone)
    }

    public static func == (left: ShopZone, right: ShopZone) -> Bool { left.zone == right.zone }
    public func hash(into hasher: inout Hasher) { hasher.combine(zone) }

    /// The names of the zones that the machine knows, those of places and UTC, in order.
    public static let known = TimeZone.knownTimeZoneIdentifiers.filter {
        $0.contains("/") || ["GMT", "UTC"].contains($0)
    }.sorted()

    /// Coordinated universal time.
    public static let utc = ShopZone(zone: .gmt)

    private init(zone: TimeZone) {
        self.zone = zone
        offsets = .of(zone)
    }

    /// The IANA name.
    public var name: String { zone.identifier }

    /// Seconds east of UTC at a moment.
    public func offset(at instant: Instant) -> Int { offsets.seconds(at: instant) }

    /// The day and the minute of the day that the wall shows at a moment.
    public func local(_ instant: Instant) -> (date: CivilDate, time: WallTime) {
        let seconds = instant.seconds + Int64(offset(at: instant))
        let day = floorDivide(seconds, 86_400)
        let minute = Int(seconds - day * 86_400) / 60
        // The minute of a day is 0 … 1439 by construction.
        return (CivilDate(daysSinceEpoch: Int(clamping: day)), WallTime(minutes: minute) ?? .midnight)
    }

    /// The moment at which the wall shows `time` on `date`.
    ///
    /// A reading that occurs twice (autumn) is the earlier one. One that does not occur (spring) is nil.
    public func instant(_ date: CivilDate, _ time: WallTime) -> Instant? {
        let wall = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.minutes) * 60
        let guesses = [-86_400, 86_400].map { wall - Int64(offset(at: Instant(seconds: wall + Int64($0)))) }
        return guesses.sorted().map(Instant.init(seconds:)).first { $0.seconds + Int64(offset(at: $0)) == wall }
    }

    /// As `instant(_:_:)`, with a reading in the spring gap moved to the moment the gap ends.
    public func instantAfterGap(_ date: CivilDate, _ time: WallTime) -> Instant {
        for minutes in stride(from: time.minutes, to: min(time.minutes + 180, 2880), by: 1) {
            if let later = WallTime(minutes: minutes), let found = instant(date, later) { return found }
        }
        let wall = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.minutes) * 60
        return Instant(seconds: wall - Int64(offset(at: Instant(seconds: wall))))
    }
}

extension WallTime {
    /// 00:00.
    public static let midnight = WallTime(unchecked: 0)
    private init(unchecked minutes: Int) { self.minutes = minutes }
}
