import Database
import Kernel
import Secrets
import Web

/// Takes on staff, changes their passwords, suspends them. Every change ends the sessions that it makes untrue.
struct StaffRegister: Sendable {
    let database: Database
    let hasher: PasswordHasher
    let clock: Clock
    let entropy: Entropy

    /// Everybody, by name.
    func everybody() async throws -> [StaffMember] {
        try await database.all("SELECT \(StaffMember.columns) FROM staff ORDER BY name, id")
    }

    /// Takes somebody on. The sign-in name is lower-case ASCII, so that two never look alike.
    func add(signIn: String, name: String, role: Role, password: String) async throws -> StaffMember {
        guard (2...32).contains(signIn.utf8.count),
            signIn.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 0x2E || $0 == 0x2D })
        else { throw AppError.invalid([.init("sign_in", "not-a-sign-in")]) }
        try check(password)
        let hash = try await hasher.hash(password)
        do {
            return try await database.write { tx in
                let id: Identifier<StaffMember> = tx.entropy.identifier(at: tx.now)
                try tx.execute(
                    """
                    INSERT INTO staff (id, sign_in, name, role, password, created_at)
                    VALUES (\(id), \(signIn), \(name), \(role), \(hash), \(tx.now))
                    """)
                return try tx.member(id)
            }
        } catch DatabaseError.unique {
            throw AppError(.conflict, "web.invalid-fields", fields: [.init("sign_in", "taken")])
        }
    }

    /// Sets a password and ends all sessions of its owner.
    func setPassword(_ password: String, of id: Identifier<StaffMember>) async throws -> StaffMember {
        try check(password)
        let hash = try await hasher.hash(password)
        return try await database.write { tx in
            try tx.execute("UPDATE staff SET password = \(hash) WHERE id = \(id)")
            try tx.execute("DELETE FROM sessions WHERE staff_id = \(id)")
            return try tx.member(id)
        }
    }

    /// Changes a person's own password, if they know the old one.
    func changePassword(of id: Identifier<StaffMember>, from old: String, to new: String) async throws -> StaffMember {
        guard let stored: String = try await database.first("SELECT password FROM staff WHERE id = \(id)"),
            try await hasher.verify(old, against: stored)
        else { throw AppError.invalid([.init("old_password", "wrong-password")]) }
        return try await setPassword(new, of: id)
    }

    /// Suspends or reinstates. The last owner who can sign in stays.
    func setSuspended(_ suspended: Bool, _ id: Identifier<StaffMember>) async throws -> StaffMember {
        try await database.write { tx in
            let at: Instant? = suspended ? tx.now : nil
            // One statement decides and changes, so that two owners cannot suspend each other at the same moment on SQLite;
            // PostgreSQL takes the lock on all owners first.
            let owners: [Identifier<StaffMember>] = try tx.all(
                """
                SELECT id FROM staff WHERE role = \(Role.owner) AND suspended_at IS NULL ORDER BY id
                \(sqlite: "", postgres: "FOR UPDATE")
                """)
            if suspended, owners == [id] { throw AppError.conflict("accounts.last-owner") }
            try tx.execute("UPDATE staff SET suspended_at = \(at) WHERE id = \(id)")
            if suspended { try tx.execute("DELETE FROM sessions WHERE staff_id = \(id)") }
            return try tx.member(id)
        }
    }

    /// Makes an owner if there is nobody yet; gives the password to print once, or nil.
    func makeFirstOwner() async throws -> String? {
        guard try await database.first("SELECT id FROM staff LIMIT 1", as: Identifier<StaffMember>.self) == nil else {
            return nil
        }
        let password = String(entropy.token().prefix(16))
        _ = try await add(signIn: "owner", name: "Owner", role: .owner, password: password)
        return password
    }

    private func check(_ password: String) throws {
        guard password.utf8.count >= 8 else { throw AppError.invalid([.init("password", "too-short", ["limit": "8"])]) }
        guard password.utf8.count <= PasswordHasher.longest else {
            throw AppError.invalid("accounts.password-too-long")
        }
    }
}

extension Transaction {
    /// The member of staff; throws not found.
    fileprivate func member(_ id: Identifier<StaffMember>) throws -> StaffMember {
        guard let member: StaffMember = try first("SELECT \(StaffMember.columns) FROM staff WHERE id = \(id)") else {
            throw AppError.notFound()
        }
        return member
    }
}
