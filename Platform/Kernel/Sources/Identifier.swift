/// A name for one thing of kind `Subject`: a UUID of version 7 (RFC 9562), so that newer things sort after older ones.
///
/// The type parameter keeps an order's id from being used where a product's is due.
public struct Identifier<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The first eight bytes, big endian: 48 bits of Unix milliseconds, the version, 12 random bits.
    public let high: UInt64
    /// The last eight bytes, big endian: the variant and 62 random bits.
    public let low: UInt64

    /// Takes the sixteen bytes as two big-endian halves, as a database row or a test holds them.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The same id as the name of another kind of thing: where two modules call one thing by different types.
    public init<Other>(_ other: Identifier<Other>) {
        high = other.high
        low = other.low
    }

    /// A new id for something that comes into being at `instant`, with `random` filling the free bits.
    public init(at instant: Instant, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(clamping: instant.microseconds / 1000)
        high = (milliseconds << 16) | 0x7000 | (random.0 & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// Reads the 36 characters of a UUID, in either case; anything else is nil.
    public init?(_ text: some StringProtocol) {
        let read = text.utf8.withContiguousStorageIfAvailable { Self(bytes: $0) }
        guard let id = read ?? Array(text.utf8).withUnsafeBufferPointer({ Self(bytes: $0) }) else { return nil }
        self = id
    }

    /// The same from bytes, without a text around them.
    public init?(utf8: ArraySlice<UInt8>) {
        guard let id = utf8.withUnsafeBufferPointer({ Self(bytes: $0) }) else { return nil }
        self = id
    }

    private init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (position, byte) in bytes.enumerated() {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = byte.hexDigit else { return nil }
            if digits < 16 { halves.0 = halves.0 << 4 | value } else { halves.1 = halves.1 << 4 | value }
            digits += 1
        }
        (high, low) = halves
    }

    /// Lower-case text with hyphens, as RFC 9562 writes it.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var position = 0
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 {
                    buffer[position] = UInt8(ascii: "-")
                    position += 1
                }
                let half = index < 16 ? high : low
                let nibble = UInt8(truncatingIfNeeded: half >> UInt64(60 - (index % 16) * 4)) & 0xF
                buffer[position] = nibble < 10 ? 48 + nibble : 87 + nibble
                position += 1
            }
            return 36
        }
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: TextCodable {}

extension UInt8 {
    /// The value of an ASCII hexadecimal digit, or nil.
    fileprivate var hexDigit: UInt64? {
        switch self {
        case 48...57: UInt64(self - 48)
        case 65...70: UInt64(self - 55)
        case 97...102: UInt64(self - 87)
        default: nil
        }
    }
}
