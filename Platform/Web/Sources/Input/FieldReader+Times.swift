public import Kernel

extension FieldReader {
    /// A day as `2026-08-15`; wrong when absent.
    public mutating func date(_ name: StaticString) -> CivilDate? {
        ask(name, .string(format: "date"), required: true)
        guard let text = string(name), !text.isEmpty else { return missing(name, nil) }
        return CivilDate(text) ?? wrong(name, "not-a-day", nil)
    }

    /// A time of the day as `18:30`, whose hours may go on after midnight, `25:30`; wrong when absent. A form may write it short: `9`,
    /// `9.30`, `930`.
    public mutating func time(_ name: StaticString) -> WallTime? {
        ask(name, .string(pattern: "^([0-3][0-9]|4[0-7]):[0-5][0-9]$"), required: true)
        guard let text = string(name), !text.isEmpty else { return missing(name, nil) }
        return WallTime(lenient ? Self.completed(text) : text) ?? wrong(name, "not-a-time", nil)
    }

    private static func completed(_ text: String) -> String {
        var parts = text.split { $0 == ":" || $0 == "." || $0 == "," }.map(String.init)
        if parts.count == 1, let digits = parts.first, digits.utf8.count > 2 {
            parts = [String(digits.dropLast(2)), String(digits.suffix(2))]
        }
        if parts.count == 1 { parts.append("00") }
        return parts.map { $0.utf8.count == 1 ? "0\($0)" : $0 }.joined(separator: ":")
    }
}
