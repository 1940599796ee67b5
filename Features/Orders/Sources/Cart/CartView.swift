import Kernel
import Menu
import MenuView
import Web

/// A cart for programs: its lines at today's prices.
struct CartView: JSONWritable {
    let version: Int64
    let count: Int
    let goods: Money
    let canOrder: Bool
    let lines: [Line]

    /// One line.
    struct Line: JSONWritable {
        let id: Identifier<CartLine>
        let product: Identifier<Product>
        let quantity: Int
        let note: String
        let name: String
        let line: LineView?
        let problem: String?
        let priceWas: Money?

        static let example = Line(
            id: Identifier(high: 0x7000, low: 1 << 63), product: Identifier(high: 0x7000, low: 1 << 63), quantity: 2,
            note: "",
            name: "Margherita", line: .example, problem: "menu.sold-out", priceWas: Money(cents: 600))

        func write(to json: inout JSONWriter) {
            json.member("id", id)
            json.member("product", product)
            json.member("quantity", quantity)
            json.member("note", note)
            json.member("name", name)
            json.member("line", line)
            json.member("problem", problem)
            json.member("price_was", priceWas)
        }
    }

    static let example = CartView(version: 3, count: 2, goods: Money(cents: 1300), canOrder: true, lines: [.example])

    func write(to json: inout JSONWriter) {
        json.member("version", version)
        json.member("count", count)
        json.member("goods", goods)
        json.member("can_order", canOrder)
        json.member("lines", lines)
    }
}

extension CartView {
    init(_ priced: PricedCart, _ words: Words) {
        self.init(
            version: priced.cart?.version ?? 0, count: priced.count, goods: priced.goods,
            canOrder: !priced.lines.isEmpty && !priced.hasProblems,
            lines: priced.lines.map { line in
                Line(
                    id: line.line.id, product: line.line.configuration.product, quantity: line.line.quantity,
                    note: line.line.note, name: words(line.configured?.kitchen.name ?? line.line.name),
                    line: line.configured.map { LineView($0, words) }, problem: line.problem?.error.code,
                    priceWas: line.priceChange?.from)
            })
    }
}
