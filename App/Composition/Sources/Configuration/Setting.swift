import Foundation

/// One key of the configuration: what it means, what it is when nobody says, and whether it is a secret.
public struct Setting: Sendable, Hashable {
    /// The environment variable, `PIZZAMAMA_PORT`; in a file the same name.
    public let key: String
    /// What it means, in a sentence.
    public let meaning: String
    /// The value when nobody says; nil when it is made or not needed.
    public let fallback: String?
    /// Whether its value is never shown, and may come from the file that `<KEY>_FILE` names.
    public let isSecret: Bool

    init(_ name: String, _ meaning: String, _ fallback: String? = nil, secret: Bool = false) {
        key = "PIZZAMAMA_\(name)"
        self.meaning = meaning
        self.fallback = fallback
        isSecret = secret
    }

    static let environment = Setting(
        "ENVIRONMENT", "`development` or `production`; production refuses what is only for trying out.", "development")
    static let database = Setting(
        "DATABASE", "A file for SQLite, `sqlite:data/pizzamama.db`, or a libpq URL, `postgresql://…`.",
        "sqlite:data/pizzamama.db", secret: true)
    static let connections = Setting(
        "POSTGRES_CONNECTIONS", "The most connections to PostgreSQL: two for each processor they share.",
        String(max(4, 2 * ProcessInfo.processInfo.activeProcessorCount)))
    static let host = Setting("HOST", "The interface to listen on.", "127.0.0.1")
    static let port = Setting("PORT", "The port to listen on; 0 takes a free one.", "8080")
    static let publicURL = Setting("PUBLIC_URL", "The address that people type; with https cookies are secure.")
    static let proxies = Setting(
        "TRUSTED_PROXIES", "Addresses of proxies whose X-Forwarded-For is believed, with commas between.", "")
    static let secret = Setting(
        "SECRET", "At least 32 characters from which tokens are made; in development it is made anew at each start.",
        secret: true)
    static let worker = Setting("WORKER", "`inside` runs jobs in `serve`, `outside` leaves them to `work`.", "inside")
    static let logLevel = Setting(
        "LOG_LEVEL", "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.", "info")
    static let clock = Setting(
        "CLOCK", "`system`, or `simulated` for the replay of another year; production refuses it.", "system")
    static let mostConnections = Setting("MOST_CONNECTIONS", "Open connections, all together.", "12000")
    static let clientConnections = Setting(
        "MOST_CONNECTIONS_PER_CLIENT", "Open connections from one address; 0 is no limit.", "256")
    static let changes = Setting("CHANGES_PER_MINUTE", "Changes that one client may make in a minute.", "240")
    static let signIns = Setting("SIGN_INS_PER_MINUTE", "Sign-ins that one client may try in a minute.", "6")
    static let body = Setting("LARGEST_BODY", "Bytes of a request's body.", "65536")
    static let idle = Setting("IDLE_SECONDS", "Seconds a connection may be silent.", "60")
    static let deadline = Setting("REQUEST_SECONDS", "Seconds a request and its answer may take.", "20")

    /// Every key there is, in the order of the documentation.
    public static let all: [Setting] = [
        environment, database, connections, host, port, publicURL, proxies, secret, worker, logLevel, clock,
        mostConnections,
        clientConnections, changes, signIns, body, idle, deadline,
    ]
}
