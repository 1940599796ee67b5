public import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

extension Front {
    /// Answers one request without a socket, by the same code as the server: for tests, and for the replay of a request.
    ///
    /// `peer` is the address of the client. A stream is read until it ends.
    public func exchange(_ head: HTTPRequest, body: [UInt8] = [], peer: String = "127.0.0.1") async throws
        -> (head: HTTPResponse, body: [UInt8])
    {
        let request = Request(head: head, body: .init(buffer: ByteBuffer(bytes: body)))
        let response = try await response(to: request, peer: peer)
        let collector = Collector()
        try await response.body.write(collector)
        return (response.head, collector.bytes)
    }

    /// The same with a body that comes in pieces, and an answer whose body is still to be written.
    func response(to request: Request, peer: String) async throws -> Response {
        try await inProcess().respond(to: request, context: FrontContext(peer: NetworkAddress(peer), logger: logger))
    }
}

extension Front {
    /// The responder for requests without a socket, made once.
    private func inProcess() -> FrontResponder {
        responder.withLock { made in
            if let made { return made }
            let fresh = FrontResponder(self)
            made = fresh
            return fresh
        }
    }
}

/// Gathers what a body writes.
private final class Collector: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes.append(contentsOf: buffer.readableBytesView) }
    func finish(_: HTTPFields?) async throws {}
}

extension FrontContext {
    private struct Source: RequestContextSource {
        let logger: Logger
    }

    /// A context without a channel.
    init(peer: NetworkAddress?, logger: Logger) {
        coreContext = .init(source: Source(logger: logger))
        self.peer = peer
        connection = nil
    }
}
