/// How a browser is told to keep an answer as a file (RFC 6266).
struct Disposition: Sendable, Hashable {
    /// The field's value.
    let field: String

    /// As a file of this name. What is not ASCII is written as RFC 8187 has it; old readers get underscores.
    init(fileName: String) {
        let plain = fileName.unicodeScalars.map { scalar -> Character in
            switch scalar.value {
            case 0x22, 0x25, 0x2F, 0x5C: "_"
            case 0x20...0x7E: Character(scalar)
            default: "_"
            }
        }
        var value = "attachment; filename=\"\(String(plain))\""
        if !fileName.utf8.elementsEqual(String(plain).utf8) { value += "; filename*=UTF-8''\(Self.encoded(fileName))" }
        field = value
    }

    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, 0x2D, 0x2E, 0x5F, 0x7E: encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
