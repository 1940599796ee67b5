/// A telephone number in the international form, `+390511234567` (ITU-T E.164).
public struct PhoneNumber: Hashable, Sendable, Codable, CustomStringConvertible {
    /// What can be wrong with what was typed.
    public enum Problem: String, Error, Hashable, Sendable {
        /// Nothing there.
        case required
        /// Something that is no part of a number.
        case forbiddenCharacter = "forbidden-character"
        /// Fewer than 6 digits.
        case tooShort = "too-short"
        /// More than 15 digits with the country's.
        case tooLong = "too-long"
    }

    /// `+` and digits, the country's first.
    public let digits: String

    /// Reads digits with spaces, dashes, dots, slashes or brackets between. `+` or `00` in front begins a country's code;
    /// without one the number is of `country`, Italy unless said otherwise. A leading 0 is kept, as Italian numbers need it.
    public init(_ text: String, country: String = "39") throws(Problem) {
        guard text.utf8.count <= 60 else { throw .tooLong }
        var number: [UInt8] = []
        var isInternational = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": number.append(UInt8(truncatingIfNeeded: scalar.value))
            case "+" where number.isEmpty && !isInternational: isInternational = true
            case " ", "\u{A0}", "\u{202F}", "-", "\u{2010}"..."\u{2013}", ".", "/", "(", ")": continue
            default: throw .forbiddenCharacter
            }
        }
        if number.isEmpty { throw .required }
        if !isInternational, number.starts(with: [48, 48]) {
            number.removeFirst(2)
            isInternational = true
        }
        guard number.count >= 6 else { throw .tooShort }
        // No country's code begins with 0.
        if isInternational, number.first == 48 { throw .forbiddenCharacter }
        let whole = (isInternational ? "" : country) + String(decoding: number, as: UTF8.self)
        guard whole.utf8.count <= 15 else { throw .tooLong }
        digits = "+" + whole
    }

    /// The normalised form.
    public var description: String { digits }

    /// Reads text under the rules of `init`; anything else is a `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try PhoneNumber(try container.decode(String.self))
        } catch let problem as Problem {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: problem.rawValue)
        }
    }

    /// Writes the normalised form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(digits)
    }
}
