import Kernel
import Menu
import MenuView
import Secrets

extension PricedCart {
    /// The SHA-256 of what a customer is told of every line that can be ordered: what it is, what it costs and what is in it. A cart whose terms
    /// have not changed may be ordered unasked, though the menu has.
    var terms: [UInt8] {
        get throws { Digest.sha256(try Frozen.encode(lines.compactMap(Terms.init)).utf8) }
    }

    private struct Terms: Encodable {
        let text: KitchenText
        let contains: AllergenSet
        let mayContain: AllergenSet
        let unit: Int64
        let total: Int64

        init?(_ line: Line) {
            guard let configured = line.configured else { return nil }
            text = configured.kitchen
            contains = configured.contains
            mayContain = configured.mayContain
            unit = configured.unitPrice.cents
            total = configured.total.cents
        }
    }
}
