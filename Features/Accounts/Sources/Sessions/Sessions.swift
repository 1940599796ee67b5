import Contracts
import Database
import Kernel
import Secrets
import Synchronization
public import Web

/// Who is signed in, and for how long: the sessions of every kind of principal. Only the hash of a token is kept, so that a copy of the
/// database opens no session.
struct Sessions: Sendable {
    let database: Database
    let clock: Clock
    private(set) var holders: [Principal.Kind: SessionHolder]
    private let sliding = Sliding()

    init(database: Database, clock: Clock, holders: [Principal.Kind: SessionHolder]) {
        self.database = database
        self.clock = clock
        self.holders = holders
    }

    /// The same with more holders. Throws `SessionCollision` when there is one of a kind already.
    func joined(by more: [Principal.Kind: SessionHolder]) throws(SessionCollision) -> Sessions {
        var sessions = self
        for (kind, holder) in more where sessions.holders.updateValue(holder, forKey: kind) != nil {
            throw SessionCollision(kind: kind)
        }
        return sessions
    }

    /// Who a token belongs to, and what they may do at this moment. A use moves the session's end.
    func identify(_ token: String) async throws -> Principal? {
        guard token.utf8.count == 43 else { return nil }
        let (hash, now) = (Digest.sha256(token.utf8), clock.now())
        let found: Session? = try await database.first(
            "SELECT \(Session.columns) FROM sessions WHERE token_hash = \(hash) AND expires_at > \(now)")
        guard let session = found, let holder = holders[session.kind],
            let subject = try await holder.find(session.subject)
        else { return nil }
        if now - session.lastSeenAt >= SessionLife.step { await slide(session, holder.life, now) }
        return Principal(
            kind: session.kind, id: session.subject.description, name: subject.name, grants: subject.grants,
            formKey: session.formKey, session: session.id.description)
    }

    /// The sessions of a principal that have not ended, the one that was used last first.
    func list(of kind: Principal.Kind, _ subject: Identifier<Session.Subject>) async throws -> [Session] {
        try await database.all(
            """
            SELECT \(Session.columns) FROM sessions
            WHERE kind = \(kind.rawValue) AND subject_id = \(subject) AND expires_at > \(clock.now())
            ORDER BY last_seen_at DESC, id DESC
            """)
    }

    /// Ends one session of a principal; throws not found when it is not theirs.
    func end(
        _ id: Identifier<Session>, of kind: Principal.Kind, _ subject: Identifier<Session.Subject>
    ) async throws {
        try await database.write { tx in
            let ended = try tx.execute(
                "DELETE FROM sessions WHERE id = \(id) AND kind = \(kind.rawValue) AND subject_id = \(subject)")
            guard ended == 1 else { throw AppError.notFound() }
            try tx.publish(SessionsEnded(principal: kind.actor(subject), sessions: [id.description]))
        }
    }

    /// Ends every session of a principal but one, if one is named.
    func endAll(
        of kind: Principal.Kind, _ subject: Identifier<Session.Subject>, but kept: Identifier<Session>? = nil
    ) async throws {
        try await database.write { try $0.endSessions(of: kind, subject, but: kept) }
    }

    /// Ends the session that a principal came with; one that is not there has ended already.
    func close(_ principal: Principal) async throws {
        guard let id = Identifier<Session>(principal.session) else { return }
        try await database.write { try $0.endSession(id) }
    }

    /// Moves the end of a session. The statement decides, so that of two at once one writes, and nothing that has ended comes back.
    private func slide(_ session: Session, _ life: SessionLife, _ now: Instant) async {
        guard sliding.begin(session.id) else { return }
        defer { sliding.end(session.id) }
        let expiry = life.expiry(at: now, endsAt: session.endsAt)
        // A use is not refused because its trace could not be written; the next one writes it.
        _ = try? await database.write { tx in
            try tx.execute(
                """
                UPDATE sessions SET last_seen_at = \(now), expires_at = \(expiry)
                WHERE id = \(session.id) AND last_seen_at <= \(now - SessionLife.step) AND expires_at > \(now)
                """)
        }
    }
}

/// The sessions whose end this process is moving: a page that asks for ten things at once moves it once.
private final class Sliding: Sendable {
    private let ids = Mutex<Set<Identifier<Session>>>([])

    func begin(_ id: Identifier<Session>) -> Bool { ids.withLock { $0.insert(id).inserted } }
    func end(_ id: Identifier<Session>) { ids.withLock { _ = $0.remove(id) } }
}

extension Principal.Kind {
    /// A principal of this kind, as `Principal.actor` writes it.
    func actor(_ subject: Identifier<Session.Subject>) -> String { "\(rawValue):\(subject)" }
}

/// Two features hold the sessions of one kind of principal.
public struct SessionCollision: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which kind.
    public let kind: Principal.Kind
    public var description: String { "Two features hold the sessions of every \(kind.rawValue)." }
}
