import Kernel
import Menu
import Testing

private typealias M = SmallMenu

@Suite struct LineConfigurationTests {
    private let changed = LineConfiguration.Section.of(
        M.cotto, without: [M.onion], with: [M.honey, M.tuna], double: [M.ham], swap: [M.mozzarella: M.vegan])

    @Test func theOrderOfPartsAndChangesMeansNothing() {
        let other = LineConfiguration.Section.of(
            M.cotto, without: [M.onion, M.onion], with: [M.tuna, M.honey, M.tuna], double: [M.ham],
            swap: [M.mozzarella: M.vegan])
        #expect(changed == other)
        let (left, right) = (M.pizza(changed, .of(M.margherita)), M.pizza(.of(M.margherita), other))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.text == right.text)
        #expect(left.product == M.margherita)
    }

    @Test func equalPartsAreOne() {
        let (a, b) = (LineConfiguration.Section.of(M.margherita), LineConfiguration.Section.of(M.marinara))
        #expect(M.pizza(a, a) == M.pizza(a))
        #expect(M.pizza(a, a, a, a) == M.pizza(a))
        #expect(M.pizza(changed, changed, changed).sections == [changed])
        #expect(M.pizza(a, b, b, a) == M.pizza(a, b))
        #expect(M.pizza(a, b, b, a).sections == [a, b])
        #expect(M.pizza(a, a, b).sections == [a, a, b])
        #expect(M.pizza(a, b, b, b).sections == [a, b, b, b])
        #expect(M.pizza(a, changed, a) != M.pizza(a, changed))
        #expect(M.pizza(a, b, changed, a).sections.count == 4)
    }

    @Test func aPlainSectionHasNoChanges() {
        #expect(LineConfiguration.Section(recipe: M.cotto).isPlain)
        #expect(!changed.isPlain)
        #expect(!LineConfiguration.Section.of(M.cotto, swap: [M.mozzarella: M.vegan]).isPlain)
    }

    @Test func theTextReadsBack() {
        let pizza = M.pizza(changed, .of(M.margherita), size: M.large, dough: M.wholemeal)
        #expect(LineConfiguration(text: pizza.text) == pizza)
        #expect(LineConfiguration(text: pizza.text.uppercased()) == pizza)
        let drink = LineConfiguration(product: M.wine)
        #expect(drink.text == "00000000-0000-0007-0000-00000000000a")
        #expect(LineConfiguration(text: drink.text) == drink)
        let one = M.pizza(.of(M.margherita, without: [M.tomato], swap: [M.mozzarella: M.vegan]))
        func id(_ last: String) -> String { "00000000-0000-0007-0000-00000000000\(last)" }
        #expect(one.text == "\(id("1"));\(id("1"));\(id("1")),-\(id("1")),\(id("2"))>\(id("4"))")
    }

    @Test func anythingElseIsNoLine() {
        let id = M.margherita.description
        let head = "\(id);\(id);"
        let texts = [
            "", ";", ";;", ";;;", ",", id + ";", head, "\(id);\(id)", "\(id),-\(id)", ";" + head + id, head + id + ";",
            head + id + ",", head + id + ",-", head + id + ",x\(id)", head + id + ",--\(id)", head + id + ",-\(id)-",
            head + id + ",\(id)", head + id + ",\(id)>", head + id + ",>\(id)", head + id + ",\(id)>\(id)>\(id)",
            head + id + ",-\u{301}\(id)", head + "-" + id, head + [id, id, id, id, id].joined(separator: ";"),
            " " + head + id, head + id + "\0", head + id.dropLast() + "é", head + id + "\r\n", String(id.dropLast()),
            id.replacing("-", with: ""), id.replacing("0", with: "٠"), "'; DROP TABLE lines; --",
        ]
        for text in texts { #expect(LineConfiguration(text: text) == nil, "\(text)") }
        #expect(LineConfiguration(text: head + id) != nil)
    }

    @Test func changesAreBounded() {
        let id = M.margherita.description
        func text(_ changes: Int) -> String {
            let ids = (0..<changes).map { ",+\(SmallMenu.id(UInt64($0)) as Identifier<Ingredient>)" }
            return "\(id);\(id);\(id)" + ids.joined()
        }
        #expect(LineConfiguration(text: text(60))?.sections.first?.added.count == 60)
        #expect(LineConfiguration(text: text(61)) == nil)
        #expect(LineConfiguration(text: text(10_000)) == nil)
        #expect(LineConfiguration(text: String(repeating: ";", count: 1_000_000)) == nil)
        #expect(LineConfiguration(text: String(repeating: ",", count: 1_000_000)) == nil)
        #expect(LineConfiguration(text: String(repeating: "0", count: 1_000_000)) == nil)
        #expect(LineConfiguration(text: "\(id);\(id);\(id)" + String(repeating: ",>", count: 500_000)) == nil)
    }
}
