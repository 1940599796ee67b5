public import NIOCore

/// Carries events to the readers of open streams, by topic, in this process or in several together.
public protocol LiveChannel: Sendable {
    /// Sends an event to every reader of a topic.
    func publish(topic: String, id: Int64?, name: String, data: String)
    /// A stream of the bytes of the events of a topic, after `first`. It ends when the reader goes or the server stops; nil when there
    /// are too many readers, or the server is stopping.
    ///
    /// `reader` is whose stream it is, so that `end` can end it; nil for a stranger's.
    func subscribe(to topic: String, first: [ServerSentEvent], reader: LiveReader?) -> AsyncStream<ByteBuffer>?
    /// Ends the streams of a principal at once; with `sessions`, those of these sessions only.
    func end(of principal: String, sessions: [String]?)
    /// How many streams are open.
    var open: Int { get }
}

extension LiveChannel {
    /// A stream of nobody in particular.
    public func subscribe(to topic: String, first: [ServerSentEvent]) -> AsyncStream<ByteBuffer>? {
        subscribe(to: topic, first: first, reader: nil)
    }
}

/// Whose stream it is: who was signed in when it was opened.
public struct LiveReader: Sendable, Hashable {
    /// The principal, as `Principal.actor` writes it.
    public let principal: String
    /// The id of the session; empty when there is none.
    public let session: String

    /// The reader of a principal's stream; nil for a stranger.
    public init?(_ principal: Principal) {
        guard principal.isKnown else { return nil }
        self.principal = principal.actor
        session = principal.session
    }
}
