import Contracts
import Database
import Kernel
import Menu
import Secrets

/// Puts the lines of an old order into a cart, at the prices that were paid: the cart then says of each line what it costs now, and of what is
/// no longer to be had that it is not. All of them are put in or, when they do not fit, none.
struct OrderAgain: Sendable {
    let database: Database
    let ports: Orders.Ports
    let entropy: Entropy

    /// A request that says the same key twice puts them in once. Gives the cart and the token to keep. Throws `conflict` when the menu has
    /// nothing of it left, and `cart.full`.
    func put(
        _ tracked: Tracked, key: String?, token: String?, in scope: Identifier<Scope>
    ) async throws -> (PricedCart, String) {
        let menu = ports.menu(scope)
        let lines = tracked.ticket.lines.compactMap { NewCartLine($0, menu.currency) }
        if !lines.contains(where: { $0.isStillHad(menu) }) { throw AppError.conflict("orders.nothing-left") }
        let fresh = key.map { OrderToken.cart(again: tracked.token, key: $0) } ?? entropy.token()
        let known = CartKey(token, in: scope)
        guard let freshKey = CartKey(fresh, in: scope) else { throw AppError.notFound("cart.none") }
        let added: (cart: HeldCart, isFresh: Bool)
        if let key {
            let id = tracked.ticket.order.id
            let request = RequestKey(scope: "again/\(id)", key: key, fingerprint: Digest.sha256("\(id)".utf8))
            let done = try await database.once(request) { tx in
                let added = try tx.add(lines, to: known, or: freshKey)
                return ((added.cart, added.isFresh), Self.done)
            }
            switch done {
            case .first(let first): added = first
            case .repeated: added = try await held(known, freshKey)
            }
        } else {
            added = try await database.write { tx in
                let added = try tx.add(lines, to: known, or: freshKey)
                return (added.cart, added.isFresh)
            }
        }
        return (try PricedCart(added.cart, menu), added.isFresh ? fresh : token ?? fresh)
    }

    /// What is kept under a key: that it was done. The cart is read as it is.
    private static let done = StoredAnswer(status: 201, contentType: "application/json", body: Array("{}".utf8))

    /// The cart that an earlier request with the same key filled: the caller's or, when they had none, the one that it made.
    private func held(_ known: CartKey?, _ fresh: CartKey) async throws -> (cart: HeldCart, isFresh: Bool) {
        let cart = try await database.read { tx -> (HeldCart, Bool)? in
            if let known, let cart = try CartStore.find(known, tx) { return (cart, false) }
            return try CartStore.find(fresh, tx).map { ($0, true) }
        }
        guard let cart else { throw AppError.notFound("cart.none") }
        return cart
    }
}

extension NewCartLine {
    /// A line of an order at the price that was paid for it; nil when nobody knows any more what it was made of.
    fileprivate init?(_ line: OrderLine, _ currency: Currency) {
        guard let configuration = line.configuration else { return nil }
        self.init(
            configuration: configuration, quantity: line.quantity, note: line.note, name: line.frozen.kitchen.name,
            seen: Money(cents: line.unitCents, currency))
    }

    /// Whether the menu still has it.
    fileprivate func isStillHad(_ menu: MenuSnapshot) -> Bool {
        (try? menu.line(for: configuration, quantity: quantity)) != nil
    }
}
