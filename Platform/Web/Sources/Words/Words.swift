public import Kernel

/// The sentences of the product in one language, and the ways that language writes amounts, days and times.
public struct Words: Sendable {
    /// Which language.
    public let language: Language
    private let entries: [String: Catalogue.Entry]

    init(language: Language, entries: [String: Catalogue.Entry]) {
        self.language = language
        self.entries = entries
    }

    /// The sentence for `key`, with `{name}` replaced by the argument of that name. An unknown key reads as itself.
    public func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        guard let entry = entries[key] else { return key }
        return arguments.isEmpty ? entry.other : Self.fill(entry.other, arguments)
    }

    /// The sentence for a number of things: `{count}` and the plural that goes with it.
    /// Italian and English share the rule of CLDR for whole numbers: one is singular, all else plural.
    public func callAsFunction(_ key: String, count: Int, _ arguments: [String: String] = [:]) -> String {
        guard let entry = entries[key] else { return key }
        let sentence = count == 1 ? entry.one ?? entry.other : entry.other
        return Self.fill(sentence, arguments.merging(["count": String(count)]) { $1 })
    }

    /// Whether there is a sentence for `key`.
    public func has(_ key: String) -> Bool { entries[key] != nil }

    /// The text in this language.
    public func callAsFunction(_ text: LocalizedText) -> String { text(language) }

    private static func fill(_ sentence: String, _ arguments: [String: String]) -> String {
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
    public func money(_ amount: Money) -> String {
        let units = amount.cents.magnitude / 100
        let cents = amount.cents.magnitude % 100
        let minus = amount.cents < 0 ? "−" : ""
        let symbol = amount.currency == .eur ? "€" : amount.currency == .usd ? "$" : amount.currency.code
        let fraction = cents < 10 ? "0\(cents)" : "\(cents)"
        switch language {
        case .it: return "\(minus)\(grouped(units, "."))\(",")\(fraction)\u{A0}\(symbol)"
        case .en: return "\(minus)\(symbol)\(symbol.count > 1 ? "\u{A0}" : "")\(grouped(units, ",")).\(fraction)"
        }
    }

    /// `venerdì 27 novembre`, `Friday 27 November`.
    public func day(_ date: CivilDate) -> String {
        "\(weekday(date)) \(date.day) \(Self.months[language]?[date.month - 1] ?? "")"
    }

    /// `venerdì`, `Friday`.
    public func weekday(_ date: CivilDate) -> String { Self.weekdays[language]?[date.weekday - 1] ?? "" }

    /// `19:45` on the wall of the shop.
    public func time(_ instant: Instant, in zone: ShopZone) -> String { zone.local(instant).time.description }

    /// A percentage from basis points: `10 %`, `10%`; halves keep one decimal.
    public func percent(basisPoints: Int) -> String {
        let whole = basisPoints / 100
        let tenth = basisPoints % 100 / 10
        let separator = language == .it ? "," : "."
        return "\(whole)\(tenth == 0 ? "" : "\(separator)\(tenth)")\(language == .it ? "\u{A0}" : "")%"
    }

    private func grouped(_ value: UInt64, _ separator: String) -> String {
        let digits = Array(String(value))
        guard digits.count > 4 else { return String(digits) }
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result += separator }
            result.append(digit)
        }
        return result
    }

    private static let weekdays: [Language: [String]] = [
        .it: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        .en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ]

    private static let months: [Language: [String]] = [
        .it: [
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
            "novembre", "dicembre",
        ],
        .en: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
    ]
}
