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
        let fraction = microseconds % 1_000_000
        let milliseconds = Int(fraction < 0 ? fraction + 1_000_000 : fraction) / 1000
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

extension Instant {
    /// Reads RFC 3339, `2026-11-23T18:45:00Z` or with a fraction or an offset; anything else is nil.
    public init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40, bytes[10] == 0x54 || bytes[10] == 0x74,
            let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let time = WallTime(String(decoding: bytes[11..<16], as: UTF8.self)), time.minutes < 1440,
            bytes[16] == 0x3A, let second = digits(bytes[17..<19]), second <= 60
        else { return nil }
        var position = 19
        var fraction: Int64 = 0
        if bytes[position] == 0x2E {
            var scale: Int64 = 100_000
            position += 1
            let start = position
            while position < bytes.count, (48...57).contains(bytes[position]) {
                fraction += Int64(bytes[position] - 48) * scale
                scale /= 10
                position += 1
            }
            if position == start { return nil }
        }
        let zone = bytes[position...]
        var offset: Int64 = 0
        if zone.count == 1, zone.first == 0x5A || zone.first == 0x7A {
        } else if zone.count == 6, zone.first == 0x2B || zone.first == 0x2D,
            let shift = WallTime(String(decoding: zone.dropFirst(), as: UTF8.self)), shift.minutes < 1440
        {
            offset = Int64(shift.minutes) * (zone.first == 0x2B ? 60 : -60)
        } else {
            return nil
        }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + Int64(time.minutes) * 60 + Int64(second) - offset
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }
}

/// The number that ASCII digits spell, at most 18 of them; anything else is nil.
private func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 18 else { return nil }
    var value = 0
    for byte in bytes {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return value
}
