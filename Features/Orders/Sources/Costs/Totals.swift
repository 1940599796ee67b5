import HTML
import Kernel
import Shop
import Web

/// What something costs, part by part, then the total, and the VAT inside by rate.
struct Totals {
    let words: Words
    let costs: Adjustments
    let vat: VATBreakdown

    var html: HTML {
        """
        <dl>\(rows.map { row($0.label, $0.amount) })
        <div class="totals-total"><dt>\(words("checkout.total"))</dt><dd>\(words.money(costs.total))</dd></div>\(rates)</dl>
        """
    }

    /// The parts as people count them: goods of several classes of VAT are one.
    private var rows: [(label: String, amount: Money)] {
        let goods = costs.list.first { $0.kind == .goods }.map { (words($0.label), costs.sum(.goods)) }
        return [goods].compactMap(\.self)
            + costs.list.filter { $0.kind != .goods }.map { (words($0.label), $0.amount) }
    }

    private func row(_ label: String, _ amount: Money) -> HTML {
        "<div><dt>\(label)</dt><dd>\(words.money(amount))</dd></div>"
    }

    private var rates: [HTML] {
        vat.parts.map { part in
            """
            <div class="totals-vat"><dt>\(words("checkout.vat-inside", ["rate": words.percent(basisPoints: part.basisPoints)]))</dt>
            <dd>\(words.money(part.tax))</dd></div>
            """
        }
    }
}
