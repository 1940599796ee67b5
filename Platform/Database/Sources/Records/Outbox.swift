import Foundation
public import Kernel

/// An event as the outbox keeps it.
public struct PublishedEvent: Sendable, Hashable, RowDecodable {
    /// Grows with time. Within a topic whose publishers lock the same row it is the order of what happened.
    public let id: Int64
    /// The name of its type.
    public let name: String
    /// What listeners subscribe to.
    public let topic: String
    /// The event in JSON.
    public let payload: String
    /// When it happened.
    public let occurredAt: Instant

    /// Columns `id, name, topic, payload, occurred_at`.
    public init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        topic = try row.next()
        payload = try row.next()
        occurredAt = try row.next()
    }

    /// The event, if it is of the type asked for; nil for any other name. Throws `DecodingError`.
    public func decoded<Event: DomainEvent>(as _: Event.Type = Event.self) throws -> Event? {
        guard name == Event.name else { return nil }
        return try JSONDecoder().decode(Event.self, from: Data(payload.utf8))
    }
}

extension Transaction {
    /// Writes an event into the outbox of this transaction: whoever listens hears of it once this is durable, or never.
    ///
    /// Throws `EncodingError` when the event cannot be written as JSON.
    public func publish(_ event: some DomainEvent) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let payload = String(decoding: try encoder.encode(event), as: UTF8.self)
        try post(
            """
            INSERT INTO outbox (name, topic, payload, occurred_at)
            VALUES (\(type(of: event).name), \(event.topic), \(payload), \(now))
            """)
        ringOutbox()
    }

    /// When the last event happened, or nil when there is none.
    public func lastEvent() throws -> Instant? { try first("SELECT occurred_at FROM outbox ORDER BY id DESC LIMIT 1") }

    /// The events of a topic with an id above `id`, oldest first, at most `limit`: for a reader that comes back.
    public func events(topic: String, after id: Int64, limit: Int = 1000) throws -> [PublishedEvent] {
        try all(
            """
            SELECT id, name, topic, payload, occurred_at FROM outbox
            WHERE topic = \(topic) AND id > \(id) ORDER BY id LIMIT \(limit)
            """)
    }
}
