import Database
public import Kernel
import Web

extension ColumnType where Value == String {
    /// A text of at most `limit` Unicode scalars. `pattern` is what programs are told to send, as JSON Schema writes it.
    public static func text(
        limit: Int, multiline: Bool = false, pattern: String = CleanText.filledPattern
    ) -> ColumnType {
        text(limit, multiline, "text") { fields, name, _ in
            fields.text(name, limit: limit, multiline: multiline, pattern: pattern)
        }
    }

    /// A text that may be left out, and is then empty.
    public static func optionalText(
        limit: Int, multiline: Bool = false, pattern: String = CleanText.pattern
    ) -> ColumnType {
        text(limit, multiline, "text") { fields, name, _ in
            fields.optionalText(name, limit: limit, multiline: multiline, pattern: pattern) ?? ""
        }.with { $0.isOptional = true }
    }

    /// An address of e-mail: something on both sides of one `@`, and a dot behind it, in visible ASCII. May be left out.
    public static var email: ColumnType {
        text(254, false, "email") { fields, name, _ in
            let text = fields.optionalText(name, limit: 254, pattern: emailPattern) ?? ""
            if !text.isEmpty, !isEmail(text) { fields.refuse(name, "not-an-email") }
            return text
        }.with { $0.isOptional = true }
    }

    /// A number to call: five digits at least, with the signs that people put between them, spaces and `+ - / ( ) .`. May be left out.
    public static var phone: ColumnType {
        text(40, false, "tel") { fields, name, _ in
            let text = fields.optionalText(name, limit: 40, pattern: phonePattern) ?? ""
            let signs = text.unicodeScalars.filter { !("0"..."9").contains($0) }
            let isPhone = signs.allSatisfy { " +-/().".unicodeScalars.contains($0) }
            if !text.isEmpty, !isPhone || text.unicodeScalars.count - signs.count < 5 {
                fields.refuse(name, "not-a-phone")
            }
            return text
        }.with { $0.isOptional = true }
    }

    /// One of a few names that mean themselves, such as a time zone.
    public static func name(among names: [String]) -> ColumnType {
        ColumnType(
            .text, .names(names), schema: .string(choices: names),
            read: { fields, name, old in fields.choice(name, among: names.map(Name.init))?.rawValue ?? old },
            typed: { value, _ in .text(value) }, shown: { value, _ in value })
    }

    /// A name as `FieldReader` chooses it.
    private struct Name: RawRepresentable {
        let rawValue: String
    }

    private static var emailPattern: String { #"^([!-?A-~]+@[!-\-/-?A-~]+(\.[!-\-/-?A-~]+)+)?$"# }
    private static var phonePattern: String { #"^([ +/().-]*([0-9][ +/().-]*){5,})?$"# }

    private static func text(
        _ limit: Int, _ multiline: Bool, _ type: StaticString,
        read: @escaping @Sendable (inout FieldReader, StaticString, String) -> String
    ) -> ColumnType {
        ColumnType(
            .text, .text(limit: limit, multiline: multiline, type: type), read: read,
            typed: { value, _ in .text(value) }, shown: { value, _ in value })
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, text.utf8.allSatisfy({ (33...126).contains($0) }) else {
            return false
        }
        let names = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return names.count > 1 && names.allSatisfy { !$0.isEmpty }
    }
}
