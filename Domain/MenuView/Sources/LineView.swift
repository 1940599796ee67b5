public import HTML
import Kernel
public import Menu
public import Web

/// A configured line for programs: what it is, costs, contains.
public struct LineView: JSONWritable {
    let name: String
    let details: String
    let unit: Money
    let total: Money
    let contains: [String]
    let mayContain: [String]
    let kcal: Int
    let diet: String

    /// What a menu makes of a configuration, in the words of a language.
    public init(_ line: ConfiguredLine, _ words: Words) {
        name = words(line.kitchen.name)
        details = line.kitchen.details(words)
        unit = line.unitPrice
        total = line.total
        contains = line.contains.map(\.rawValue)
        mayContain = line.mayContain.map(\.rawValue)
        kcal = line.kcal
        diet = line.diet.rawValue
    }

    private init() {
        name = "½ Diavola + ½ Bufalina"
        details = "Normale · Integrale"
        unit = Money(cents: 950)
        total = Money(cents: 1900)
        contains = ["gluten", "milk"]
        mayContain = ["sesame"]
        kcal = 910
        diet = "meat"
    }

    public static let example = LineView()

    public func write(to json: inout JSONWriter) {
        json.member("name", name)
        json.member("details", details)
        json.member("unit_price", unit)
        json.member("total", total)
        json.member("contains", contains)
        json.member("may_contain", mayContain)
        json.member("kcal", kcal)
        json.member("diet", diet)
    }
}

/// The allergens of a dish as a list for people; what may be inside is marked and said.
public func allergenList(_ contains: AllergenSet, _ mayContain: AllergenSet, _ words: Words) -> HTML {
    if contains.isEmpty, mayContain.isEmpty { return "<p class=\"allergens-none\">\(words("menu.no-allergens"))</p>" }
    let inside: [HTML] = contains.map { "<li class=\"allergen\">\(words($0.key))</li>" }
    let traces: [HTML] = mayContain.map {
        "<li class=\"allergen is-trace\"><span class=\"trace-mark\">\(words("menu.may-contain"))</span> \(words($0.key))</li>"
    }
    return "<div class=\"allergens\"><ul>\(inside + traces)</ul></div>"
}
