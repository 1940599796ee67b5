import Database
import Kernel
import Secrets
import Shop
import Web

/// Takes on staff, says what they may do, suspends and removes them. Each function is one transaction, and ends the sessions that it makes
/// untrue. `within` says which shops whoever asks may do this for, and what they may do themselves.
struct StaffRegister: Sendable {
    let database: Database
    let hasher: PasswordHasher
    let entropy: Entropy
    let duties: Duties

    /// Everybody who works in the shops, by name.
    func everybody(within reach: Reach = .everywhere) async throws -> [StaffMember] {
        let members = StaffRow.members(try await database.all(StaffRow.select))
        return reach.isEverywhere
            ? members : members.filter { $0.roles.contains { reach.covers($0.shop) } }
    }

    /// A member; throws not found when there is none in the shops.
    func member(_ id: Identifier<StaffMember>, within reach: Reach = .everywhere) async throws -> StaffMember {
        let rows: [StaffRow] = try await database.all("\(StaffRow.select) WHERE staff.id = \(id)")
        guard let member = StaffRow.members(rows).first,
            reach.isEverywhere || member.roles.contains(where: { reach.covers($0.shop) })
        else { throw AppError.notFound() }
        return member
    }

    /// Who a session belongs to, and what they may do now; nil for somebody who may not sign in.
    func holder(_ id: Identifier<Session.Subject>) async throws -> (name: String, grants: Grants)? {
        let rows: [StaffRow] = try await database.all(
            "\(StaffRow.select) WHERE staff.id = \(id) AND staff.suspended_at IS NULL")
        return StaffRow.members(rows).first.map { ($0.name, duties.grants($0.roles)) }
    }

    /// Takes somebody on. The sign-in name is lower-case ASCII, so that two never look alike.
    func add(
        signIn: String, name: String, roles: [RoleHolding], password: String, within reach: Reach = .everywhere
    ) async throws -> StaffMember {
        guard (2...32).contains(signIn.utf8.count),
            signIn.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 0x2E || $0 == 0x2D })
        else { throw AppError.invalid([.init("sign_in", "not-a-sign-in")]) }
        try Self.check(password)
        try check(roles, within: reach)
        let hash = try await hasher.hash(password)
        return try await Self.refusing {
            try await database.write { tx in
                let id: Identifier<StaffMember> = tx.entropy.identifier(at: tx.now)
                try tx.execute(
                    """
                    INSERT INTO staff (id, sign_in, name, password, created_at)
                    VALUES (\(id), \(signIn), \(name), \(hash), \(tx.now))
                    """)
                try tx.give(roles, to: id)
                return try tx.member(id)
            }
        }
    }

    /// Gives somebody another name and other roles. Other roles end their sessions, so that nobody goes on with what they no longer have,
    /// and a new right comes with a new session. The last owner stays one.
    func change(
        _ id: Identifier<StaffMember>, name: String, roles: [RoleHolding], within reach: Reach = .everywhere
    ) async throws -> StaffMember {
        try check(roles, within: reach)
        return try await Self.refusing {
            try await database.write { tx in
                let member = try locked(id, within: reach, tx)
                try tx.execute("UPDATE staff SET name = \(name) WHERE id = \(id)")
                if member.roles != roles.inOrder {
                    if !roles.contains(.ownerOfAll) { try tx.refuseLastOwner(member) }
                    try tx.execute("DELETE FROM staff_roles WHERE staff_id = \(id)")
                    try tx.give(roles, to: id)
                    try tx.endSessions(of: .staff, member.subject)
                }
                return try tx.member(id)
            }
        }
    }

    /// Sets a password and ends all sessions of its owner.
    func setPassword(
        _ password: String, of id: Identifier<StaffMember>, within reach: Reach = .everywhere
    ) async throws -> StaffMember {
        try Self.check(password)
        let hash = try await hasher.hash(password)
        return try await database.write { tx in
            let member = try locked(id, within: reach, tx)
            try tx.execute("UPDATE staff SET password = \(hash) WHERE id = \(id)")
            try tx.endSessions(of: .staff, member.subject)
            return member
        }
    }

    /// Suspends or reinstates. The last owner who can sign in stays.
    func setSuspended(
        _ suspended: Bool, _ id: Identifier<StaffMember>, within reach: Reach = .everywhere
    ) async throws -> StaffMember {
        try await database.write { tx in
            let member = try locked(id, within: reach, tx)
            let at: Instant? = suspended ? tx.now : nil
            if suspended { try tx.refuseLastOwner(member) }
            try tx.execute("UPDATE staff SET suspended_at = \(at) WHERE id = \(id)")
            if suspended { try tx.endSessions(of: .staff, member.subject) }
            return try tx.member(id)
        }
    }

    /// Removes somebody for good; what they did stays under their name where it was written down. The last owner stays.
    func remove(_ id: Identifier<StaffMember>, within reach: Reach = .everywhere) async throws -> StaffMember {
        try await database.write { tx in
            let member = try locked(id, within: reach, tx)
            try tx.refuseLastOwner(member)
            try tx.endSessions(of: .staff, member.subject)
            try tx.execute("DELETE FROM staff WHERE id = \(id)")
            return member
        }
    }

    /// Ends the sessions of a member, or one of them.
    func endSessions(
        of id: Identifier<StaffMember>, only session: Identifier<Session>?, within reach: Reach
    ) async throws -> StaffMember {
        try await database.write { tx in
            let member = try locked(id, within: reach, tx)
            guard let session else {
                try tx.endSessions(of: .staff, member.subject)
                return member
            }
            let theirs: Identifier<Session>? = try tx.first(
                "SELECT id FROM sessions WHERE id = \(session) AND kind = 'staff' AND subject_id = \(id)")
            guard theirs != nil else { throw AppError.notFound() }
            try tx.endSession(session)
            return member
        }
    }

    /// Makes an owner if there is nobody yet; gives the password to print once, or nil.
    func makeFirstOwner() async throws -> String? {
        guard try await database.first("SELECT id FROM staff LIMIT 1", as: Identifier<StaffMember>.self) == nil else {
            return nil
        }
        let password = String(entropy.token().prefix(16))
        _ = try await add(signIn: "owner", name: "Owner", roles: [.ownerOfAll], password: password)
        return password
    }

    /// Throws `invalid` for a password that is too short or too long.
    static func check(_ password: String) throws {
        guard password.utf8.count >= 8 else { throw AppError.invalid([.init("password", "too-short", ["limit": "8"])]) }
        guard password.utf8.count <= PasswordHasher.longest else {
            throw AppError.invalid("accounts.password-too-long")
        }
    }

    private func check(_ roles: [RoleHolding], within reach: Reach) throws {
        guard !roles.isEmpty else { throw AppError.invalid([.init("roles", "missing")]) }
        guard roles.allSatisfy({ reach.covers($0.shop) }), reach.covers(duties.grants(roles)) else {
            throw AppError.invalid([.init("roles", "not-yours")])
        }
    }

    /// A member whose row is locked. Throws `forbidden` for one who may do more than whoever asks: with their password or session one would
    /// have their rights.
    private func locked(_ id: Identifier<StaffMember>, within reach: Reach, _ tx: Transaction) throws -> StaffMember {
        let member = try tx.locked(id, within: reach)
        guard reach.covers(duties.grants(member.roles)) else { throw AppError(.forbidden, "accounts.may-more") }
        return member
    }

    /// What the constraints of the tables say to whoever filled in the form.
    private static func refusing<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch DatabaseError.unique {
            throw AppError(.conflict, "web.invalid-fields", fields: [.init("sign_in", "taken")])
        } catch DatabaseError.foreignKey {
            throw AppError.invalid([.init("roles", "unknown-shop")])
        }
    }
}
