import Kernel

/// How a language writes amounts, shares and days: what its file says below `format.`, read once.
final class Formats: Sendable {
    /// What the file says.
    struct Patterns: Sendable {
        var plural = PluralRule.oneOther
        var decimal = "."
        var grouping = ""
        /// How many digits a number has before they are grouped.
        var leastDigits = 5
        var money = "{minus}{amount}\u{A0}{currency}"
        /// The same for a currency that has no sign, only a code.
        var moneyWithCode = "{minus}{amount}\u{A0}{currency}"
        var percent = "{number}\u{A0}%"
        var day = "{weekday} {day} {month}"
        var weekdays = (1...7).map { String($0) }
        var shortWeekdays = (1...7).map { String($0) }
        var months = (1...12).map { String($0) }
    }

    /// What stands before and after an amount's digits.
    private struct Frame: Sendable {
        let before, after: String
        let beforeDebt, afterDebt: String
    }

    private let patterns: Patterns
    private let euro: Frame
    private let dollar: Frame

    init(_ patterns: Patterns = Patterns()) {
        self.patterns = patterns
        euro = Self.frame(patterns.money, "€")
        dollar = Self.frame(patterns.money, "$")
    }

    private static func frame(_ pattern: String, _ currency: String) -> Frame {
        func sides(_ minus: String) -> [String] {
            Words.fill(pattern, ["minus": minus, "currency": currency, "amount": "{amount}"])
                .split(separator: "{amount}", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        }
        let (credit, debt) = (sides(""), sides("−"))
        return Frame(
            before: credit.first ?? "", after: credit.dropFirst().first ?? "", beforeDebt: debt.first ?? "",
            afterDebt: debt.dropFirst().first ?? "")
    }

    func form(_ count: Int) -> PluralForm { patterns.plural.form(count) }

    func money(_ amount: Money) -> String {
        let frame =
            amount.currency == .eur
            ? euro
            : amount.currency == .usd ? dollar : Self.frame(patterns.moneyWithCode, amount.currency.code)
        let cents = amount.cents.magnitude % 100
        var text = amount.cents < 0 ? frame.beforeDebt : frame.before
        text += grouped(amount.cents.magnitude / 100)
        text += patterns.decimal
        if cents < 10 { text += "0" }
        text += String(cents)
        text += amount.cents < 0 ? frame.afterDebt : frame.after
        return text
    }

    func percent(basisPoints: Int) -> String {
        let (whole, tenth) = (basisPoints / 100, basisPoints % 100 / 10)
        let number = tenth == 0 ? String(whole) : "\(whole)\(patterns.decimal)\(tenth.magnitude)"
        return Words.fill(patterns.percent, ["number": number])
    }

    func day(_ date: CivilDate) -> String {
        let month = patterns.months[date.month - 1]
        return Words.fill(patterns.day, ["weekday": weekday(date), "day": String(date.day), "month": month])
    }

    func weekday(_ date: CivilDate) -> String { patterns.weekdays[date.weekday - 1] }

    func shortWeekday(_ date: CivilDate) -> String { patterns.shortWeekdays[date.weekday - 1] }

    private func grouped(_ value: UInt64) -> String {
        let digits = String(value)
        let count = digits.utf8.count
        guard count >= patterns.leastDigits else { return digits }
        var text = ""
        for (index, digit) in digits.unicodeScalars.enumerated() {
            if index > 0, (count - index) % 3 == 0 { text += patterns.grouping }
            text.unicodeScalars.append(digit)
        }
        return text
    }
}

extension Formats.Patterns {
    /// Reads them from the sentences of a language; throws `Catalogue.Problem.format` with the key that makes no sense.
    init(_ language: Language, _ entries: [String: Catalogue.Entry]) throws(Catalogue.Problem) {
        func text(_ key: String, holding names: String...) throws(Catalogue.Problem) -> String {
            guard case .sentence(let text)? = entries["format.\(key)"], names.allSatisfy({ text.contains("{\($0)}") })
            else { throw .format(key: "format.\(key)", language) }
            return text
        }
        func list(_ key: String, _ count: Int) throws(Catalogue.Problem) -> [String] {
            guard case .list(let texts)? = entries["format.\(key)"], texts.count == count else {
                throw .format(key: "format.\(key)", language)
            }
            return texts
        }
        guard let rule = PluralRule(rawValue: try text("plural")) else {
            throw .format(key: "format.plural", language)
        }
        guard let digits = Int(try text("grouping-from-digits")) else {
            throw .format(key: "format.grouping-from-digits", language)
        }
        plural = rule
        leastDigits = digits
        decimal = try text("decimal")
        grouping = try text("grouping")
        money = try text("money", holding: "minus", "amount", "currency")
        moneyWithCode = try text("money-with-code", holding: "minus", "amount", "currency")
        percent = try text("percent", holding: "number")
        day = try text("day", holding: "day", "month")
        weekdays = try list("weekdays", 7)
        shortWeekdays = try list("weekdays-short", 7)
        months = try list("months", 12)
    }
}
