import Contracts
import Database
import Kernel
import Secrets
import Web

/// A session that has just begun, with the token that is told once.
struct OpenedSession: Sendable, JSONWritable {
    let token: String
    let name: String
    let expiresAt: Instant
    let endsAt: Instant

    static let example = OpenedSession(
        token: "pQ0…", name: "Ugo", expiresAt: Instant(seconds: 43_200), endsAt: Instant(seconds: 2_592_000))

    func write(to json: inout JSONWriter) {
        json.member("token", token)
        json.member("name", name)
        json.member("expires_at", expiresAt)
        json.member("ends_at", endsAt)
    }

    /// The cookie that carries it in a browser, as long as the session can last: its idle end moves in the database alone.
    func cookie(at now: Instant) -> Cookie { Cookie("session", token, maxAge: Int((endsAt - now).seconds)) }
}

extension Transaction {
    /// Begins a session. What has expired is swept away, and whoever has too many loses the one that was unused longest.
    func openSession(
        of kind: Principal.Kind, _ subject: Identifier<Session.Subject>, named name: String, _ life: SessionLife,
        from origin: SessionOrigin
    ) throws -> OpenedSession {
        let (token, key) = (entropy.token(), Digest.sha256(entropy.token().utf8))
        let hash = Digest.sha256(token.utf8)
        let id: Identifier<Session> = entropy.identifier(at: now)
        let endsAt = now + life.absolute
        let expiresAt = life.expiry(at: now, endsAt: endsAt)
        try endSessions(where: "expires_at <= \(now)")
        try endSessions(
            where: """
                kind = \(kind.rawValue) AND subject_id = \(subject) AND id NOT IN (
                    SELECT id FROM sessions WHERE kind = \(kind.rawValue) AND subject_id = \(subject)
                    ORDER BY last_seen_at DESC, id DESC LIMIT \(SessionLife.most - 1))
                """)
        try execute(
            """
            INSERT INTO sessions (id, token_hash, kind, subject_id, form_key, browser, network, created_at,
                last_seen_at, expires_at, ends_at)
            VALUES (\(id), \(hash), \(kind.rawValue), \(subject), \(key), \(origin.browser), \(origin.network), \(now), \(now),
                \(expiresAt), \(endsAt))
            """)
        return OpenedSession(token: token, name: name, expiresAt: expiresAt, endsAt: endsAt)
    }

    /// Ends a session by its id; one that is not there has ended already.
    func endSession(_ id: Identifier<Session>) throws { try endSessions(where: "id = \(id)") }

    /// Ends the sessions of which a condition is true, and tells those whose streams they hold open.
    private func endSessions(where condition: SQL) throws {
        let ended: [Session] = try all("DELETE FROM sessions WHERE \(condition) RETURNING \(Session.columns)")
        let byPrincipal = Dictionary(grouping: ended) { $0.kind.actor($0.subject) }
        for (principal, sessions) in byPrincipal.sorted(by: { $0.key < $1.key }) {
            try publish(SessionsEnded(principal: principal, sessions: sessions.map(\.id.description)))
        }
    }

    /// Ends every session of a principal. With `kept` that one goes on; without, everything the principal has open is told to end.
    func endSessions(
        of kind: Principal.Kind, _ subject: Identifier<Session.Subject>, but kept: Identifier<Session>? = nil
    ) throws {
        let actor = kind.actor(subject)
        guard let kept else {
            try execute("DELETE FROM sessions WHERE kind = \(kind.rawValue) AND subject_id = \(subject)")
            return try publish(SessionsEnded(principal: actor, sessions: nil))
        }
        let ended: [Identifier<Session>] = try all(
            "DELETE FROM sessions WHERE kind = \(kind.rawValue) AND subject_id = \(subject) AND id <> \(kept) RETURNING id"
        )
        if !ended.isEmpty { try publish(SessionsEnded(principal: actor, sessions: ended.map(\.description))) }
    }
}
