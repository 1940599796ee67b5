/// The languages the product speaks.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    /// Italian, the default.
    case it
    /// English.
    case en
}

/// A text in every language of the product.
public struct LocalizedText: Hashable, Sendable, Codable {
    /// The Italian text.
    public var it: String
    /// The English text.
    public var en: String

    /// Both texts; the English one is the Italian one when it is not given.
    public init(it: String, en: String? = nil) {
        self.it = it
        self.en = en ?? it
    }

    /// The text in `language`.
    public func callAsFunction(_ language: Language) -> String {
        switch language {
        case .it: it
        case .en: en
        }
    }
}
