public import NIOCore
public import ServiceLifecycle
import Synchronization

/// Carries events to the readers of open streams, by topic.
///
/// A reader that is slow keeps only the newest few events; it can always ask again from its last id.
/// One ticker sends an event `beat` to everybody now and then, so that dead connections are noticed.
public final class LiveHub: LiveChannel, Service {
    private struct State {
        var topics: [String: [Int: AsyncStream<ByteBuffer>.Continuation]] = [:]
        /// The streams of those who are signed in, by principal.
        var readers: [String: [Int: (session: String, continuation: AsyncStream<ByteBuffer>.Continuation)]] = [:]
        var next = 0
        var open = 0
        var closed = false
    }

    private let state = Mutex(State())
    private let heartbeat: Duration
    private let most: Int

    /// Sends the event `beat` every `heartbeat`, and refuses more than `most` streams.
    public init(heartbeat: Duration = .seconds(15), most: Int = 20_000) {
        self.heartbeat = heartbeat
        self.most = most
    }

    /// How many streams are open.
    public var open: Int { state.withLock { $0.open } }

    /// Sends an event to every reader of `topic`. The bytes are made once and shared.
    public func publish(topic: String, id: Int64?, name: String, data: String) {
        let readers = state.withLock { $0.topics[topic].map { Array($0.values) } ?? [] }
        if readers.isEmpty { return }
        let buffer = ServerSentEvent(id: id, name: name, data: data).buffer
        for reader in readers { reader.yield(buffer) }
    }

    /// A stream of the events of `topic`, after `first`. Ends when the reader goes or the server stops.
    /// Nil when there are too many, or the server is stopping.
    public func subscribe(
        to topic: String, first: [ServerSentEvent], reader: LiveReader?
    ) -> AsyncStream<ByteBuffer>? {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(16))
        let key: Int? = state.withLock { state in
            guard !state.closed, state.open < most else { return nil }
            state.next += 1
            state.open += 1
            state.topics[topic, default: [:]][state.next] = continuation
            if let reader { state.readers[reader.principal, default: [:]][state.next] = (reader.session, continuation) }
            return state.next
        }
        guard let key else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in
                guard state.topics[topic]?.removeValue(forKey: key) != nil else { return }
                state.open -= 1
                if state.topics[topic]?.isEmpty == true { state.topics[topic] = nil }
                guard let principal = reader?.principal else { return }
                state.readers[principal]?[key] = nil
                if state.readers[principal]?.isEmpty == true { state.readers[principal] = nil }
            }
        }
        // A reader that reconnects waits a while, not all at the same moment: 2 to 4 seconds by its number.
        continuation.yield(ByteBuffer(string: "retry: \(2000 + key % 21 * 100)\n\n"))
        for event in first { continuation.yield(event.buffer) }
        return stream
    }

    /// Ends the streams of a principal at once; with `sessions`, those of these sessions only.
    public func end(of principal: String, sessions: [String]?) {
        let ended = state.withLock { state in
            (state.readers[principal] ?? [:]).values.filter { sessions?.contains($0.session) ?? true }
        }
        for reader in ended { reader.continuation.finish() }
    }

    /// Ticks until the server stops, then ends every stream so that connections can close.
    public func run() async throws {
        // An event and no comment, which a page cannot see: it must notice when nothing comes any more.
        let beat = ByteBuffer(string: "event: beat\ndata:\n\n")
        // The sleep is cancelled, so that nobody waits for the next beat.
        await cancelWhenGracefulShutdown { [self] in
            while (try? await Task.sleep(for: heartbeat)) != nil {
                let readers = state.withLock { $0.topics.values.flatMap { Array($0.values) } }
                for reader in readers { reader.yield(beat) }
            }
        }
        close()
    }

    /// Ends every stream, and takes no more.
    public func close() {
        let readers = state.withLock { state in
            state.closed = true
            return state.topics.values.flatMap { Array($0.values) }
        }
        for reader in readers { reader.finish() }
    }
}

/// One event of a stream (WHATWG HTML, section 9.2).
public struct ServerSentEvent: Sendable, Hashable {
    let id: Int64?
    let name: String
    let data: String

    /// An event; line breaks in `data` are sent as several data lines, those in the name are dropped.
    public init(id: Int64?, name: String, data: String) {
        self.id = id
        self.name = name.filter { !$0.isNewline }
        self.data = data
    }

    /// The bytes on the wire.
    public var buffer: ByteBuffer {
        var text = id.map { "id: \($0)\n" } ?? ""
        text += "event: \(name)\n"
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            text += "data: \(line)\n"
        }
        return ByteBuffer(string: text + "\n")
    }
}

/// What a handler answers to open a stream.
public struct EventStream: Sendable {
    let channel: any LiveChannel
    let topic: String
    let first: [ServerSentEvent]
    let missed: @Sendable () async throws -> [ServerSentEvent]

    /// The events of `topic` as they come, after `first`.
    public init(_ channel: any LiveChannel, topic: String, first: [ServerSentEvent]) {
        self.channel = channel
        self.topic = topic
        self.first = first
        missed = { [] }
    }

    /// The events of `topic` as they come, after those that the reader has missed. `missed` is asked once the stream listens, so that nothing
    /// falls between the two; what comes at that moment may come twice.
    public init(
        _ channel: any LiveChannel, topic: String, missed: @escaping @Sendable () async throws -> [ServerSentEvent]
    ) {
        self.channel = channel
        self.topic = topic
        first = []
        self.missed = missed
    }
}
