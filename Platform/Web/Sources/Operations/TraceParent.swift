import HTTPTypes
import Instrumentation

/// The trace that a caller has begun, as it says in `traceparent` (W3C Trace Context, level 1).
struct TraceParent: Sendable, Hashable {
    /// 32 hexadecimal digits that name the trace.
    let trace: String
    /// 16 hexadecimal digits that name the caller's part of it.
    let parent: String

    /// Reads a field; anything that the standard has a receiver ignore is nil.
    init?(_ field: String?) {
        guard let field, (55...256).contains(field.utf8.count) else { return nil }
        let bytes = Array(field.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16, parts[3].count == 2,
            parts[0...3].allSatisfy({ $0.allSatisfy(Self.isDigit) }), !parts[0].elementsEqual("ff".utf8),
            // The first version ends here; later ones may go on.
            parts.count == 4 || !parts[0].elementsEqual("00".utf8),
            parts[1].contains(where: { $0 != 0x30 }), parts[2].contains(where: { $0 != 0x30 })
        else { return nil }
        trace = String(decoding: parts[1], as: UTF8.self)
        parent = String(decoding: parts[2], as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

/// Reads what a tracer asks for from the fields of a request.
struct FieldExtractor: Extractor {
    func extract(key: String, from fields: HTTPFields) -> String? { HTTPField.Name(key).flatMap { fields[$0] } }
}
