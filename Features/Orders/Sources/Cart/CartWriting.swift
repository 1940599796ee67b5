import Contracts
import Database
import Kernel
import Menu

extension Transaction {
    /// Puts lines into the cart of a known key, or into a new one when there is none. The known key opens the new one too if it opens a
    /// cart in another shop, so that one cookie does for all; a key that opens nothing was not given by us, and the fresh one is taken.
    /// Throws `cart.full`.
    func add(
        _ lines: [NewCartLine], to known: CartKey?, or fresh: CartKey
    ) throws -> (cart: HeldCart, isFresh: Bool, lines: [Identifier<CartLine>]) {
        let existing = try known.flatMap { try lockCart($0) }
        var key = fresh
        if let known, try existing != nil || opensAnyCart(known) { key = known }
        let cart = try existing ?? makeCart(key)
        let added = try lines.map { try addLine($0, to: cart, in: key.scope) }
        guard let changed = try CartStore.find(key, self) else { throw AppError.notFound("cart.none") }
        return (changed, key == fresh, added)
    }

    /// Whether a key's token opens a cart in one of the shops.
    private func opensAnyCart(_ key: CartKey) throws -> Bool {
        let cart: Identifier<Cart>? = try first("SELECT id FROM carts WHERE token_hash = \(key.hash) LIMIT 1")
        return cart != nil
    }

    /// Locks the cart's row and raises its version, so that two changes at once are two versions.
    func lockCart(_ key: CartKey) throws -> Identifier<Cart>? {
        try first(
            """
            UPDATE carts SET version = version + 1, updated_at = \(now)
            WHERE store_id = \(key.scope) AND token_hash = \(key.hash) RETURNING id
            """)
    }

    /// Two requests that make a cart of one key at once make one.
    private func makeCart(_ key: CartKey) throws -> Identifier<Cart> {
        let id: Identifier<Cart> = entropy.identifier(at: now)
        let made: Identifier<Cart>? = try first(
            """
            INSERT INTO carts (id, store_id, token_hash, version, created_at, updated_at)
            VALUES (\(id), \(key.scope), \(key.hash), 1, \(now), \(now))
            ON CONFLICT (token_hash, store_id) DO UPDATE SET version = carts.version + 1, updated_at = excluded.updated_at
            RETURNING id
            """)
        return made ?? id
    }

    /// One line grows, the first of those that are equal and have room; there may be several where one could not hold them.
    private func addLine(
        _ line: NewCartLine, to cart: Identifier<Cart>, in scope: Identifier<Scope>
    ) throws -> Identifier<CartLine> {
        let text = line.configuration.text
        let same: Identifier<CartLine>? = try first(
            """
            UPDATE cart_lines SET quantity = quantity + \(line.quantity), seen_cents = \(line.seen.cents)
            WHERE id = (SELECT id FROM cart_lines
                WHERE cart_id = \(cart) AND configuration = \(text) AND note = \(line.note)
                    AND quantity + \(line.quantity) <= \(ConfiguredLine.mostQuantity)
                ORDER BY position, id LIMIT 1)
            RETURNING id
            """)
        if let same { return same }
        let count: Int = try first("SELECT COUNT(*) FROM cart_lines WHERE cart_id = \(cart)") ?? 0
        guard count < CartStore.mostLines else {
            throw AppError.invalid("cart.full", ["limit": String(CartStore.mostLines)])
        }
        let id: Identifier<CartLine> = entropy.identifier(at: now)
        try post(
            """
            INSERT INTO cart_lines (id, store_id, cart_id, position, configuration, quantity, note, name, seen_cents)
            VALUES (\(id), \(scope), \(cart), \(now), \(text), \(line.quantity), \(line.note), \(line.name),
                \(line.seen.cents))
            """)
        return id
    }

    /// Takes another line that is equal to `line` into it, if one line can hold both. The cart's row is locked.
    func mergeEqual(to line: Identifier<CartLine>, of cart: Identifier<Cart>) throws {
        let equal: Identifier<CartLine>? = try first(
            """
            SELECT other.id FROM cart_lines AS mine JOIN cart_lines AS other ON other.cart_id = mine.cart_id
                AND other.configuration = mine.configuration AND other.note = mine.note AND other.id <> mine.id
            WHERE mine.id = \(line) AND mine.cart_id = \(cart)
                AND mine.quantity + other.quantity <= \(ConfiguredLine.mostQuantity)
            ORDER BY other.position, other.id LIMIT 1
            """)
        guard let equal else { return }
        try execute(
            """
            UPDATE cart_lines SET quantity = quantity + (SELECT quantity FROM cart_lines WHERE id = \(equal))
            WHERE id = \(line)
            """)
        try execute("DELETE FROM cart_lines WHERE id = \(equal)")
    }
}
