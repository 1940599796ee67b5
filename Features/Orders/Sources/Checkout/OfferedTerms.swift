import Kernel
import Menu
import MenuView
import Secrets

/// What a customer is told of every line of an offer besides the sum: what it is, what it costs and what is in it. A cart whose terms have not
/// changed may be ordered unasked, though the menu has.
struct OfferedTerms: Sendable {
    /// Lines are offered again and again, by the same customer and by others.
    private let lines = Memo<FrozenLine.Asked, Result<[UInt8], any Error>>(most: 512)

    /// The SHA-256 of the terms of all lines that can be ordered, in their order.
    func digest(_ priced: PricedCart) throws -> [UInt8] {
        var digests: [UInt8] = []
        for line in priced.lines {
            guard let configured = line.configured else { continue }
            let asked = FrozenLine.Asked(line.line, priced.menu)
            digests += try lines.value(for: asked) { Result { try Self.digest(configured) } }.get()
        }
        return Digest.sha256(digests)
    }

    private static func digest(_ line: ConfiguredLine) throws -> [UInt8] {
        let terms = Terms(
            name: line.kitchen.name(.standard), contains: line.contains, mayContain: line.mayContain,
            diet: "\(line.diet)",
            ingredients: line.stock.map { "\($0.key):\($0.value)" }.sorted(), unit: line.unitPrice.cents,
            total: line.total.cents)
        return Digest.sha256(try Frozen.encode(terms).utf8)
    }

    private struct Terms: Encodable {
        /// In the language that every product has a name in: a translation changes nothing.
        let name: String
        let contains: AllergenSet
        let mayContain: AllergenSet
        let diet: String
        /// What is used up for it, and how much.
        let ingredients: [String]
        let unit: Int64
        let total: Int64
    }
}
