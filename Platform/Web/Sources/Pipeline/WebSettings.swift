public import Foundation

/// Every limit and choice of the web server, each set on purpose.
public struct WebSettings: Sendable {
    /// What the product calls itself where programs read it: `urn:<product>:problem`, the realm of a sign-in.
    public var product = "web"
    /// The interface to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 takes a free one.
    public var port = 8080
    /// The address people type; with `https` cookies are secure and HSTS is sent.
    public var publicURL = "http://127.0.0.1:8080"
    /// Proxies whose `X-Forwarded-For` and `traceparent` are believed, and whose connections are not counted.
    public var trustedProxies: [AddressRange] = []
    /// Bytes of a body where the route's policy says nothing else.
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
    /// Seconds from the first byte of a request's head to its end, and from there to the end of its answer, where the route's policy says
    /// nothing else. Bytes of bodies extend both by what they need at `slowestBytesPerSecond`.
    public var requestSeconds = 20
    /// The pace below which a line is not slow but held.
    public var slowestBytesPerSecond = 8 << 10
    /// Bytes of a body that are read and thrown away after it was refused, so that the client reads why.
    public var mostDrainedBytes = 256 << 10
    /// Seconds in which that must be over.
    public var drainSeconds = 5
    /// Where files that come in lie until their request has been answered. It is this user's own: what others can change is not used.
    public var uploadFolder = FileManager.default.temporaryDirectory.appending(path: "web-uploads-\(geteuid())")
    /// Uploads at once: with the largest body of a route, the most that lies there.
    public var mostUploads = 16
    /// How often who may ask for what.
    public var rates = RateTable.standard
    /// What whoever asks for the numbers sends as a bearer token; nil lets anybody ask.
    public var metricsToken: String?
    /// The secret from which tokens of forms are made: at least 32 bytes.
    public var secret: [UInt8] = []

    /// The defaults.
    public init() {}

    /// Whether the site is served over TLS, by us or by a proxy.
    public var isSecure: Bool { publicURL.utf8.starts(with: "https://".utf8) }
}
