import Kernel
import Menu
import Testing

private typealias M = SmallMenu

/// What a pizza costs by each rule, in cents.
struct PriceCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let pizza: LineConfiguration
    let dearest, average, proportional, surcharge: Int64

    init(
        _ name: String, _ pizza: LineConfiguration, dearest: Int64, average: Int64, proportional: Int64,
        surcharge: Int64
    ) {
        testDescription = name
        self.pizza = pizza
        self.dearest = dearest
        self.average = average
        self.proportional = proportional
        self.surcharge = surcharge
    }

    /// All rules agree on a whole pizza.
    init(whole name: String, _ pizza: LineConfiguration, _ cents: Int64) {
        self.init(name, pizza, dearest: cents, average: cents, proportional: cents, surcharge: cents)
    }
}

private let wholes: [PriceCase] = [
    PriceCase(whole: "as it stands", M.pizza(.of(M.margherita)), 650),
    PriceCase(whole: "large", M.pizza(.of(M.margherita), size: M.large), 1300),
    PriceCase(whole: "what is left out lowers nothing", M.pizza(.of(M.margherita, without: [M.mozzarella])), 650),
    PriceCase(whole: "one extra", M.pizza(.of(M.margherita, with: [M.ham])), 830),
    PriceCase(whole: "an extra on a large one", M.pizza(.of(M.margherita, with: [M.ham]), size: M.large), 1660),
    PriceCase(whole: "doubled", M.pizza(.of(M.margherita, double: [M.mozzarella])), 800),
    PriceCase(whole: "doubled where there are two: one more", M.pizza(.of(M.tonno, double: [M.mozzarella])), 1050),
    PriceCase(whole: "dearer swap", M.pizza(.of(M.margherita, swap: [M.mozzarella: M.bufala])), 750),
    PriceCase(whole: "cheaper swap", M.pizza(.of(M.margherita, swap: [M.mozzarella: M.cheap])), 650),
    PriceCase(whole: "dearer swap of two portions", M.pizza(.of(M.tonno, swap: [M.mozzarella: M.bufala])), 1100),
    PriceCase(
        whole: "a cheaper swap pays for no extra",
        M.pizza(.of(M.margherita, with: [M.ham], swap: [M.mozzarella: M.cheap])),
        830),
    PriceCase(whole: "dough", M.pizza(.of(M.margherita), dough: M.wholemeal), 775),
]

private let parts: [PriceCase] = [
    PriceCase(
        "halves, half a cent is a cent", M.pizza(.of(M.margherita), .of(M.marinara)),
        dearest: 650, average: 576, proportional: 576, surcharge: 700),
    PriceCase(
        "thirds, rounded up", M.pizza(.of(M.margherita), .of(M.marinara), .of(M.tonno)),
        dearest: 900, average: 684, proportional: 684, surcharge: 950),
    PriceCase(
        "thirds, rounded down", M.pizza(.of(M.margherita), .of(M.margherita), .of(M.marinara)),
        dearest: 650, average: 600, proportional: 600, surcharge: 700),
    PriceCase(
        "thirds, nothing to round", M.pizza(.of(M.marinara), .of(M.tonno), .of(M.marinara)),
        dearest: 900, average: 634, proportional: 634, surcharge: 950),
    PriceCase(
        "quarters", M.pizza(.of(M.margherita), .of(M.marinara), .of(M.tonno), .of(M.cotto)),
        dearest: 900, average: 713, proportional: 713, surcharge: 950),
    PriceCase(
        "an extra on a half", M.pizza(.of(M.margherita, with: [M.ham]), .of(M.marinara)),
        dearest: 830, average: 756, proportional: 666, surcharge: 880),
    PriceCase(
        "an extra on both halves", M.pizza(.of(M.margherita, with: [M.ham]), .of(M.marinara, with: [M.ham])),
        dearest: 1010, average: 936, proportional: 756, surcharge: 1060),
    PriceCase(
        "an extra on a third", M.pizza(.of(M.margherita, with: [M.honey]), .of(M.marinara), .of(M.tonno)),
        dearest: 960, average: 744, proportional: 704, surcharge: 1010),
    PriceCase(
        "one recipe, one half doubled: no trouble to charge",
        M.pizza(.of(M.margherita, double: [M.mozzarella]), .of(M.margherita)),
        dearest: 800, average: 800, proportional: 725, surcharge: 800),
    PriceCase(
        "a dearer swap on a half", M.pizza(.of(M.margherita, swap: [M.mozzarella: M.bufala]), .of(M.marinara)),
        dearest: 750, average: 676, proportional: 626, surcharge: 800),
    PriceCase(
        "a cheaper swap on a half", M.pizza(.of(M.margherita, swap: [M.mozzarella: M.cheap]), .of(M.marinara)),
        dearest: 650, average: 576, proportional: 576, surcharge: 700),
    PriceCase(
        "halves on a dearer dough", M.pizza(.of(M.margherita), .of(M.marinara), dough: M.wholemeal),
        dearest: 775, average: 701, proportional: 701, surcharge: 825),
]

@Suite struct PriceTests {
    @Test(arguments: wholes + parts) func ofAPizza(_ its: PriceCase) throws {
        func cents(_ rule: SectionPriceRule) throws -> Int64 {
            let line = try M.menu(rule).line(for: its.pizza, quantity: 3)
            #expect(line.total.cents == line.unitPrice.cents * 3)
            #expect(line.total.currency == .eur)
            return line.unitPrice.cents
        }
        #expect(try cents(.dearest) == its.dearest)
        #expect(try cents(.average) == its.average)
        #expect(try cents(.proportional) == its.proportional)
        #expect(try cents(.surcharge(Money(cents: 50))) == its.surcharge)
    }

    @Test func ofSomethingElse() throws {
        let line = try M.menu().line(for: LineConfiguration(product: M.wine), quantity: 50)
        #expect(line.unitPrice == Money(cents: 1200))
        #expect(line.total == Money(cents: 60_000))
    }

    @Test func theRuleIsKeptAsText() {
        let rules: [(SectionPriceRule, String)] = [
            (.dearest, "dearest"), (.average, "average"), (.proportional, "proportional"),
            (.surcharge(Money(cents: 50)), "surcharge:50"), (.surcharge(Money(cents: 0)), "surcharge:0"),
        ]
        for (rule, text) in rules {
            #expect(rule.text == text)
            #expect(SectionPriceRule(text, .eur) == rule)
        }
        for text in [
            "", "cheapest", "surcharge", "surcharge:", "surcharge:-1", "surcharge:x", "surcharge:9223372036854775808",
        ] {
            #expect(SectionPriceRule(text, .eur) == nil, "\(text)")
        }
    }
}
