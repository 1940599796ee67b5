import NIOCore

/// What an answer asks of the connection that it is sent on.
struct ConnectionControl: Sendable {
    private let channel: any Channel

    init(_ channel: any Channel) { self.channel = channel }

    /// Gives the request so many seconds in place of the usual.
    func setDeadline(seconds: Int) {
        channel.triggerUserOutboundEvent(ConnectionGuard.Order.deadline(.seconds(Int64(seconds))), promise: nil)
    }

    /// Tells a client that waits for it to send its body (RFC 9110 section 10.1.1).
    func proceed() { channel.triggerUserOutboundEvent(ConnectionGuard.Order.proceed, promise: nil) }
}
