import Database
import Kernel
import Menu
import Secrets

/// What somebody means to order. It belongs to whoever holds its token, survives sessions, and keeps its lines when the menu changes.
struct Cart: Sendable {
    let id: Identifier<Cart>
    /// Grows with every change; an order uses up one version.
    let version: Int64
    let lines: [CartLine]
}

/// One line of a cart: a configured product and how many of it.
struct CartLine: Sendable {
    let id: Identifier<CartLine>
    let configuration: LineConfiguration
    let quantity: Int
    let note: String
    /// What it was called when it was put in, for when the product is gone.
    let name: String
    /// The price of one that the customer last saw, in cents.
    let seenCents: Int64

    /// Decides how the toppings of its picture fall: the same for the same product, wherever it is shown.
    var seed: UInt64 { configuration.product.low }
}

extension CartLine {
    /// Reads what follows the id.
    fileprivate init(_ id: Identifier<CartLine>, _ row: inout Row) throws {
        self.id = id
        guard let configuration = LineConfiguration(text: try row.next()) else {
            throw DatabaseError.decoding("configuration of cart line \(id)")
        }
        self.configuration = configuration
        quantity = try row.next()
        note = try row.next()
        name = try row.next()
        seenCents = try row.next()
    }
}

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

    /// The cart of a token, or nil when there is none.
    func cart(_ token: String?) async throws -> Cart? {
        guard let hash = Self.hash(token) else { return nil }
        return Self.cart(try await database.all(Self.rows(hash)))
    }

    /// The same inside a transaction.
    static func find(_ hash: [UInt8], _ tx: Transaction) throws -> Cart? {
        cart(try tx.all(rows(hash)))
    }

    private static func rows(_ hash: [UInt8]) -> SQL {
        """
        SELECT carts.id, carts.version, cart_lines.id, configuration, quantity, note, name, seen_cents
        FROM carts LEFT JOIN cart_lines ON cart_id = carts.id
        WHERE token_hash = \(hash) ORDER BY position, cart_lines.id
        """
    }

    private static func cart(_ rows: [CartRow]) -> Cart? {
        rows.first.map { Cart(id: $0.id, version: $0.version, lines: rows.compactMap(\.line)) }
    }

    /// Adds a line; equal lines with equal notes become one. A new cart is made when the token is of none; gives the token to keep.
    func add(
        _ configuration: LineConfiguration, quantity: Int, note: String, name: String, seen: Money, token: String?
    ) async throws -> (cart: Cart, token: String, line: Identifier<CartLine>) {
        let text = configuration.text
        let fresh = entropy.token()
        let known = Self.hash(token)
        let freshHash = Digest.sha256(fresh.utf8)
        return try await database.write { tx in
            let existing = try known.flatMap { try tx.lockCart($0) }
            let cart = try existing ?? tx.makeCart(freshHash)
            let line = try tx.addLine(text, quantity: quantity, note: note, name: name, seen: seen.cents, to: cart)
            guard let changed = try Self.find(existing == nil ? freshHash : known ?? [], tx) else {
                throw AppError.notFound()
            }
            return (changed, existing == nil ? fresh : token ?? fresh, line)
        }
    }

    /// Changes a line's quantity and, if given, the pizza itself and its note; zero takes the line out.
    func change(
        _ line: Identifier<CartLine>, quantity: Int, to configuration: LineConfiguration?, note: String?, name: String?,
        seen: Money?, token: String?
    ) async throws -> Cart {
        let text = configuration?.text
        return try await changing(token) { cart, tx in
            let changed: Int
            if quantity == 0 {
                changed = try tx.execute("DELETE FROM cart_lines WHERE id = \(line) AND cart_id = \(cart)")
            } else {
                changed = try tx.execute(
                    """
                    UPDATE cart_lines SET quantity = \(quantity), configuration = COALESCE(\(text), configuration),
                        note = COALESCE(\(note), note), name = COALESCE(\(name), name),
                        seen_cents = COALESCE(\(seen?.cents), seen_cents)
                    WHERE id = \(line) AND cart_id = \(cart)
                    """)
            }
            if changed == 0 { throw AppError.notFound("cart.no-line") }
        }
    }

    /// Takes everything out.
    func empty(token: String?) async throws -> Cart {
        try await changing(token) { cart, tx in try tx.execute("DELETE FROM cart_lines WHERE cart_id = \(cart)") }
    }

    /// Remembers the prices that the customer was told of, so that a change is told once.
    func remember(_ prices: [(Identifier<CartLine>, Money)], token: String?) async throws -> Cart {
        try await changing(token) { cart, tx in
            for (line, price) in prices {
                try tx.execute(
                    "UPDATE cart_lines SET seen_cents = \(price.cents) WHERE id = \(line) AND cart_id = \(cart)")
            }
        }
    }

    private func changing(
        _ token: String?, _ body: @escaping @Sendable (Identifier<Cart>, Transaction) throws -> Void
    ) async throws -> Cart {
        guard let hash = Self.hash(token) else { throw AppError.notFound("cart.none") }
        return try await database.write { tx in
            guard let cart = try tx.lockCart(hash) else { throw AppError.notFound("cart.none") }
            try body(cart, tx)
            guard let changed = try Self.find(hash, tx) else { throw AppError.notFound("cart.none") }
            return changed
        }
    }

    /// The hash of a token that can be one; nil for anything else.
    static func hash(_ token: String?) -> [UInt8]? {
        guard let token, token.utf8.count == 43 else { return nil }
        return Digest.sha256(token.utf8)
    }
}

extension Transaction {
    /// Locks the cart's row and raises its version, so that two changes at once are two versions.
    fileprivate func lockCart(_ hash: [UInt8]) throws -> Identifier<Cart>? {
        try first("UPDATE carts SET version = version + 1, updated_at = \(now) WHERE token_hash = \(hash) RETURNING id")
    }

    fileprivate func makeCart(_ hash: [UInt8]) throws -> Identifier<Cart> {
        let id: Identifier<Cart> = entropy.identifier(at: now)
        try post(
            """
            INSERT INTO carts (id, token_hash, version, created_at, updated_at) VALUES (\(id), \(hash), 1, \(now), \(now))
            """)
        return id
    }

    fileprivate func addLine(
        _ configuration: String, quantity: Int, note: String, name: String, seen: Int64, to cart: Identifier<Cart>
    ) throws -> Identifier<CartLine> {
        let same: Identifier<CartLine>? = try first(
            """
            UPDATE cart_lines SET quantity = quantity + \(quantity), seen_cents = \(seen)
            WHERE cart_id = \(cart) AND configuration = \(configuration) AND note = \(note) AND quantity + \(quantity) <= 50
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
            INSERT INTO cart_lines (id, cart_id, position, configuration, quantity, note, name, seen_cents)
            VALUES (\(id), \(cart), \(now), \(configuration), \(quantity), \(note), \(name), \(seen))
            """)
        return id
    }
}
