import HTTPTypes
import Kernel
import Secrets

/// What those who run the server ask it: alive, ready, numbers, and the description of the API.
public struct OperationsRoutes: Sendable {
    private let ready: @Sendable () async throws -> Void
    private let metrics: Metrics
    private let version: String

    private let metricsToken: String?

    /// `ready` throws when something that is needed, such as the database, is not there. Whoever asks for numbers sends `metricsToken` as a
    /// bearer token; without one anybody may ask.
    public init(
        version: String, metrics: Metrics, metricsToken: String? = nil,
        ready: @escaping @Sendable () async throws -> Void
    ) {
        self.metricsToken = metricsToken
        self.version = version
        self.metrics = metrics
        self.ready = ready
    }

    /// `/healthz`, `/readyz`, `/metrics`.
    public var routes: [Route] {
        [
            .page("/healthz", "The process is alive.") { _ in
                .bytes(Array("ok\n".utf8), type: "text/plain; charset=utf-8")
            },
            .page("/readyz", "Everything that is needed is there.") { [ready] _ in
                do {
                    try await ready()
                } catch {
                    throw AppError.unavailable("web.not-ready", retryAfter: 5)
                }
                return .bytes(Array("ready\n".utf8), type: "text/plain; charset=utf-8")
            },
            .page("/metrics", "Numbers for Prometheus.") { [metrics, metricsToken] call in
                if let metricsToken {
                    guard Digest.equal(Array((call.bearerToken ?? "").utf8), Array(metricsToken.utf8)) else {
                        throw AppError.notFound()
                    }
                }
                return .bytes(Array(metrics.text().utf8), type: "text/plain; version=0.0.4; charset=utf-8")
            },
        ]
    }
}
