public import Kernel

/// The sentences of one language, and how it writes amounts and days.
public struct Words: Sendable {
    /// Which language.
    public let language: Language
    private let entries: [String: Catalogue.Entry]
    private let formats: Formats

    init(language: Language, entries: [String: Catalogue.Entry], formats: Formats) {
        self.language = language
        self.entries = entries
        self.formats = formats
    }

    /// The sentence for `key`, with `{name}` replaced by the argument of that name. An unknown key reads as itself.
    public func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        guard let sentence = entries[key]?.other else { return key }
        return arguments.isEmpty ? sentence : Self.fill(sentence, arguments)
    }

    /// The sentence for a number of things: `{count}` and the plural that goes with it.
    public func callAsFunction(_ key: String, count: Int, _ arguments: [String: String] = [:]) -> String {
        guard let sentence = entries[key]?.form(formats.form(count)) else { return key }
        return Self.fill(sentence, arguments.merging(["count": String(count)]) { $1 })
    }

    /// Whether there is a sentence for `key`.
    public func has(_ key: String) -> Bool { entries[key] != nil }

    /// The text in this language, or what stands for it.
    public func callAsFunction(_ text: LocalizedText) -> String { text(language) }

    /// What a refusal says: its amounts, texts and the next moment as this language writes them.
    public func callAsFunction(_ refusal: AppError) -> String {
        var arguments = refusal.arguments
        for (name, amount) in refusal.amounts { arguments[name] = money(amount) }
        for (name, text) in refusal.texts { arguments[name] = text(language) }
        guard let next = refusal.next else { return self("error.\(refusal.code)", arguments) }
        arguments["day"] = day(next.zone.local(next.instant).date)
        arguments["time"] = time(next.instant, in: next.zone)
        return self("error.\(refusal.code).next", arguments)
    }

    static func fill(_ sentence: String, _ arguments: [String: String]) -> String {
        var result = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += arguments[name] ?? "{\(name)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension Words {
    /// `9,50 €` in Italian, `€9.50` in English; other currencies by their code.
    public func money(_ amount: Money) -> String { formats.money(amount) }

    /// Whether decimals stand behind a comma.
    public var usesDecimalComma: Bool { money(Money(cents: 150)).contains(",") }

    /// `venerdì 27 novembre`, `Friday 27 November`.
    public func day(_ date: CivilDate) -> String { formats.day(date) }

    /// `venerdì`, `Friday`.
    public func weekday(_ date: CivilDate) -> String { formats.weekday(date) }

    /// `ven`, `Fri`.
    public func shortWeekday(_ date: CivilDate) -> String { formats.shortWeekday(date) }

    /// `19:45` on the wall of the shop.
    public func time(_ instant: Instant, in zone: ShopZone) -> String { zone.local(instant).time.description }

    /// A percentage from basis points: `10 %`, `10%`; halves keep one decimal.
    public func percent(basisPoints: Int) -> String { formats.percent(basisPoints: basisPoints) }
}
