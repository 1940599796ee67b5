import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes

@testable import Web

/// The channel of tests knows no half of a connection: closing our side alone leaves it as it is.
private final class HalfClosing: ChannelOutboundHandler {
    typealias OutboundIn = HTTPResponsePart
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { promise?.succeed() } else { context.close(mode: mode, promise: promise) }
    }
}

/// A connection with nothing but the guard on it, whose time moves when it is told to.
final class GuardedLine {
    static let limits = ExchangePace.Limits(
        request: .seconds(20), slowestBytesPerSecond: 1000, mostDrainedBytes: 5000, drain: .seconds(5))

    let channel: EmbeddedChannel
    let peers: Peers

    init(peers: Peers = Peers(most: 0), address: String? = nil) throws {
        self.peers = peers
        channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(HalfClosing())
        try channel.pipeline.syncOperations.addHandler(ConnectionGuard(limits: Self.limits, peers: peers))
        try channel.connect(to: SocketAddress(ipAddress: address ?? "192.0.2.1", port: 1)).wait()
    }

    var isOpen: Bool { channel.isActive }
    func wait(_ seconds: Int64) { channel.embeddedEventLoop.advanceTime(by: .seconds(seconds)) }

    func head(
        _ method: HTTPRequest.Method = .post, length: Int? = nil, chunked: Bool = false, isLast: Bool = false
    ) throws {
        var head = HTTPRequest(method: method, scheme: "http", authority: "a", path: "/")
        head.headerFields[.contentLength] = length.map(String.init)
        if isLast { head.headerFields[.connection] = "Close" }
        if chunked { head.headerFields[.transferEncoding] = "chunked" }
        try channel.writeInbound(HTTPRequestPart.head(head))
    }

    func body(_ bytes: Int) throws {
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 1, count: bytes)))
    }
    func end() throws { try channel.writeInbound(HTTPRequestPart.end(nil)) }

    func answerHead(_ status: HTTPResponse.Status = .ok, _ fields: HTTPFields = [:]) throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: status, headerFields: fields)))
    }
    func answerBody(_ bytes: Int) throws {
        try channel.writeOutbound(HTTPResponsePart.body(ByteBuffer(repeating: 1, count: bytes)))
    }
    func answerEnd() throws { try channel.writeOutbound(HTTPResponsePart.end(nil)) }
    func order(_ order: ConnectionGuard.Order) { channel.pipeline.triggerUserOutboundEvent(order, promise: nil) }

    /// What has come through to the server.
    func received() throws -> [HTTPRequestPart] {
        var parts: [HTTPRequestPart] = []
        while let part = try channel.readInbound(as: HTTPRequestPart.self) { parts.append(part) }
        return parts
    }
    /// The fields of the next head that leaves.
    func sentFields() throws -> HTTPFields? {
        while let part = try channel.readOutbound(as: HTTPResponsePart.self) {
            if case .head(let head) = part { return head.headerFields }
        }
        return nil
    }
}
