/// The forms that a counted sentence can have, as CLDR names them.
enum PluralForm: String, Sendable {
    case one, few, many, other
}

/// Which form goes with a whole number: the rules of CLDR that a file can name as its `format.plural`.
enum PluralRule: String, Sendable {
    /// Chinese, Japanese: a number changes nothing.
    case other
    /// Italian, English, German, Spanish.
    case oneOther = "one-other"
    /// French, Portuguese of Brazil: none is singular, too.
    case belowTwoOther = "below-two-other"
    /// Romanian.
    case oneFewOther = "one-few-other"
    /// Ukrainian, Russian.
    case oneFewMany = "one-few-many"

    /// The form of `count` things.
    func form(_ count: Int) -> PluralForm {
        let (units, hundredth) = (count.magnitude % 10, count.magnitude % 100)
        switch self {
        case .other: return .other
        case .oneOther: return count == 1 ? .one : .other
        case .belowTwoOther: return count == 0 || count == 1 ? .one : .other
        case .oneFewOther:
            if count == 1 { return .one }
            return count == 0 || (1...19).contains(hundredth) ? .few : .other
        case .oneFewMany:
            if units == 1, hundredth != 11 { return .one }
            return (2...4).contains(units) && !(12...14).contains(hundredth) ? .few : .many
        }
    }
}
