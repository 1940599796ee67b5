/// A fact in the past tense. It is written in the transaction that made it true, and delivered at least once.
public protocol DomainEvent: Codable, Sendable {
    /// Stable, kebab-case, with its domain before a dot: `orders.accepted`.
    static var name: String { get }
    /// What live listeners subscribe to, such as `order/<id>`; events of one topic arrive in the order they happened.
    var topic: String { get }
}
