/// FNV-1a of 64 bits (Fowler, Noll, Vo): the same for the same bytes in every process and on every machine, unlike `Hasher`. It notices a
/// change, not an attack.
@frozen public struct StableHash: Hashable, Sendable {
    /// The hash of all that was appended.
    public private(set) var value: UInt64

    /// The hash of nothing.
    @inlinable public static var start: UInt64 { 0xCBF2_9CE4_8422_2325 }

    /// One step: takes a byte, or a unit of another size, into a hash.
    @inlinable public static func step(_ hash: UInt64, _ unit: UInt64) -> UInt64 { (hash ^ unit) &* 0x100_0000_01B3 }

    /// Begins with nothing.
    public init() { value = Self.start }

    /// Takes bytes.
    public mutating func append(_ bytes: some Sequence<UInt8>) {
        var hash = value
        for byte in bytes { hash = Self.step(hash, UInt64(byte)) }
        value = hash
    }

    /// The hash of a text's UTF-8.
    public static func of(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.append(text.utf8)
        return hash.value
    }
}
