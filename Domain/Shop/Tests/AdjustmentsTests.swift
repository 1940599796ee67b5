import Foundation
import Kernel
import Shop
import Testing

@Suite("What something costs, part by part")
struct AdjustmentsTests {
    @Test("The total is the sum of the parts, in whatever order")
    func total() throws {
        let parts: [Adjustment] = [.goods(2000), .goods(500, .drink), .delivery(150), .discount(250), .tip(100)]
        let price = try Adjustments(parts, in: .eur)
        #expect(price.total == Money(cents: 2500))
        #expect(price.sum(.goods) == Money(cents: 2500))
        #expect(price.sum(.discount) == Money(cents: -250))
        #expect(price.sum(.fee) == Money(cents: 0))
        #expect(try Adjustments(parts.reversed(), in: .eur).total == price.total)
        #expect(Adjustments.none(in: .usd).total == Money(cents: 0, .usd))
    }

    @Test("Below nothing, in two currencies or beyond all bounds it is refused")
    func refused() throws {
        #expect(throws: AdjustmentProblem.negativeTotal(Money(cents: -1))) {
            try Adjustments([.goods(100), .discount(101)], in: .eur)
        }
        #expect(try Adjustments([.goods(100), .discount(100)], in: .eur).total == Money(cents: 0))
        #expect(throws: MoneyError.currencies(.usd, .eur)) { try Adjustments([.goods(100)], in: .usd) }
        #expect(throws: MoneyError.overflow) { try Adjustments([.goods(.max), .goods(1)], in: .eur) }
        // The sum would fit, but not that of the parts above nothing.
        #expect(throws: MoneyError.overflow) { try Adjustments([.goods(.max), .discount(.max), .goods(1)], in: .eur) }
        #expect(throws: (any Error).self) { try Adjustments([.part(.discount, "x", .min, .accessory)], in: .eur) }
        #expect(try Adjustments([.goods(.max)], in: .eur).sum(.goods).cents == .max)
    }

    @Test("Thousands of random prices: the total and the sums by kind are those of plain arithmetic")
    func random() throws {
        let entropy = Entropy.seeded(7)
        for _ in 0..<5000 {
            let parts = (0..<entropy.int(0...9)).map { _ -> Adjustment in
                let cents = Int64(entropy.int(0...3000))
                switch entropy.int(0...4) {
                case 0: return .discount(cents)
                case 1: return .tip(cents)
                case 2: return .delivery(cents)
                case 3: return .deposit(cents)
                default: return .goods(cents)
                }
            }
            let plain = parts.reduce(0) { $0 + $1.amount.cents }
            guard plain >= 0 else {
                #expect(throws: AdjustmentProblem.negativeTotal(Money(cents: plain))) {
                    try Adjustments(parts, in: .eur)
                }
                continue
            }
            let price = try Adjustments(parts, in: .eur)
            #expect(price.total.cents == plain)
            let kinds = Set(parts.map(\.kind))
            #expect(kinds.reduce(0) { $0 + price.sum($1).cents } == plain)
            let (goods, others) = (parts.filter { $0.amount.cents > 0 }, parts.filter { $0.amount.cents <= 0 })
            #expect(try Adjustments(goods, in: .eur).adding(others).total == price.total)
        }
    }

    @Test("As text and back it is the same, and a text that does not add up is refused")
    func text() throws {
        let price = try Adjustments(
            [
                .goods(2000, .drink), .tip(50),
                Adjustment(
                    .discount, code: "BENVENUTO", label: .written(text: LocalizedText(it: "Benvenuto", en: "Welcome")),
                    amount: Money(cents: -300), vat: .accessory),
                Adjustment(
                    .fee, code: "bag", label: .sentence(key: "x", arguments: ["n": "2"]), amount: Money(cents: 20),
                    vat: .taxed(VATClass(rawValue: "bag"))),
            ], in: .eur)
        let text = try JSONText.encode(price)
        #expect(try JSONText.decode(Adjustments.self, from: text) == price)
        #expect(try JSONDecoder().decode(Adjustments.self, from: Data(text.utf8)) == price)
        let wrong = text.replacingOccurrences(of: "-300", with: "-30000")
        #expect(throws: AdjustmentProblem.self) { try JSONText.decode(Adjustments.self, from: wrong) }
        let labels = try price.list.map { try JSONText.encode($0.label) }
        #expect(
            labels.suffix(2) == [#"{"text":{"en":"Welcome","it":"Benvenuto"}}"#, #"{"arguments":{"n":"2"},"key":"x"}"#])
        #expect(try JSONText.encode(Adjustment.Label.sentence("cart.goods")) == #""cart.goods""#)
        for wrong in ["1", "{}", #"{"key":"x"}"#, #"{"text":{}}"#] {
            #expect(throws: DecodingError.self, "\(wrong)") { try JSONText.decode(Adjustment.Label.self, from: wrong) }
        }
        for text in ["", "taxed:", "taxed", "food", "Accessory"] { #expect(VATNature(text) == nil, "\(text)") }
        for nature in [VATNature.accessory, .outOfScope, .taxed(.food)] {
            #expect(VATNature(nature.description) == nature)
        }
    }

    @Test("The same parts at the same prices are the same, however they are called")
    func same() throws {
        let one = try Adjustments([.goods(100), .discount(10)], in: .eur)
        let renamed = Adjustment(
            .discount, code: "coupon", label: .sentence("y"), amount: Money(cents: -10), vat: .accessory)
        #expect(one.isSame(as: try Adjustments([.goods(100), renamed], in: .eur)))
        #expect(!one.isSame(as: try Adjustments([renamed, .goods(100)], in: .eur)))
        #expect(!one.isSame(as: try Adjustments([.goods(90)], in: .eur)))
        #expect(!one.isSame(as: try Adjustments([.goods(100), .discount(10, .taxed(.food))], in: .eur)))
    }
}
