import Hummingbird
import NIOCore
public import ServiceLifecycle
import Synchronization

/// The HTTP server: Hummingbird with every limit set, as a service that stops gracefully.
public struct WebServer: Service {
    private let front: Front
    private let started: @Sendable (Int) async -> Void

    /// Serves `front`; `started` is told the port once connections are accepted.
    public init(_ front: Front, started: @escaping @Sendable (Int) async -> Void) {
        self.front = front
        self.started = started
    }

    /// Serves until the group it runs in stops.
    public func run() async throws {
        let settings = front.settings
        let peers = Peers(most: settings.mostConnectionsPerClient)
        let limit = TimeAmount.seconds(Int64(settings.requestSeconds))
        let application = Application(
            responder: FrontResponder(front),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(limit: limit, peers: peers)],
                    idleTimeout: .seconds(Int64(settings.idleSeconds)),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: settings.largestHead, maxHeaderListSize: settings.largestHead,
                        maxHeaderFieldCount: settings.mostHeaderFields))),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), backlog: 4096,
                availableConnectionsDelegate: .maximum(settings.mostConnections, logger: front.logger)),
            onServerRunning: { [started] channel in await started(channel.localAddress?.port ?? 0) },
            logger: front.logger)
        try await application.run()
    }
}
