import Contracts
import Database
import Kernel
import Menu

/// Reads and changes carts. Every change is one transaction that raises the version.
struct CartStore: Sendable {
    let database: Database
    let entropy: Entropy

    /// The most lines that a cart holds.
    static let mostLines = 40

    /// A cart and one of its lines; an empty cart has one row without a line.
    private struct CartRow: RowDecodable {
        let id: Identifier<Cart>
        let version: Int64
        let line: CartLine?
        init(row: inout Row) throws {
            id = try row.next()
            version = try row.next()
            let found: Identifier<CartLine>? = try row.next()
            line = try found.map { try CartLine($0, &row) }
        }
    }

    /// The cart that a key opens, or nil when there is none.
    func cart(_ key: CartKey?) async throws -> HeldCart? {
        guard let key else { return nil }
        return Self.cart(try await database.all(Self.rows(key)))
    }

    /// The same inside a transaction.
    static func find(_ key: CartKey, _ tx: Transaction) throws -> HeldCart? { cart(try tx.all(rows(key))) }

    /// The cart with an id in a shop.
    static func find(_ id: Identifier<Cart>, in scope: Identifier<Scope>, _ tx: Transaction) throws -> HeldCart? {
        cart(try tx.all(rows("carts.store_id = \(scope) AND carts.id = \(id)")))
    }

    private static func rows(_ key: CartKey) -> SQL {
        rows("carts.store_id = \(key.scope) AND token_hash = \(key.hash)")
    }

    private static func rows(_ condition: SQL) -> SQL {
        """
        SELECT carts.id, carts.version, cart_lines.id, configuration, quantity, note, name, seen_cents
        FROM carts LEFT JOIN cart_lines ON cart_id = carts.id
        WHERE \(condition) ORDER BY position, cart_lines.id
        """
    }

    private static func cart(_ rows: [CartRow]) -> HeldCart? {
        rows.first.map { HeldCart(id: $0.id, version: $0.version, lines: rows.compactMap(\.line)) }
    }

    /// Adds a line; equal lines with equal notes become one. A new cart is made when the token is of none; gives the token to keep.
    func add(
        _ line: NewCartLine, token: String?, in scope: Identifier<Scope>
    ) async throws -> (cart: HeldCart, token: String, line: Identifier<CartLine>) {
        let (fresh, known) = (entropy.token(), CartKey(token, in: scope))
        guard let freshKey = CartKey(fresh, in: scope) else { throw AppError.notFound("cart.none") }
        return try await database.write { tx in
            let added = try tx.add([line], to: known, or: freshKey)
            guard let id = added.lines.first else { throw AppError.notFound("cart.none") }
            return (added.cart, added.isFresh ? fresh : token ?? fresh, id)
        }
    }

    /// Changes a line's quantity and, if given, everything else of it; zero takes the line out. A line that becomes equal to another takes
    /// that into itself, as far as one line can hold.
    func change(
        _ line: Identifier<CartLine>, quantity: Int, to new: NewCartLine? = nil, _ key: CartKey?
    ) async throws -> HeldCart {
        let text = new?.configuration.text
        return try await changing(key) { cart, tx in
            let changed: Int
            if quantity == 0 {
                changed = try tx.execute("DELETE FROM cart_lines WHERE id = \(line) AND cart_id = \(cart)")
            } else {
                changed = try tx.execute(
                    """
                    UPDATE cart_lines SET quantity = \(quantity), configuration = COALESCE(\(text), configuration),
                        note = COALESCE(\(new?.note), note), name = COALESCE(\(new?.name), name),
                        seen_cents = COALESCE(\(new?.seen.cents), seen_cents)
                    WHERE id = \(line) AND cart_id = \(cart)
                    """)
            }
            if changed == 0 { throw AppError.notFound("cart.no-line") }
            if new != nil { try tx.mergeEqual(to: line, of: cart) }
        }
    }

    /// Takes everything out.
    func empty(_ key: CartKey?) async throws -> HeldCart {
        try await changing(key) { cart, tx in try tx.execute("DELETE FROM cart_lines WHERE cart_id = \(cart)") }
    }

    /// Remembers the prices that the customer was told of, so that a change is told once.
    func remember(_ prices: [(Identifier<CartLine>, Money)], _ key: CartKey?) async throws -> HeldCart {
        try await changing(key) { cart, tx in
            for (line, price) in prices {
                try tx.execute(
                    "UPDATE cart_lines SET seen_cents = \(price.cents) WHERE id = \(line) AND cart_id = \(cart)")
            }
        }
    }

    private func changing(
        _ key: CartKey?, _ body: @escaping @Sendable (Identifier<Cart>, Transaction) throws -> Void
    ) async throws -> HeldCart {
        guard let key else { throw AppError.notFound("cart.none") }
        return try await database.write { tx in
            guard let cart = try tx.lockCart(key) else { throw AppError.notFound("cart.none") }
            try body(cart, tx)
            guard let changed = try Self.find(key, tx) else { throw AppError.notFound("cart.none") }
            return changed
        }
    }
}
