/// A language by its tag of BCP 47: two or three lower-case letters, `it`, `fil`, and where it matters a region, `de-AT`.
///
/// Any language has a tag here. Which ones a program speaks is what its sentences are written in.
public struct Language: RawRepresentable, Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    /// The letters from the left, so that numbers sort as tags do and two languages are compared in one step.
    private let letters: UInt64

    /// Takes a tag exactly as it is written here; anything else is nil.
    public init?(rawValue: String) {
        let parts = rawValue.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, (2...3).contains(first.count),
            first.allSatisfy({ (97...122).contains($0) })
        else { return nil }
        if parts.count == 2 {
            guard parts[1].count == 2, parts[1].allSatisfy({ (65...90).contains($0) }) else { return nil }
        }
        letters = Self.pack(rawValue.utf8)
    }

    /// Understands what others write: letters of any case, and subtags that mean nothing here, such as a script, which are left out.
    public init?(understanding tag: some StringProtocol) {
        let parts = tag.utf8.prefix(40).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.count) else { return nil }
        var text = first.map { $0 | 0x20 }
        if let region = parts.dropFirst().prefix(2).first(where: { $0.count == 2 }) {
            text += [UInt8(ascii: "-")] + region.map { $0 & 0xDF }
        }
        self.init(rawValue: String(decoding: text, as: UTF8.self))
    }

    private init(letters: UInt64) { self.letters = letters }

    /// Italian.
    public static var it: Language { Language(letters: 0x6974_0000_0000_0000) }
    /// English.
    public static var en: Language { Language(letters: 0x656E_0000_0000_0000) }
    /// The language in which everything is written first. What is missing in another is said in this one.
    public static var standard: Language { .it }

    /// What `init(rawValue:)` takes, as a regular expression of JSON Schema.
    public static let pattern = "^[a-z]{2,3}(-[A-Z]{2})?$"

    /// The tag.
    public var rawValue: String {
        var bytes: [UInt8] = []
        var rest = letters
        while rest != 0 {
            bytes.append(UInt8(rest >> 56))
            rest <<= 8
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The language without a region: `de` for `de-AT`.
    public var withoutRegion: Language {
        let dash = UInt64(UInt8(ascii: "-"))
        if letters >> 40 & 0xFF == dash { return Language(letters: letters & 0xFFFF_0000_0000_0000) }
        if letters >> 32 & 0xFF == dash { return Language(letters: letters & 0xFFFF_FF00_0000_0000) }
        return self
    }

    public var description: String { rawValue }
    public static func == (left: Self, right: Self) -> Bool { left.letters == right.letters }
    public static func < (left: Self, right: Self) -> Bool { left.letters < right.letters }
    /// Hashes the tag.
    public func hash(into hasher: inout Hasher) { hasher.combine(letters) }

    private static func pack(_ bytes: String.UTF8View) -> UInt64 {
        var (letters, shift): (UInt64, UInt64) = (0, 56)
        for byte in bytes.prefix(8) {
            letters |= UInt64(byte) << shift
            shift &-= 8
        }
        return letters
    }
}
