public import Database
public import Kernel

/// What a feature does in each process when an event has been read from the outbox: whichever process published it, this one hears of it.
public struct Reaction: Sendable {
    /// The name of the event.
    public let event: String
    let run: @Sendable (PublishedEvent) async throws -> Void

    /// Reacts to a type of event. What it throws makes the feature refresh as a whole, until that succeeds.
    public init<Event: DomainEvent>(
        to _: Event.Type, _ run: @escaping @Sendable (PublishedEvent) async throws -> Void
    ) {
        event = Event.name
        self.run = run
    }

    /// Reacts to a type of event with what it says. An event that cannot be read throws `DecodingError`.
    public init<Event: DomainEvent>(
        to _: Event.Type, _ run: @escaping @Sendable (Event, PublishedEvent) async throws -> Void
    ) {
        event = Event.name
        self.run = { published in
            if let event = try published.decoded(as: Event.self) { try await run(event, published) }
        }
    }
}
