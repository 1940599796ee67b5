/// Every limit and choice of the web server, each set on purpose.
public struct WebSettings: Sendable {
    /// The interface to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 takes a free one.
    public var port = 8080
    /// The address people type; with `https` cookies are secure and HSTS is sent.
    public var publicURL = "http://127.0.0.1:8080"
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: Set<String> = []
    /// Bytes of a body.
    public var largestBody = 64 << 10
    /// Bytes of all header fields together.
    public var largestHead = 16 << 10
    /// Header fields.
    public var mostHeaderFields = 64
    /// Bytes of a path with its query.
    public var longestPath = 4096
    /// Connections at once, all together.
    public var mostConnections = 12_000
    /// Connections at once from one address; 0 is no limit.
    public var mostConnectionsPerClient = 256
    /// Seconds a connection may be silent.
    public var idleSeconds = 60
    /// Seconds from the first byte of a request's head to its end, and from there to the end of its answer.
    public var requestSeconds = 20
    /// Changes of one client at once, and per minute.
    public var changesBurst = 60
    /// Changes of one client per minute.
    public var changesPerMinute = 240
    /// Sign-in attempts of one client at once, and per minute.
    public var signInBurst = 8
    /// Sign-in attempts of one client per minute.
    public var signInPerMinute = 6
    /// The secret from which tokens of forms are made: at least 32 bytes.
    public var secret: [UInt8] = []

    /// The defaults.
    public init() {}

    /// Whether the site is served over TLS, by us or by a proxy.
    public var isSecure: Bool { publicURL.hasPrefix("https://") }
}
