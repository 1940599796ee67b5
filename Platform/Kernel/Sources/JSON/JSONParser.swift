/// Reads JSON strictly (RFC 8259): UTF-8 only, no repeated names, no trailing comma, no raw control character, bounded depth and size.
///
/// Foundation's decoder accepts several of these, and the two databases would then disagree about what was sent.
public struct JSONParser {
    /// Why the text was refused.
    public struct Failure: Error, Equatable {
        /// Byte offset of the fault.
        public let offset: Int
    }

    /// How deep and how large a text may be.
    public struct Limits: Sendable {
        let deepest: Int
        let mostNodes: Int

        /// What somebody sends.
        public static let sent = Limits(deepest: 16, mostNodes: 20_000)
        /// What the program itself has written.
        static let stored = Limits(deepest: 64, mostNodes: .max)
    }

    private let bytes: [UInt8]
    private let limits: Limits
    private var position = 0
    private var nodes = 0

    /// Parses a whole document.
    public static func parse(_ bytes: [UInt8], _ limits: Limits = .sent) throws(Failure) -> FieldTree {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw Failure(offset: 0) }
        var parser = JSONParser(bytes: bytes, limits: limits)
        let tree = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw Failure(offset: parser.position) }
        return tree
    }

    private init(bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    private var failure: Failure { Failure(offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value(depth: Int) throws(Failure) -> FieldTree {
        nodes += 1
        guard depth <= limits.deepest, nodes <= limits.mostNodes else { throw failure }
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .absent)
        default: return try number()
        }
    }

    private mutating func word(_ text: StaticString, _ result: FieldTree) throws(Failure) -> FieldTree {
        for index in 0..<text.utf8CodeUnitCount {
            guard current == text.utf8Start[index] else { throw failure }
            position += 1
        }
        return result
    }

    private mutating func object(depth: Int) throws(Failure) -> FieldTree {
        position += 1
        var members: [String: FieldTree] = [:]
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw failure }
            let name = try string()
            skipSpace()
            guard current == UInt8(ascii: ":"), members[name] == nil else { throw failure }
            position += 1
            members[name] = try value(depth: depth + 1)
            skipSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            default: throw failure
            }
        }
    }

    private mutating func array(depth: Int) throws(Failure) -> FieldTree {
        position += 1
        var items: [FieldTree] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return .list(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipSpace()
            switch current {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .list(items)
            default: throw failure
            }
        }
    }

    /// The bytes are known to be UTF-8 as a whole, and no text ends in the middle of a character.
    private mutating func string() throws(Failure) -> String {
        position += 1
        let start = position
        while let byte = current, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { position += 1 }
        guard current != UInt8(ascii: "\"") else {
            position += 1
            return String(decoding: bytes[start..<position - 1], as: UTF8.self)
        }
        var text = Array(bytes[start..<position])
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw failure
            default: text.append(byte)
            }
        }
        throw failure
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        guard let byte = current else { throw failure }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = UInt32(try hexadecimal())
            if (0xD800...0xDBFF).contains(code) {
                guard current == UInt8(ascii: "\\"), position + 1 < bytes.count,
                    bytes[position + 1] == UInt8(ascii: "u")
                else { throw failure }
                position += 2
                let low = UInt32(try hexadecimal())
                guard (0xDC00...0xDFFF).contains(low) else { throw failure }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure }
            text.append(contentsOf: String(Character(scalar)).utf8)
        default: throw failure
        }
    }

    private mutating func hexadecimal() throws(Failure) -> UInt16 {
        guard position + 4 <= bytes.count else { throw failure }
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { throw failure }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = current, (48...57).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func number() throws(Failure) -> FieldTree {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let zero = current == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(zero && whole > 1) else { throw failure }
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw failure }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw failure }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }
}
