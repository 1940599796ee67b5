public import Kernel

/// Which days are out of the ordinary: holidays, the day before one, and working days between one and a weekend.
public struct Holidays: Sendable, Hashable {
    /// What a day is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A holiday of the country or one of the shop's own.
        case holiday
        /// The day before a holiday, which is none itself.
        case eve
        /// A working day with a holiday on one side and a holiday or a weekend on the other.
        case bridge
        /// None of these.
        case ordinary
    }

    private let isNational: Bool
    private let own: Set<CivilDate>

    /// The national holidays of Italy (law 260 of 1949 and those that changed it; the fourth of October since 2026, law 151 of 2025), and others
    /// such as the patron's day.
    public static func italian(and own: Set<CivilDate> = []) -> Holidays { Holidays(isNational: true, own: own) }

    /// Only the days that are named.
    public init(own: Set<CivilDate>) { self.init(isNational: false, own: own) }

    private init(isNational: Bool, own: Set<CivilDate>) {
        self.isNational = isNational
        self.own = own
    }

    /// Whether a day is a holiday.
    public func contains(_ day: CivilDate) -> Bool {
        if own.contains(day) { return true }
        guard isNational else { return false }
        switch (day.month, day.day) {
        case (1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26): return true
        case (10, 4): return day.year >= 2026
        default:
            guard let easter = Self.easter(day.year) else { return false }
            return day == easter || day == easter.advanced(by: 1)
        }
    }

    /// What a day is.
    public func kind(_ day: CivilDate) -> Kind {
        if contains(day) { return .holiday }
        let (before, after) = (day.advanced(by: -1), day.advanced(by: 1))
        func isFree(_ day: CivilDate) -> Bool { day.weekday >= 6 || contains(day) }
        if day.weekday < 6, isFree(before), isFree(after), contains(before) || contains(after) { return .bridge }
        return contains(after) ? .eve : .ordinary
    }

    /// Days as numbers for `DayEffects`: 1 in the first column on a holiday, in the second on an eve, in the third on a bridge; else 0.
    public func covariates(_ days: some Sequence<CivilDate>) -> [[Double]] {
        days.map { day in
            let kind = kind(day)
            return [Kind.holiday, .eve, .bridge].map { $0 == kind ? 1 : 0 }
        }
    }

    /// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher's algorithm); nil for a year that has none.
    public static func easter(_ year: Int) -> CivilDate? {
        guard (1583...9999).contains(year) else { return nil }
        let (a, b, c) = (year % 19, year / 100, year % 100)
        let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
        let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let sum = h + l - 7 * m + 114
        return CivilDate(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
