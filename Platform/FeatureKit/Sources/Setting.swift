/// One key of the configuration: what it means, what it is when nobody says, and whether it is a secret.
///
/// It is the machine's: the same for every shop and tenant of a process. What an owner decides is a row of a table.
public struct Setting: Sendable, Hashable {
    /// The environment variable, `PIZZAMAMA_PORT`; in a file the same name.
    public let key: String
    /// What it means, in a sentence.
    public let meaning: String
    /// The value when nobody says; nil when it is made or not needed.
    public let fallback: String?
    /// Whether its value is never shown, and may come from the file that `<KEY>_FILE` names.
    public let isSecret: Bool

    /// A setting by its name behind `PIZZAMAMA_`; that of a feature begins with the feature's name: `MAIL_SERVER` of `mail`.
    public init(_ name: StaticString, _ meaning: String, _ fallback: String? = nil, secret: Bool = false) {
        key = "PIZZAMAMA_\(name)"
        self.meaning = meaning
        self.fallback = fallback
        isSecret = secret
    }
}
