/// A text that people wrote, in as many languages as they wrote it in; there is always one.
///
/// Who asks for a language that it is not written in gets that language without its region, else the standard one, else English,
/// else the first by tag.
public struct LocalizedText: Hashable, Sendable {
    /// The text in one language.
    public struct Entry: Hashable, Sendable {
        /// Which language.
        public let language: Language
        /// What it says there.
        public let text: String
    }

    /// Never empty: first what is said when the language that is asked for is missing, then the others by tag. One reference, because
    /// a page copies hundreds of texts.
    private let texts: [Entry]

    /// A text in each language of the dictionary; nil when there is none.
    public init?(_ texts: [Language: String]) {
        if texts.isEmpty { return nil }
        func rank(_ entry: Entry) -> Int { entry.language == .standard ? 0 : entry.language == .en ? 1 : 2 }
        var all = texts.map { Entry(language: $0.key, text: $0.value) }.sorted { $0.language < $1.language }
        let first = all.indices.min { (rank(all[$0]), $0) < (rank(all[$1]), $1) } ?? 0
        all.insert(all.remove(at: first), at: 0)
        self.texts = all
    }

    /// A text in one language.
    public init(_ text: String, in language: Language) { texts = [Entry(language: language, text: text)] }

    /// An Italian text and, if there is one, an English.
    public init(it: String, en: String? = nil) {
        texts = [Entry(language: .it, text: it)] + (en.map { [Entry(language: .en, text: $0)] } ?? [])
    }

    /// Several texts one after the other, in every language that one of them is written in; each begins with `prefix`.
    public init(joining texts: [LocalizedText], separator: String, prefix: String = "") {
        func joined(_ language: Language) -> String {
            texts.map { prefix + $0(language) }.joined(separator: separator)
        }
        let languages = Set(texts.flatMap { $0.entries.map(\.language) })
        let all = Dictionary(uniqueKeysWithValues: languages.map { ($0, joined($0)) })
        self = LocalizedText(all) ?? LocalizedText("", in: .standard)
    }

    /// The text in `language`, or what stands for it.
    public func callAsFunction(_ language: Language) -> String {
        for index in texts.indices where texts[index].language == language { return texts[index].text }
        let plain = language.withoutRegion
        return plain == language ? texts[0].text : self(plain)
    }

    /// The text in just this language; nil when nobody wrote one.
    public subscript(_ language: Language) -> String? { texts.first { $0.language == language }?.text }

    /// Every text, by tag.
    public var entries: [Entry] { texts.sorted { $0.language < $1.language } }
}

extension LocalizedText: Codable {
    private struct Tag: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        init(_ language: Language) { stringValue = language.rawValue }
    }

    /// Reads an object from tags to texts, with at least one.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Tag.self)
        var texts: [Language: String] = [:]
        for tag in container.allKeys {
            guard let language = Language(rawValue: tag.stringValue) else {
                throw DecodingError.dataCorruptedError(forKey: tag, in: container, debugDescription: "no language")
            }
            texts[language] = try container.decode(String.self, forKey: tag)
        }
        guard let text = LocalizedText(texts) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no text"))
        }
        self = text
    }

    /// Writes `{"en": "…", "it": "…"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Tag.self)
        for entry in entries { try container.encode(entry.text, forKey: Tag(entry.language)) }
    }
}
