import Database
import Kernel
import Secrets
import Web

/// Signs staff in and out. Only the hash of a session's token is kept, so that a copy of the database opens no session.
struct Sessions: Sendable {
    let database: Database
    let hasher: PasswordHasher
    let clock: Clock
    let entropy: Entropy
    /// A hash that no password has, so that an unknown name costs as much time as a wrong password.
    let decoy: String

    /// A shift and a bit; a tablet on the wall signs in once a day.
    static let lifetime = Span.hours(14)

    /// A session that has just begun.
    struct Opened: Sendable, JSONWritable {
        let token: String
        let name: String
        let role: String
        static let example = Opened(token: "pQ0…", name: "Ugo", role: "kitchen")
        func write(to json: inout JSONWriter) {
            json.member("token", token)
            json.member("name", name)
            json.member("role", role)
        }
    }

    /// Opens a session; throws the same refusal for an unknown name, a wrong password and a suspended person.
    func open(signIn: String, password: String) async throws -> Opened {
        struct Found: RowDecodable, Sendable {
            let member: StaffMember
            let hash: String
            init(row: inout Row) throws {
                member = try StaffMember(row: &row)
                hash = try row.next()
            }
        }
        let found: Found? = try await database.first(
            "SELECT \(StaffMember.columns), password FROM staff WHERE sign_in = \(signIn.lowercased())")
        let matches = try await hasher.verify(password, against: found?.hash ?? decoy)
        guard let found, matches, !found.member.isSuspended else {
            throw AppError(.unauthenticated, "accounts.wrong-sign-in")
        }
        let token = entropy.token()
        let hash = Digest.sha256(token.utf8)
        let formKey = Digest.sha256(entropy.token().utf8)
        try await database.write { tx in
            try tx.execute("DELETE FROM sessions WHERE expires_at < \(tx.now)")
            try tx.execute(
                """
                INSERT INTO sessions (token_hash, staff_id, form_key, created_at, expires_at)
                VALUES (\(hash), \(found.member.id), \(formKey), \(tx.now), \(tx.now + Self.lifetime))
                """)
        }
        return Opened(token: token, name: found.member.name, role: found.member.role.rawValue)
    }

    /// Ends a session; an unknown one is already ended.
    func close(token: String) async throws {
        let hash = Digest.sha256(token.utf8)
        _ = try await database.write { try $0.execute("DELETE FROM sessions WHERE token_hash = \(hash)") }
    }

    /// Who a token belongs to.
    func identify(_ token: String) async throws -> Identity? {
        struct Found: RowDecodable, Sendable {
            let id: Identifier<StaffMember>
            let name: String
            let role: Role
            let formKey: [UInt8]
            init(row: inout Row) throws {
                id = try row.next()
                name = try row.next()
                role = try row.next()
                formKey = try row.next()
            }
        }
        guard token.utf8.count == 43 else { return nil }
        let hash = Digest.sha256(token.utf8)
        let found: Found? = try await database.first(
            """
            SELECT staff.id, staff.name, staff.role, sessions.form_key
            FROM sessions JOIN staff ON staff.id = sessions.staff_id
            WHERE sessions.token_hash = \(hash) AND sessions.expires_at > \(clock.now()) AND staff.suspended_at IS NULL
            """)
        return found.map {
            Identity(
                id: $0.id.description, name: $0.name, role: $0.role.rawValue, permissions: $0.role.permissions,
                formKey: $0.formKey)
        }
    }
}
