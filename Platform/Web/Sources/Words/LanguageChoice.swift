import Kernel

extension Catalogue {
    /// The language in which somebody is answered: the one they chose, else the one their browser likes best of those that are spoken
    /// here, else the standard one.
    func language(chosen: String?, accepted: String?) -> Language {
        if let chosen, let language = Language(rawValue: chosen), speaks(language) { return language }
        return accepted.map(language(accepting:)) ?? .standard
    }

    /// Reads `Accept-Language` (RFC 9110 section 12.5.4): the greatest weight wins, the earlier of two equal ones. A range such as
    /// `de-AT` finds `de` (RFC 4647 section 3.4). What cannot be read is passed over.
    private func language(accepting header: String) -> Language {
        var best = (language: Language.standard, weight: 0)
        for range in header.utf8.prefix(256).split(separator: UInt8(ascii: ",")) {
            let parts = range.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            guard let weight = Self.weight(parts.dropFirst()), weight > best.weight, let tag = parts.first,
                let language = spoken(Self.trimmed(tag))
            else { continue }
            best = (language, weight)
        }
        return best.language
    }

    private func spoken(_ range: Substring.UTF8View) -> Language? {
        if range.elementsEqual("*".utf8) { return .standard }
        guard let language = Language(understanding: Substring(range)) else { return nil }
        return [language, language.withoutRegion].first(where: speaks)
    }

    /// Thousandths of `q=0.8`; all of it when there is none, nil when it is no weight.
    private static func weight(_ parameters: ArraySlice<Substring.UTF8View>) -> Int? {
        guard let parameter = parameters.map(trimmed).first(where: { $0.starts(with: "q=".utf8) }) else { return 1000 }
        guard let value = Double(String(parameter.dropFirst(2)) ?? ""), (0...1).contains(value) else { return nil }
        return Int(value * 1000)
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var text = text.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
        return text
    }
}
