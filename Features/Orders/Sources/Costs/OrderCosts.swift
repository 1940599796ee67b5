import Kernel
import Menu
import Shop

/// What goods and delivery cost: the parts that every order's price begins with.
enum OrderCosts {
    /// The goods, one part for each class of VAT.
    static func goods(_ priced: PricedCart) throws -> [Adjustment] {
        var byClass: [String: Money] = [:]
        for line in priced.lines.compactMap(\.configured) {
            byClass[line.vatClass] = try (byClass[line.vatClass] ?? .zero(priced.menu.currency)) + line.total
        }
        return byClass.sorted { $0.key < $1.key }.map { vatClass, amount in
            Adjustment(
                .goods, code: vatClass, label: .sentence("cart.goods"), amount: amount,
                vat: .taxed(VATClass(rawValue: vatClass)))
        }
    }

    /// Bringing it, also when that is free.
    static func delivery(_ fee: Money, _ table: VATTable) -> Adjustment {
        Adjustment(
            .delivery, code: "delivery", label: .sentence("checkout.delivery"), amount: fee, vat: table.delivery)
    }
}
