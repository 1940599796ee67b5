public import Kernel

/// An event as the outbox keeps it: what happened, and around it when, to what, and where.
public struct PublishedEvent: Sendable, Hashable, Codable, RowDecodable {
    /// Grows with time. Within a topic whose publishers lock the same row it is the order of what happened.
    public let id: Int64
    /// The name of its type.
    public let name: String
    /// What it is about, such as `order/<id>`.
    public let topic: String
    /// Which shop it belongs to; nil when it is of the tenant as a whole.
    public let scope: Identifier<Scope>?
    /// The event in JSON.
    public let payload: String
    /// When it happened.
    public let occurredAt: Instant

    /// What `init(row:)` reads.
    static let columns: SQL = "id, name, topic, scope, payload, occurred_at"

    /// An event as it was read or, in a test, as it might be.
    public init(
        id: Int64, name: String, topic: String, scope: Identifier<Scope>? = nil, payload: String, occurredAt: Instant
    ) {
        self.id = id
        self.name = name
        self.topic = topic
        self.scope = scope
        self.payload = payload
        self.occurredAt = occurredAt
    }

    /// Columns `id, name, topic, scope, payload, occurred_at`.
    public init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        topic = try row.next()
        scope = try row.next()
        payload = try row.next()
        occurredAt = try row.next()
    }

    /// The event, if it is of the type asked for; nil for any other name. Throws `DecodingError`.
    public func decoded<Event: DomainEvent>(as _: Event.Type = Event.self) throws -> Event? {
        guard name == Event.name else { return nil }
        return try JSONText.decode(Event.self, from: payload)
    }
}

extension Transaction {
    /// Writes an event into the outbox of this transaction: whoever listens hears of it once this is durable, or never.
    /// `scope` is the shop that it belongs to.
    ///
    /// Throws `EncodingError` when the event cannot be written as JSON.
    public func publish(_ event: some DomainEvent, scope: Identifier<Scope>? = nil) throws {
        try post(
            """
            INSERT INTO outbox (name, topic, scope, payload, occurred_at)
            VALUES (\(type(of: event).name), \(event.topic), \(scope), \(try JSONText.encode(event)), \(now))
            """)
        ringOutbox()
    }

    /// From when on every event is still there; nil when none was ever forgotten.
    public func eventsAreKeptSince() throws -> Instant? {
        // Two that forget at the same time leave a row each.
        try first("SELECT MAX(forgotten_before) FROM outbox_horizon", as: Instant?.self) ?? nil
    }

    /// When the last event happened, or nil when there is none.
    public func lastEvent() throws -> Instant? { try first("SELECT occurred_at FROM outbox ORDER BY id DESC LIMIT 1") }

    /// The id of the last event of a topic, or nil when there is none: what a page that is made in this transaction has seen.
    public func lastEventID(topic: String) throws -> Int64? {
        try first("SELECT id FROM outbox WHERE topic = \(topic) ORDER BY id DESC LIMIT 1")
    }

    /// The events of a topic with an id above `id`, oldest first, at most `limit`: for a reader that comes back.
    public func events(topic: String, after id: Int64, limit: Int = 1000) throws -> [PublishedEvent] {
        try all(
            """
            SELECT \(PublishedEvent.columns) FROM outbox
            WHERE topic = \(topic) AND id > \(id) ORDER BY id LIMIT \(limit)
            """)
    }
}
