import Contracts
import Database
import Kernel
import Web

/// A principal that is signed in somewhere, as the table keeps it. The token is not among it: only its hash is kept.
struct Session: Sendable, Hashable, RowDecodable {
    typealias Subject = SessionSubject

    let id: Identifier<Session>
    let kind: Principal.Kind
    let subject: Identifier<Subject>
    /// From which the tokens of its forms are made.
    let formKey: [UInt8]
    /// What it was begun with: `Firefox · Android`.
    let browser: String
    /// Roughly from where.
    let network: String
    let createdAt: Instant
    /// To the minute or so.
    let lastSeenAt: Instant
    /// When it ends if nobody uses it any more.
    let expiresAt: Instant
    /// When it ends however much it is used.
    let endsAt: Instant

    init(row: inout Row) throws {
        id = try row.next()
        let kind: String = try row.next()
        guard let known = Principal.Kind(rawValue: kind) else {
            throw DatabaseError.decoding("\(kind) is no principal")
        }
        self.kind = known
        subject = try row.next()
        formKey = try row.next()
        browser = try row.next()
        network = try row.next()
        createdAt = try row.next()
        lastSeenAt = try row.next()
        expiresAt = try row.next()
        endsAt = try row.next()
    }

    static let columns: SQL = """
        id, kind, subject_id, form_key, browser, network, created_at, last_seen_at, expires_at, ends_at
        """
}

/// A session in a list of its owner's or of the owner's of the shop.
struct SessionView: JSONWritable, Hashable {
    let id: Identifier<Session>
    let browser: String
    let network: String
    let createdAt: Instant
    let lastSeenAt: Instant
    let expiresAt: Instant
    /// Whether it is the one that asks.
    let isCurrent: Bool

    init(_ session: Session, seenBy principal: Principal) {
        id = session.id
        browser = session.browser
        network = session.network
        createdAt = session.createdAt
        lastSeenAt = session.lastSeenAt
        expiresAt = session.expiresAt
        isCurrent = principal.session == session.id.description
    }

    private init() {
        id = Identifier(high: 0x7000, low: 1 << 63)
        browser = "Firefox · Android"
        network = "93.45.12.0/24"
        createdAt = Instant(seconds: 0)
        lastSeenAt = Instant(seconds: 0)
        expiresAt = Instant(seconds: 43_200)
        isCurrent = true
    }

    static let example = SessionView()

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("browser", browser)
        json.member("network", network)
        json.member("created_at", createdAt)
        json.member("last_seen_at", lastSeenAt)
        json.member("expires_at", expiresAt)
        json.member("current", isCurrent)
    }
}
