import Database
import Kernel
import Secrets
import Web

/// Gives programs keys and takes them back. Only the hash of a secret is kept; it has 256 bits, so that a plain hash is enough.
struct APIKeys: Sendable {
    let database: Database
    let clock: Clock
    let entropy: Entropy
    let duties: Duties

    /// When it was last used is written at most once in this while.
    static let step = Span.hours(1)

    private struct Found: RowDecodable, Sendable {
        let key: APIKey
        let hash: [UInt8]
        init(row: inout Row) throws {
            key = try APIKey(row: &row)
            hash = try row.next()
        }
    }

    /// Who a key belongs to, and what it may do; nil when it is unknown, expired or revoked.
    func identify(_ text: APIKeyText) async throws -> Principal? {
        let now = clock.now()
        let found: Found? = try await database.first(
            "SELECT \(APIKey.columns), secret_hash FROM api_keys WHERE prefix = \(text.prefix)")
        guard let found, Digest.equal(found.hash, Digest.sha256(text.secret.utf8)),
            found.key.standing(at: now) == .valid
        else { return nil }
        let key = found.key
        if key.lastUsedAt.map({ now - $0 >= Self.step }) ?? true { await use(key.id, now) }
        let permissions = key.permissions.permissions(among: duties.declared)
        let grants =
            key.shop.map { Grants(everywhere: [], within: [$0: permissions]) } ?? Grants(everywhere: permissions)
        return Principal(kind: .program, id: key.id.description, name: key.name, grants: grants)
    }

    /// The keys of the shops, the newest first.
    func list(within reach: Reach = .everywhere) async throws -> [APIKey] {
        let keys: [APIKey] = try await database.all("SELECT \(APIKey.columns) FROM api_keys ORDER BY id DESC")
        return keys.filter { reach.covers($0.shop) }
    }

    /// Makes a key. `grantor` gives no more than they have themselves; nil is the command line, which may give everything.
    func add(
        name: String, permissions: [String], shop: Identifier<Scope>?, expiresAt: Instant?, by grantor: Principal?
    ) async throws -> NewAPIKey {
        guard !permissions.isEmpty else { throw AppError.invalid([.init("permissions", "missing")]) }
        let names = PermissionNames(permissions)
        let chosen = names.permissions(among: duties.declared)
        guard chosen.count == names.names.count else {
            throw AppError.invalid([.init("permissions", "not-a-choice")])
        }
        // In one shop a permission about all of them would be none.
        if shop != nil, chosen.contains(where: \.isOfAllShops) {
            throw AppError.invalid([.init("permissions", "not-a-choice")])
        }
        if let grantor, !chosen.allSatisfy({ grantor.may($0, in: shop) }) {
            throw AppError.invalid([.init("permissions", "not-yours")])
        }
        let text = APIKeyText(entropy)
        let hash = Digest.sha256(text.secret.utf8)
        do {
            return try await database.write { tx in
                if let expiresAt, expiresAt <= tx.now { throw AppError.invalid([.init("days", "in-the-past")]) }
                let id: Identifier<APIKey> = tx.entropy.identifier(at: tx.now)
                try tx.execute(
                    """
                    INSERT INTO api_keys (id, name, prefix, secret_hash, permissions, store_id, created_by, created_at,
                        expires_at)
                    VALUES (\(id), \(name), \(text.prefix), \(hash), \(names), \(shop),
                        \(grantor?.actor ?? Principal.system.actor), \(tx.now), \(expiresAt))
                    """)
                return NewAPIKey(id: id, name: name, text: text.text)
            }
        } catch DatabaseError.foreignKey {
            throw AppError.invalid([.init("store_id", "unknown-shop")])
        }
    }

    /// Takes a key back for good; throws not found. One that was taken back already stays so.
    func revoke(_ id: Identifier<APIKey>, within reach: Reach = .everywhere) async throws -> APIKey {
        try await database.write { tx in
            try tx.execute("UPDATE api_keys SET revoked_at = \(tx.now) WHERE id = \(id) AND revoked_at IS NULL")
            let key: APIKey? = try tx.first("SELECT \(APIKey.columns) FROM api_keys WHERE id = \(id)")
            // What is thrown here takes the revocation back with it.
            guard let key, reach.covers(key.shop) else { throw AppError.notFound() }
            try tx.publish(SessionsEnded(principal: "\(Principal.Kind.program.rawValue):\(id)", sessions: nil))
            return key
        }
    }

    private func use(_ id: Identifier<APIKey>, _ now: Instant) async {
        // As with sessions: a use is not refused because its trace could not be written.
        _ = try? await database.write { tx in
            try tx.execute(
                """
                UPDATE api_keys SET last_used_at = \(now)
                WHERE id = \(id) AND (last_used_at IS NULL OR last_used_at <= \(now - Self.step))
                """)
        }
    }
}
