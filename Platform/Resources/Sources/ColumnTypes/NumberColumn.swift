import Database
import Kernel
import Web

extension ColumnType where Value == Int {
    /// A whole number in a range; `unit` is the key of what stands behind it.
    public static func integer(_ range: ClosedRange<Int>, unit: StaticString? = nil) -> ColumnType {
        ColumnType(
            .integer, .number(minimum: range.lowerBound, maximum: range.upperBound, unit: unit),
            read: { fields, name, _ in fields.int(name, range) },
            typed: { value, _ in .text(String(value)) },
            shown: { value, context in unit.map { "\(value) \(context.words($0.description))" } ?? String(value) }
        ).with { $0.bounds = Int64(range.lowerBound)...Int64(range.upperBound) }
    }

    /// A number with decimals, kept as a whole number of its smallest parts: a coordinate in ten-millionths (`digits` 7), a percentage in
    /// hundredths (`digits` 2). People write a comma or a point; programs send the whole number.
    public static func decimal(digits: Int, _ range: ClosedRange<Int>, unit: StaticString? = nil) -> ColumnType {
        ColumnType(
            .integer, .decimal(unit: unit),
            read: { fields, name, old in
                guard fields.isForm else { return fields.int(name, range) }
                let text = fields.text(name, limit: 24)
                if fields.isWrong(name) { return old }
                guard let value = Decimals.read(text, digits: digits) else {
                    fields.refuse(name, "not-a-number")
                    return old
                }
                if !range.contains(value) {
                    let bounds = ["minimum": range.lowerBound, "maximum": range.upperBound]
                    fields.refuse(name, "out-of-range", bounds.mapValues { Decimals.write($0, digits: digits) })
                }
                return value
            },
            typed: { value, context in .text(Decimals.write(value, digits: digits, comma: context.usesComma)) },
            shown: { value, context in
                let number = Decimals.write(value, digits: digits, comma: context.usesComma)
                return unit.map { "\(number) \(context.words($0.description))" } ?? number
            }
        ).with { $0.bounds = Int64(range.lowerBound)...Int64(range.upperBound) }
    }
}

extension ColumnType where Value == Bool {
    /// Yes or no; absent is no.
    public static var flag: ColumnType {
        ColumnType(
            .boolean, .flag, read: { fields, name, _ in fields.flag(name) },
            typed: { value, _ in .text(value ? "on" : "") },
            shown: { value, context in context.words(value ? "resources.yes" : "resources.no") }
        ).with { $0.isOptional = true }
    }
}

extension FormContext {
    /// Whether decimals stand behind a comma in this language.
    var usesComma: Bool { words.usesDecimalComma }
}

/// Numbers with decimals that are kept as whole ones.
enum Decimals {
    /// `9,5`, `9.50` and `-0.1` as a whole number of the last of `digits` decimals; nil for anything else, or more decimals than that.
    static func read(_ text: String, digits: Int) -> Int? {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest = rest.dropFirst() }
        var (value, decimals, seen) = (0, -1, 0)
        for byte in rest {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "."), decimals < 0 {
                decimals = 0
                continue
            }
            guard (48...57).contains(byte), seen < 15 else { return nil }
            if decimals >= 0 { decimals += 1 }
            value = value * 10 + Int(byte - 48)
            seen += 1
        }
        guard seen > 0, decimals <= digits else { return nil }
        for _ in max(decimals, 0)..<digits {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return isNegative ? -value : value
    }

    /// The number with its decimals; those at the end that are nothing are left out unless there are to be all of them.
    static func write(_ value: Int, digits: Int, comma: Bool = false, all: Bool = false) -> String {
        var text = String(value.magnitude)
        text = String(repeating: "0", count: max(digits + 1 - text.utf8.count, 0)) + text
        let whole = text.dropLast(digits)
        var decimals = text.suffix(digits)
        while !all, decimals.last == "0" { decimals = decimals.dropLast() }
        return (value < 0 ? "-" : "") + whole + (decimals.isEmpty ? "" : (comma ? "," : ".") + decimals)
    }
}
