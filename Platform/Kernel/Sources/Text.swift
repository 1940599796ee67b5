import Foundation

/// Text that somebody typed, made safe to keep: Unicode normalised to NFC, no control characters, trimmed, bounded in bytes.
public enum CleanText {
    /// What can be wrong with it.
    public enum Problem: Error, Equatable, Sendable {
        /// Longer than the limit, in bytes of UTF-8.
        case tooLong(limit: Int)
        /// A NUL, another control character, or a direction override (which can make text read as what it is not).
        case forbiddenCharacter
    }

    /// Cleans one line or, with `multiline`, several. The limit counts bytes of UTF-8 after cleaning.
    public static func clean(_ text: String, limit: Int, multiline: Bool = false) throws(Problem) -> String {
        // Counted before normalising, which is the costly step; NFC never grows UTF-8 more than threefold.
        if text.utf8.count > limit * 3 + 64 { throw .tooLong(limit: limit) }
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
        let cleaned = String(scalars).precomposedStringWithCanonicalMapping
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if cleaned.utf8.count > limit { throw .tooLong(limit: limit) }
        return cleaned
    }
}
