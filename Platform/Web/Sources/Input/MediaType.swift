/// The media type of a `Content-Type` field with its parameters (RFC 9110 section 8.3.1).
struct MediaType: Sendable, Hashable {
    /// `text/html`, in lower case.
    let essence: String
    private let parameters: [(name: String, value: String)]

    /// Reads a field of at most 256 bytes; anything that is none is nil.
    init?(_ field: String?) {
        guard let field, field.utf8.count <= 256 else { return nil }
        var scanner = FieldScanner(field.utf8)
        guard let type = scanner.token(), scanner.take(UInt8(ascii: "/")), let subtype = scanner.token() else {
            return nil
        }
        essence = "\(type)/\(subtype)".lowercased()
        guard let parameters = scanner.parameters() else { return nil }
        self.parameters = parameters
    }

    /// The value of a parameter, by its name in lower case; nil when it is absent or given twice.
    func parameter(_ name: String) -> String? {
        let found = parameters.filter { $0.name == name }
        return found.count == 1 ? found.first?.value : nil
    }

    /// Whether a byte may stand in a token (RFC 9110 section 5.6.2).
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    static func == (left: MediaType, right: MediaType) -> Bool {
        left.essence == right.essence && left.parameters.elementsEqual(right.parameters, by: ==)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(essence) }
}

/// Reads the pieces of a field's value from left to right.
struct FieldScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Whether everything has been read.
    var isAtEnd: Bool { position >= bytes.count }

    /// Reads a token.
    mutating func token() -> String? {
        let start = position
        while let byte = current, MediaType.isToken(byte) { position += 1 }
        return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    /// Reads one byte if it comes next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// Reads spaces and tabs.
    mutating func skipSpace() { while current == 0x20 || current == 0x09 { position += 1 } }

    /// Reads what stands between quotation marks. A backslash keeps a quotation mark or another backslash from meaning anything; before
    /// anything else it is itself, as browsers write it.
    mutating func quoted() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                if let next = current, next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") {
                    position += 1
                    text.append(next)
                } else {
                    text.append(byte)
                }
            case 0..<0x20 where byte != 0x09, 0x7F: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    /// Reads `; name=value; name="value"` up to the end, names in lower case; nil when something else stands there.
    mutating func parameters() -> [(name: String, value: String)]? {
        var found: [(String, String)] = []
        while true {
            skipSpace()
            if isAtEnd { return found }
            guard take(UInt8(ascii: ";")) else { return nil }
            skipSpace()
            if isAtEnd { return found }
            guard let name = token(), take(UInt8(ascii: "=")),
                let value = current == UInt8(ascii: "\"") ? quoted() : token()
            else { return nil }
            found.append((name.lowercased(), value))
        }
    }
}
