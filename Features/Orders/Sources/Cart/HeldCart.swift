import Contracts
import Database
import Kernel
import Menu
import Secrets

/// What somebody means to order. It belongs to whoever holds its token, survives sessions, and keeps its lines when the menu changes.
struct HeldCart: Sendable {
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
    let name: LocalizedText
    /// The price of one that the customer last saw, in cents.
    let seenCents: Int64

    /// Decides how the toppings of its picture fall: the same for the same product, wherever it is shown.
    var seed: UInt64 { configuration.product.low }
}

extension CartLine {
    /// Reads what follows the id.
    init(_ id: Identifier<CartLine>, _ row: inout Row) throws {
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

/// A line that is to be put into a cart.
struct NewCartLine: Sendable {
    let configuration: LineConfiguration
    let quantity: Int
    let note: String
    let name: LocalizedText
    /// The price of one, as the customer saw it.
    let seen: Money
}

/// What opens a cart: a token, in a shop. Of the token only the hash is kept.
struct CartKey: Sendable, Hashable {
    let scope: Identifier<Scope>
    let hash: [UInt8]

    /// The key of a token; nil for what cannot be one.
    init?(_ token: String?, in scope: Identifier<Scope>) {
        guard let token, token.utf8.count == 43 else { return nil }
        self.scope = scope
        hash = Digest.sha256(token.utf8)
    }
}
