public import struct Foundation.Date

/// A moment, in microseconds since 1970-01-01T00:00:00Z. What the database stores, and what every rule compares.
public struct Instant: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// Microseconds since the Unix epoch.
    public let microseconds: Int64

    /// Takes microseconds since the Unix epoch.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Takes whole seconds since the Unix epoch; what does not fit is clamped.
    public init(seconds: Int64) {
        let (value, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        microseconds = overflow ? (seconds < 0 ? .min : .max) : value
    }

    /// The same moment as a Foundation date.
    public init(_ date: Date) {
        microseconds = Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The same moment for Foundation.
    public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }

    /// This moment moved by a span, clamped at the ends of the scale.
    public static func + (instant: Instant, span: Span) -> Instant {
        let (value, overflow) = instant.microseconds.addingReportingOverflow(span.microseconds)
        return Instant(microseconds: overflow ? (span.microseconds < 0 ? .min : .max) : value)
    }

    /// This moment moved back by a span, clamped at the ends of the scale.
    public static func - (instant: Instant, span: Span) -> Instant { instant + Span(microseconds: -span.microseconds) }

    /// The time from `right` to `left`, clamped at the ends of the scale.
    public static func - (left: Instant, right: Instant) -> Span {
        let (value, overflow) = left.microseconds.subtractingReportingOverflow(right.microseconds)
        return Span(microseconds: overflow ? (left < right ? .min + 1 : .max) : value)
    }

    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// RFC 3339 in UTC with milliseconds, `2026-11-23T18:45:00.000Z`.
    public var description: String {
        let day = CivilDate(daysSinceEpoch: Int(clamping: floorDivide(seconds, 86_400)))
        let rest = Int(seconds - floorDivide(seconds, 86_400) * 86_400)
        let milliseconds = Int((microseconds - seconds * 1_000_000) / 1000)
        return
            "\(day)T\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60)).\(padded(milliseconds, 3))Z"
    }
}

/// A length of time in microseconds. `Duration` of the standard library has no integer form that a database can keep.
public struct Span: Hashable, Comparable, Sendable, Codable {
    /// Microseconds; negative means backwards.
    public let microseconds: Int64

    /// Takes microseconds.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// `n` milliseconds.
    public static func milliseconds(_ n: Int64) -> Span { Span(microseconds: n * 1000) }
    /// `n` seconds.
    public static func seconds(_ n: Int64) -> Span { Span(microseconds: n * 1_000_000) }
    /// `n` minutes.
    public static func minutes(_ n: Int64) -> Span { .seconds(n * 60) }
    /// `n` hours.
    public static func hours(_ n: Int64) -> Span { .minutes(n * 60) }
    /// `n` periods of 24 hours.
    public static func days(_ n: Int64) -> Span { .hours(n * 24) }

    /// Whole seconds, towards zero.
    public var seconds: Int64 { microseconds / 1_000_000 }
    /// Whole minutes, towards zero.
    public var minutes: Int64 { seconds / 60 }

    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}

/// Integer division that rounds towards minus infinity; `divisor` must be positive.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
}

/// A non-negative number with leading zeros.
func padded(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
