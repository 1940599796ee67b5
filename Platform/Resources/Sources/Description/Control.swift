public import Database
public import Kernel

/// How a column is asked for in a form.
public enum Control: Sendable {
    /// One line, or several.
    case text(limit: Int, multiline: Bool, type: StaticString)
    /// A whole number, with the key of its unit.
    case number(minimum: Int, maximum: Int, unit: StaticString?)
    /// An amount in units and cents.
    case money(currency: Currency)
    /// A number with decimals, as people write it.
    case decimal(unit: StaticString?)
    /// A day.
    case date
    /// A time of the day that may go on after midnight.
    case time
    /// A moment on the shop's wall clock.
    case moment
    /// Yes or no.
    case flag
    /// One of a few, as a list that opens or as cards beside one another. Labels are `<label>.<choice>`.
    case choice([String], cards: Bool)
    /// One of a few names that mean themselves.
    case names([String])
    /// Some of a few.
    case choices([String])
    /// Some of the days of the week.
    case days
    /// One text for each language.
    case texts(limit: Int, multiline: Bool)
    /// Another row.
    case reference(@Sendable (Transaction, Identifier<Scope>?) throws -> [ReferenceOption])

    /// Whether its values stand in columns of figures.
    var isFigure: Bool {
        switch self {
        case .number, .money, .decimal: true
        default: false
        }
    }
}
