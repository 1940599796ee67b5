import Foundation
import NIOCore

/// An address of the internet in its bytes, so that every way of writing it is the same address. IPv4 is the part of IPv6 that
/// RFC 4291 section 2.5.5.2 maps it to.
public struct NetworkAddress: Sendable, Hashable {
    /// 16 bytes, as two numbers.
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads an address as sockets and proxies write it: `192.0.2.7`, `192.0.2.7:4711`, `2001:db8::1`, `[2001:db8::1]:4711`,
    /// `fe80::1%eth0`, `::ffff:192.0.2.7`. Anything else is nil.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8.prefix(80))
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")), Self.isPort(bytes[(end + 1)...]) else {
                return nil
            }
            bytes = Array(bytes[1..<end])
        } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.contains(UInt8(ascii: ".")),
            !bytes[(colon + 1)...].contains(UInt8(ascii: ":")), Self.isPort(bytes[colon...])
        {
            bytes = Array(bytes[..<colon])
        }
        if let zone = bytes.firstIndex(of: UInt8(ascii: "%")) { bytes = Array(bytes[..<zone]) }
        let text = String(decoding: bytes, as: UTF8.self)
        if let value = Self.parse(text, AF_INET, count: 4) {
            self.init(high: 0, low: 0xFFFF_0000_0000 | value.low)
        } else if let value = Self.parse(text, AF_INET6, count: 16) {
            self.init(high: value.high, low: value.low)
        } else {
            return nil
        }
    }

    /// The address of a socket, taken from its bytes: it is asked for with every request. A socket of this machine has none.
    init?(_ socket: SocketAddress?) {
        switch socket {
        case .v4(let address):
            let bits = UInt32(bigEndian: address.address.sin_addr.s_addr)
            self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(bits))
        case .v6(let address):
            let (high, low) = withUnsafeBytes(of: address.address.sin6_addr) {
                ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            }
            self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
        case .unixDomainSocket, nil: return nil
        }
    }

    /// Nothing, or a colon and digits.
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        let digits = bytes.dropFirst()
        return first == UInt8(ascii: ":") && (1...5).contains(digits.count)
            && digits.allSatisfy { (48...57).contains($0) }
    }

    private static func parse(_ text: String, _ family: Int32, count: Int) -> (high: UInt64, low: UInt64)? {
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(family, text, &bytes) == 1 else { return nil }
        let value = bytes.prefix(count).reduce((high: UInt64(0), low: UInt64(0))) { sum, byte in
            (sum.high << 8 | sum.low >> 56, sum.low << 8 | UInt64(byte))
        }
        return value
    }

    /// Whether it is one of IPv4.
    var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// Who is counted: an address of IPv4, or the /64 of IPv6, which is what a household holds.
    var household: String {
        if isIPv4 {
            return String(low >> 24 & 255) + "." + String(low >> 16 & 255) + "." + String(low >> 8 & 255) + "."
                + String(low & 255)
        }
        let groups = (0..<4).map { String(high >> UInt64(48 - 16 * $0) & 0xFFFF, radix: 16) }
        return groups.joined(separator: ":") + "::/64"
    }
}

/// A block of addresses by prefix and length (RFC 4632): `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct AddressRange: Sendable, Hashable {
    private let address: NetworkAddress
    private let length: Int

    /// Reads a block; anything else is nil. Bits behind the prefix must be zero, so that a slip is noticed.
    public init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = parts.first,
            let address = NetworkAddress(String(decoding: first, as: UTF8.self))
        else { return nil }
        self.address = address
        guard parts.count == 2 else {
            length = 128
            return
        }
        guard parts[1].count <= 3, parts[1].allSatisfy({ (48...57).contains($0) }),
            let length = Int(String(decoding: parts[1], as: UTF8.self)),
            (0...(address.isIPv4 ? 32 : 128)).contains(length)
        else { return nil }
        self.length = address.isIPv4 ? 96 + length : length
        guard Self.prefix(address, self.length) == address else { return nil }
    }

    /// Whether an address is in the block.
    public func contains(_ other: NetworkAddress) -> Bool { Self.prefix(other, length) == address }

    private static func prefix(_ address: NetworkAddress, _ length: Int) -> NetworkAddress {
        // A shift by all bits gives zero: Swift's `<<` is no trap.
        NetworkAddress(
            high: address.high & (length >= 64 ? .max : ~(UInt64.max >> UInt64(length))),
            low: address.low & (length <= 64 ? 0 : ~(UInt64.max >> UInt64(length - 64))))
    }
}

extension [AddressRange] {
    /// Whether any block has the address.
    func contain(_ address: NetworkAddress) -> Bool { contains { $0.contains(address) } }
}
