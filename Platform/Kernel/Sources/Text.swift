import Foundation

/// Text that somebody typed, made safe to keep: Unicode normalised to NFC, no control characters, trimmed, bounded.
public enum CleanText {
    /// What can be wrong with it.
    public enum Problem: Error, Equatable, Sendable {
        /// Longer than the limit, in Unicode scalars, which is how JSON Schema counts.
        case tooLong(limit: Int)
        /// A NUL, another control character, or a direction override (which can make text read as what it is not).
        case forbiddenCharacter
    }

    private static let forbidden =
        #"\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF"#
    private static let spaces = #"\u0009-\u000D\u0020\u00A0\u1680\u2000-\u200B\u2028\u2029\u202F\u205F\u3000"#

    /// What `clean` takes, as a regular expression of JSON Schema.
    public static let pattern = "^[^\(forbidden)]*$"

    /// What `clean` takes and does not find empty.
    public static let filledPattern = "^[^\(forbidden)]*[^\(forbidden)\(spaces)][^\(forbidden)]*$"

    /// Cleans one line or, with `multiline`, several. The limit counts Unicode scalars as they were typed.
    public static func clean(_ text: String, limit: Int, multiline: Bool = false) throws(Problem) -> String {
        // Counted before normalising, which is the costly step; NFC never makes more than three of one.
        if text.unicodeScalars.count > limit { throw .tooLong(limit: limit) }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D: continue
            case 0x0A where multiline: scalars.append(scalar)
            case 0x09, 0x0A: scalars.append(" ")
            case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
                throw .forbiddenCharacter
            default: scalars.append(scalar)
            }
        }
        return String(scalars).precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
