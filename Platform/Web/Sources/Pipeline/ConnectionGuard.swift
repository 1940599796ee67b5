import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Watches one connection: a request must arrive in time, its answer must leave in time, what was refused is not read for long, and one
/// address may not hold too many connections.
///
/// A stream of events has no deadline; its idle limit is the server's.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What the front asks of the connection while it answers.
    enum Order: Sendable {
        /// The request has so much time, from now on.
        case deadline(TimeAmount)
        /// The client may send the body that it waits with.
        case proceed
    }

    /// Bytes of an answer from which on it is worth knowing when they have left.
    private static let largeWrite = 16 << 10

    private let limits: ExchangePace.Limits
    private let peers: Peers
    private var pace: ExchangePace?
    private var timer: (task: Scheduled<Void>, at: NIODeadline)?
    private var household: String?

    init(limits: ExchangePace.Limits, peers: Peers) {
        self.limits = limits
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
        guard pace == nil else { return }
        if let address = NetworkAddress(context.remoteAddress) {
            guard let entered = peers.enter(address) else { return context.close(promise: nil) }
            household = entered
        }
        // Most requests are small, and ten thousand open streams have a buffer each.
        let buffers = AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 512, maximum: 65_536)
        _ = context.channel.setOption(.recvAllocator, value: buffers)
        pace = ExchangePace(limits, now: context.eventLoop.now)
        watch(context)
    }

    private func end() {
        timer?.task.cancel()
        timer = nil
        if let household { peers.leave(household) }
        household = nil
    }

    /// Sees to it that somebody looks when the deadline comes. A timer that is too early looks and sets itself anew.
    private func watch(_ context: ChannelHandlerContext) {
        guard let deadline = pace?.deadline else { return }
        if let timer {
            if timer.at <= deadline { return }
            timer.task.cancel()
        }
        let loop = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: deadline) {
            let (this, context) = loop.value
            this.timer = nil
            guard let due = this.pace?.deadline else { return }
            if due <= context.eventLoop.now { context.close(promise: nil) } else { this.watch(context) }
        }
        timer = (task, deadline)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let now = context.eventLoop.now
        switch unwrapInboundIn(data) {
        case .head(let head):
            // What follows a refusal that ends the connection is not looked at.
            if pace?.isOver == true { return }
            let isLast = head.headerFields[.connection]?.lowercased() == "close"
            pace?.readHead(announced: Self.announced(head), isLast: isLast, now: now)
            watch(context)
        case .body(let buffer):
            guard pace?.readBody(buffer.readableBytes, now: now) != false else { return context.close(promise: nil) }
            if isUnwanted { return }
        case .end:
            if pace?.isOver == true { return context.close(promise: nil) }
            pace?.readEnd(now: now)
        }
        context.fireChannelRead(data)
    }

    /// Whether what comes in is thrown away.
    private var isUnwanted: Bool { pace?.isDraining == true || pace?.isOver == true }

    /// Bytes that a head says will follow; nil when it does not say how many.
    private static func announced(_ head: HTTPRequest) -> Int? {
        if head.headerFields.contains(.transferEncoding) { return nil }
        return head.headerFields[.contentLength].map { Int($0) ?? .max } ?? 0
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isUnwanted { context.read() }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event, pace?.isOver == true { return context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let order = event as? Order else {
            return context.triggerUserOutboundEvent(event, promise: promise)
        }
        switch order {
        case .deadline(let time):
            pace?.allow(time, now: context.eventLoop.now)
            watch(context)
        case .proceed:
            let head = HTTPResponse(status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        }
        promise?.succeed()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            let fields = head.headerFields
            let isEndless = fields[.contentType]?.utf8.starts(with: "text/event-stream".utf8) == true
            let saysClose = fields[.connection]?.lowercased() == "close"
            if pace?.writeHead(saysClose: saysClose, isEndless: isEndless) == true {
                head.headerFields[.connection] = "close"
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let buffer) where buffer.readableBytes >= Self.largeWrite:
            let left = promise ?? context.eventLoop.makePromise()
            let (loop, bytes) = (NIOLoopBound((self, context), eventLoop: context.eventLoop), buffer.readableBytes)
            left.futureResult.whenSuccess {
                let (this, context) = loop.value
                this.pace?.wrote(bytes, now: context.eventLoop.now)
            }
            context.write(data, promise: left)
        case .body: context.write(data, promise: promise)
        case .end: finish(context, data, promise)
        }
    }

    /// An answer has been written. One that ends the connection closes our side, and waits a little for the client to have read it: a socket
    /// that is closed with bytes unread takes back what it has sent.
    private func finish(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        pace?.writeEnd(now: context.eventLoop.now)
        watch(context)
        if pace?.isOver == true {
            context.writeAndFlush(data, promise: promise)
            context.close(mode: .output, promise: nil)
        } else {
            context.write(data, promise: promise)
        }
        if isUnwanted { context.read() }
    }
}
