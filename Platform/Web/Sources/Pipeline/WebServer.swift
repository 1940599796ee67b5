import Foundation
import Hummingbird
import NIOCore
public import ServiceLifecycle
import Synchronization

/// The HTTP server: Hummingbird with every limit set, as a service that stops gracefully.
public struct WebServer: Service {
    private let front: Front
    private let tenants: [String: Front]
    private let started: @Sendable (Int) async -> Void

    /// Serves `front`, and those of other tenants by their hosts; `started` is told the port once connections are accepted.
    /// The limits of connections are those of `front`.
    public init(
        _ front: Front, tenants: [String: Front] = [:], started: @escaping @Sendable (Int) async -> Void
    ) {
        self.front = front
        self.tenants = tenants
        self.started = started
    }

    /// Serves until the group it runs in stops.
    public func run() async throws {
        let settings = front.settings
        for front in [front] + tenants.values where front.policies.contains(where: \.takesFiles) {
            try front.uploads.prepare()
        }
        let peers = Peers(most: settings.mostConnectionsPerClient, trusted: settings.trustedProxies)
        let limits = ExchangePace.Limits(
            request: .seconds(Int64(settings.requestSeconds)), slowestBytesPerSecond: settings.slowestBytesPerSecond,
            mostDrainedBytes: settings.mostDrainedBytes, drain: .seconds(Int64(settings.drainSeconds)))
        let application = Application(
            responder: TenantResponder(front, tenants),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(limits: limits, peers: peers)],
                    idleTimeout: .seconds(Int64(settings.idleSeconds)),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: settings.largestHead, maxHeaderListSize: settings.largestHead,
                        maxHeaderFieldCount: settings.mostHeaderFields))),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), backlog: 4096,
                availableConnectionsDelegate: .maximum(settings.mostConnections, logger: front.logger)),
            onServerRunning: { [started] channel in await started(channel.localAddress?.port ?? 0) },
            logger: front.logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw PortTaken(port: settings.port)
        }
    }
}

/// Another program listens where the server was to listen.
public struct PortTaken: Error {
    /// Where that is.
    public let port: Int
}
