import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Watches one connection: a request must arrive in time, its answer must leave in time, and one address may not hold too many.
///
/// A stream of events has no deadline; its idle limit is the server's.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limit: TimeAmount
    private let peers: Peers
    private var deadline: NIODeadline?
    private var task: RepeatedTask?
    private var peer: String?
    private var hasBegun = false

    init(limit: TimeAmount, peers: Peers) {
        self.limit = limit
        self.peers = peers
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }
    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        if let address = context.remoteAddress?.ipAddress {
            guard peers.enter(address) else { return context.close(promise: nil) }
            peer = address
        }
        // Most requests are small, and ten thousand open streams have a buffer each.
        let buffers = AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 512, maximum: 65_536)
        _ = context.channel.setOption(.recvAllocator, value: buffers)
        watch(context)
    }

    /// Begins to count the time of a request.
    private func watch(_ context: ChannelHandlerContext) {
        deadline = .now() + limit
        guard task == nil else { return }
        let loop = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        task = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
            let (this, context) = loop.value
            if let deadline = this.deadline, deadline < .now() { context.close(promise: nil) }
        }
    }

    private func end() {
        task?.cancel()
        task = nil
        if let peer { peers.leave(peer) }
        peer = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { watch(context) }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.headerFields[.contentType]?.hasPrefix("text/event-stream") == true:
            task?.cancel()
            task = nil
        // Between requests the server's idle limit applies.
        case .end: deadline = nil
        default: break
        }
        context.write(data, promise: promise)
    }
}

/// How many connections each address holds.
final class Peers: Sendable {
    private let counts = Mutex<[String: Int]>([:])
    private let most: Int

    init(most: Int) { self.most = most }

    func enter(_ address: String) -> Bool {
        most == 0
            || counts.withLock { counts in
                let count = counts[address, default: 0]
                guard count < most else { return false }
                counts[address] = count + 1
                return true
            }
    }

    func leave(_ address: String) {
        guard most > 0 else { return }
        counts.withLock { counts in
            guard let count = counts[address] else { return }
            counts[address] = count > 1 ? count - 1 : nil
        }
    }
}
