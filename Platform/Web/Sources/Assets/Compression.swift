import CDeflate
import Synchronization

/// gzip (RFC 1952) by libdeflate, which compresses whole buffers some three times faster than zlib.
enum Gzip {
    /// For an answer that is made for one request: fast, with state that is kept between requests. nil if it would not become smaller.
    static func compressQuickly(_ bytes: [UInt8]) -> [UInt8]? {
        for compressor in quick {
            if let compressed = compressor.compressIfFree(bytes) { return compressed }
        }
        return Compressor(level: 1)?.compressIfFree(bytes) ?? nil
    }

    /// For bytes that are sent many times: as small as can be. nil if they would not become smaller.
    static func compressSmall(_ bytes: [UInt8]) -> [UInt8]? { Compressor(level: 12)?.compressIfFree(bytes) ?? nil }

    /// Bytes from which on compressing saves a packet.
    static let leastBytes = 1400

    /// Whether bytes of a type become smaller: text does, and what is compressed already does not.
    static func isWorthwhile(_ type: String?) -> Bool {
        guard let essence = MediaType(type)?.essence else { return false }
        if essence.utf8.starts(with: "text/".utf8) { return true }
        switch essence {
        case "application/json", "application/problem+json", "application/geo+json", "application/manifest+json",
            "application/xml", "image/svg+xml":
            return true
        default: return false
        }
    }

    /// Whether a client takes gzip (RFC 9110 section 12.5.3), by its `Accept-Encoding`. `*` is not taken for a promise to understand it.
    static func isAccepted(_ field: String?) -> Bool {
        guard let field else { return false }
        for offer in field.utf8.prefix(512).split(separator: UInt8(ascii: ",")) {
            let words = offer.split(separator: UInt8(ascii: ";")).map { $0.filter { $0 != 0x20 && $0 != 0x09 } }
            guard let coding = words.first, coding.elementsEqual("gzip".utf8) else { continue }
            // `q=0`, `q=0.0` and so on refuse it.
            return !words.dropFirst().contains {
                $0.starts(with: "q=0".utf8) && !$0.dropFirst(3).contains { $0 > 0x30 }
            }
        }
        return false
    }

    /// As many as can work at once on a small machine; under more load the next ones make their own.
    private static let quick = (0..<4).compactMap { _ in Compressor(level: 1) }
}

/// A compressor of libdeflate that is used again and again, by one at a time.
private final class Compressor: Sendable {
    private let state: Mutex<OpaquePointer>

    /// nil when there is no memory for it. The level is from 1, fast, to 12, small.
    init?(level: Int32) {
        guard let state = libdeflate_alloc_compressor(level) else { return nil }
        self.state = Mutex(state)
    }

    deinit { state.withLock { libdeflate_free_compressor($0) } }

    /// The bytes compressed, or nil inside when they would not become smaller; nil when the compressor is in use.
    func compressIfFree(_ bytes: [UInt8]) -> [UInt8]?? {
        state.withLockIfAvailable { state in
            let compressed = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
                count = libdeflate_gzip_compress(state, bytes, bytes.count, buffer.baseAddress, buffer.count)
            }
            return compressed.isEmpty ? nil : compressed
        }
    }
}
