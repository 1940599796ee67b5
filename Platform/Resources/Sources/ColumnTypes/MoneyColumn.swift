import Database
public import Kernel
import Web

extension ColumnType where Value == Money {
    /// An amount in one currency, kept as cents. People write `9,50` or `9.50`; programs send cents and currency.
    public static func money(_ range: ClosedRange<Int64>, _ currency: Currency = .eur) -> ColumnType {
        ColumnType(
            sqlType: .integer, control: .money(currency: currency), schema: .of(Money.self),
            bind: { .integer($0.cents) },
            load: { Money(cents: try Int64(sqlValue: $0), currency) },
            read: { fields, name, old in
                let cents = fields.isForm ? typed(&fields, name) : sent(&fields, name, range, currency)
                guard let cents else { return old }
                if !range.contains(cents), !fields.isWrong(name) {
                    let bounds = ["minimum": range.lowerBound, "maximum": range.upperBound]
                    fields.refuse(name, "out-of-range", bounds.mapValues { Decimals.write(Int($0), digits: 2) })
                }
                return Money(cents: cents, currency)
            },
            write: { $0.member($1, $2) },
            typed: { value, context in
                let text = Decimals.write(Int(value.cents), digits: 2, comma: context.usesComma, all: true)
                return .text(text)
            },
            shown: { value, context in context.words.money(value) }
        ).with { $0.bounds = range }
    }

    private static func typed(_ fields: inout FieldReader, _ name: StaticString) -> Int64? {
        let text = fields.text(name, limit: 20)
        if fields.isWrong(name) { return nil }
        let digits = text.filter { $0 != "€" && $0 != "$" && !$0.isWhitespace }
        guard let cents = Decimals.read(digits, digits: 2) else {
            fields.refuse(name, "not-an-amount")
            return nil
        }
        return Int64(cents)
    }

    private static func sent(
        _ fields: inout FieldReader, _ name: StaticString, _ range: ClosedRange<Int64>, _ currency: Currency
    ) -> Int64? {
        fields.object(name) { inner in
            let cents = inner.int("cents", Int(range.lowerBound)...Int(range.upperBound))
            let code = inner.text("currency", limit: 3, pattern: "^\(currency.code)$")
            if code != currency.code, !inner.isWrong("currency") { inner.refuse("currency", "not-a-choice") }
            return Int64(cents)
        }
    }
}
