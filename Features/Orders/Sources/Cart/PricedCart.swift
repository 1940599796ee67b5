import Kernel
import Menu
import Shop

/// A cart at the prices of a menu: what can be ordered, what it costs, what changed since it was put in.
struct PricedCart: Sendable {
    /// A line and what the menu says of it now.
    struct Line: Sendable {
        let line: CartLine
        /// nil when it can no longer be ordered.
        let configured: ConfiguredLine?
        /// Why not.
        let problem: LineProblem?

        /// The change of the price of one since the customer saw it; nil when there is none.
        var priceChange: (from: Money, to: Money)? {
            guard let now = configured?.unitPrice, now.cents != line.seenCents else { return nil }
            return (Money(cents: line.seenCents, now.currency), now)
        }
    }

    let cart: HeldCart?
    let lines: [Line]
    let menu: MenuSnapshot
    let goods: Money

    /// Prices every line. Lines that can no longer be ordered stay, and cost nothing.
    init(_ cart: HeldCart?, _ menu: MenuSnapshot) throws {
        self.cart = cart
        self.menu = menu
        lines = (cart?.lines ?? []).map { line in
            do throws(LineProblem) {
                return Line(
                    line: line, configured: try menu.line(for: line.configuration, quantity: line.quantity),
                    problem: nil)
            } catch {
                return Line(line: line, configured: nil, problem: error)
            }
        }
        goods = try Money.sum(lines.compactMap { $0.configured?.total }, in: menu.currency)
    }

    /// How many things are in it.
    var count: Int { lines.reduce(0) { $0 + $1.line.quantity } }
    /// Whether anything in it can no longer be ordered.
    var hasProblems: Bool { lines.contains { $0.problem != nil } }
    /// Whether any price is not the one that was seen.
    var hasChanges: Bool { lines.contains { $0.priceChange != nil } }

    /// Whether it is the cart that an offer was made for, and all of it can still be ordered.
    func isStill(_ quote: Quote) -> Bool { cart?.version == quote.cartVersion && !lines.isEmpty && !hasProblems }

    /// What the kitchen has to do for all of it.
    var work: WorkLoad {
        lines.reduce(WorkLoad([:])) { load, line in load + WorkLoad(line.configured?.work ?? [:]) }
    }
}
