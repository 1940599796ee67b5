import Kernel
import Shop
import Web

/// A part of a price, for programs.
struct AdjustmentView: JSONWritable {
    let kind: String
    let code: String
    let label: String
    let amount: Money

    static let example = AdjustmentView(kind: "goods", code: "food", label: "Prodotti", amount: Money(cents: 2000))

    func write(to json: inout JSONWriter) {
        json.member("kind", kind)
        json.member("code", code)
        json.member("label", label)
        json.member("amount", amount)
    }
}

extension AdjustmentView {
    init(_ part: Adjustment, _ words: Words) {
        self.init(kind: part.kind.rawValue, code: part.code, label: words(part.label), amount: part.amount)
    }
}

extension Words {
    /// How a part of a price is called.
    func callAsFunction(_ label: Adjustment.Label) -> String {
        switch label {
        case .sentence(let key, let arguments): self(key, arguments)
        case .written(let text): self(text)
        }
    }
}
