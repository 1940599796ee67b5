public import Database
import Kernel
import Web

extension ColumnType where Value: RawRepresentable<String> & CaseIterable & SQLConvertible {
    /// One of a few, kept by its name. The labels are `<column>.<choice>`.
    public static var choice: ColumnType { choice(cards: false) }

    /// One of a few, asked for as cards that are all seen at once.
    public static var cards: ColumnType { choice(cards: true) }

    private static func choice(cards: Bool) -> ColumnType {
        let names = Value.allCases.map(\.rawValue)
        return ColumnType(
            sqlType: .text, control: .choice(names, cards: cards), schema: .string(choices: names),
            bind: { $0.sqlValue }, load: { try Value(sqlValue: $0) },
            read: { fields, name, old in fields.choice(name, of: Value.self) ?? old },
            write: { $0.member($1, $2.rawValue) }, typed: { value, _ in .text(value.rawValue) },
            shown: { value, _ in value.rawValue })
    }
}

extension ColumnType {
    /// Some of a few, kept as their names in order with commas between. The labels are `<column>.<choice>`.
    public static func choices<Choice>() -> ColumnType
    where Value == Set<Choice>, Choice: RawRepresentable<String> & CaseIterable & Sendable {
        let names = Choice.allCases.map(\.rawValue)
        return ColumnType(
            sqlType: .text, control: .choices(names), schema: .array(.string(choices: names)),
            bind: { .text($0.map(\.rawValue).sorted().joined(separator: ",")) },
            load: {
                let text = try String(sqlValue: $0)
                return Set(text.split(separator: ",").compactMap { Choice(rawValue: String($0)) })
            },
            read: { fields, name, _ in Set(fields.choices(name, of: Choice.self, most: names.count)) },
            write: { $0.member($1, $2.map(\.rawValue).sorted()) },
            typed: { value, _ in .list(value.map(\.rawValue).sorted().map { .text($0) }) },
            shown: { value, _ in value.map(\.rawValue).sorted().joined(separator: ",") }
        ).with {
            $0.isOptional = true
            $0.isSortable = false
        }
    }
}

extension ColumnType where Value == Set<Int> {
    /// Some of the days of the week, 1 for Monday to 7 for Sunday, kept as a number with a bit for each: 1 for Monday, 64 for Sunday. Forms
    /// and programs name them in English.
    public static var days: ColumnType {
        let names = Weekday.allCases.map(\.rawValue)
        return ColumnType(
            sqlType: .integer, control: .days, schema: .array(.string(choices: names)),
            bind: { .integer(Int64((1...7).filter($0.contains).reduce(0) { $0 | 1 << ($1 - 1) })) },
            load: {
                let bits = try Int64(sqlValue: $0)
                return Set((1...7).filter { bits & 1 << Int64($0 - 1) != 0 })
            },
            read: { fields, name, _ in
                Set(fields.choices(name, of: Weekday.self, most: 7).map(\.number))
            },
            write: { $0.member($1, Weekday.names($2)) },
            typed: { value, _ in .list(Weekday.names(value).map { .text($0) }) },
            shown: { value, context in context.days(value) }
        ).with {
            $0.isOptional = true
            $0.isSortable = false
        }
    }
}

/// A day of the week as forms and programs send it.
enum Weekday: String, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// 1 for Monday to 7 for Sunday.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    static func names(_ numbers: Set<Int>) -> [String] {
        allCases.filter { numbers.contains($0.number) }.map(\.rawValue)
    }
}

extension FormContext {
    /// Days as people write them: three and more in a row as a stretch, `giovedì–domenica`.
    func days(_ numbers: Set<Int>) -> String {
        if numbers.isSuperset(of: 1...7) { return words("resources.every-day") }
        var runs: [ClosedRange<Int>] = []
        for day in numbers.sorted() {
            if let last = runs.last, last.upperBound == day - 1 {
                runs[runs.count - 1] = last.lowerBound...day
            } else {
                runs.append(day...day)
            }
        }
        return runs.flatMap { run -> [String] in
            let names = Weekday.names(Set(run)).map { weekday($0) }
            guard names.count > 2, let first = names.first, let last = names.last else { return names }
            return ["\(first)–\(last)"]
        }.joined(separator: ", ")
    }

    /// What people call a day of the week; the name itself for any other text.
    func weekday(_ name: String) -> String {
        guard let day = Weekday(rawValue: name) else { return name }
        // 5 January 1970 was a Monday.
        return words.weekday(CivilDate(daysSinceEpoch: 3 + day.number))
    }
}
