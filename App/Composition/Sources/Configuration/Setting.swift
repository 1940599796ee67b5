import FeatureKit
import Foundation

extension Setting {
    static let environment = Setting(
        "ENVIRONMENT", "`development` or `production`; production refuses what is only for trying out.", "development")
    static let database = Setting(
        "DATABASE", "A file for SQLite, `sqlite:data/pizzamama.db`, or a libpq URL, `postgresql://…`.",
        "sqlite:data/pizzamama.db", secret: true)
    static let connections = Setting(
        "POSTGRES_CONNECTIONS", "The most connections to PostgreSQL: two for each processor they share.",
        String(max(4, 2 * ProcessInfo.processInfo.activeProcessorCount)))
    static let tenants = Setting(
        "TENANTS", "A file that names more tenants, lines of `HOST sqlite:FILE` or `HOST schema:NAME`.", "")
    static let host = Setting("HOST", "The interface to listen on.", "127.0.0.1")
    static let port = Setting("PORT", "The port to listen on; 0 takes a free one.", "8080")
    static let publicURL = Setting("PUBLIC_URL", "The address that people type; with https cookies are secure.")
    static let proxies = Setting(
        "TRUSTED_PROXIES",
        "Proxies whose X-Forwarded-For is believed: addresses or blocks such as `10.0.0.0/8`, with commas between.", "")
    static let secret = Setting(
        "SECRET",
        "At least 32 characters under which pairing codes and marks of known browsers are kept; in development anew at each start.",
        secret: true)
    static let worker = Setting("WORKER", "`inside` runs jobs in `serve`, `outside` leaves them to `work`.", "inside")
    static let logLevel = Setting(
        "LOG_LEVEL", "`trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.", "info")
    static let languages = Setting(
        "LANGUAGES", "Folders with sentences in more languages, `de.json`, `fr.json`, with commas between.", "")
    static let clock = Setting(
        "CLOCK", "`system`, or `simulated` for the replay of another year; production refuses it.", "system")
    static let mostConnections = Setting("MOST_CONNECTIONS", "Open connections, all together.", "12000")
    static let clientConnections = Setting(
        "MOST_CONNECTIONS_PER_CLIENT", "Open connections from one address; 0 is no limit.", "256")
    static let reads = Setting("READS_PER_MINUTE", "Pages and values that one client may ask for in a minute.", "3000")
    static let changes = Setting("CHANGES_PER_MINUTE", "Changes that one client may make in a minute.", "240")
    static let signIns = Setting("SIGN_INS_PER_MINUTE", "Sign-ins that one client may try in a minute.", "6")
    static let rates = Setting(
        "RATES", "Requests in a minute that differ, by kind and by whom: `change.staff=2000,costly.guest=100`.", "")
    static let body = Setting("LARGEST_BODY", "Bytes of a request's body, but for routes that say otherwise.", "65536")
    static let uploads = Setting(
        "UPLOADS", "The folder where files that come in lie until they are read; without one, the system's for such.")
    static let idle = Setting("IDLE_SECONDS", "Seconds a connection may be silent.", "60")
    static let deadline = Setting(
        "REQUEST_SECONDS", "Seconds a request and its answer may take, but for routes that say otherwise.", "20")
    static let metricsToken = Setting(
        "METRICS_TOKEN", "What whoever asks for /metrics sends as a bearer token; without one anybody may ask.",
        secret: true)

    /// Every key there is, in the order of the documentation: the program's own, then those of the features of the list.
    static let all = program + FeatureSet.settings(of: Pizzeria.featureTypes)

    /// Those of the program itself.
    static let program: [Setting] = [
        environment, database, connections, tenants, host, port, publicURL, proxies, secret, worker, logLevel,
        languages,
        clock, mostConnections, clientConnections, reads, changes, signIns, rates, body, uploads, idle, deadline,
        metricsToken,
    ]
}
