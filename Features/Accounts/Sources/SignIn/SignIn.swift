import Contracts
import Database
import Kernel
import Secrets
import Web

/// Signs staff in with name and password, and lets them change the password.
struct SignIn: Sendable {
    let database: Database
    let hasher: PasswordHasher
    let clock: Clock
    let limiter: SignInLimiter
    /// A hash that no password has, so that an unknown name costs as much time as a wrong password.
    let decoy: String

    /// What is counted together as tries, and where the session is begun.
    struct Attempt: Sendable {
        let key: [UInt8]
        let origin: SessionOrigin
        /// The session that the browser came with, which the new one takes the place of.
        let replacing: Identifier<Session>?
    }

    private struct Found: RowDecodable, Sendable {
        let id: Identifier<StaffMember>
        let name: String
        let hash: String
        init(row: inout Row) throws {
            id = try row.next()
            name = try row.next()
            hash = try row.next()
        }
    }

    /// Opens a session; throws the same refusal for an unknown name, a wrong password and a suspended person, and `tooMany` for whoever
    /// tries too often.
    func open(signIn: String, password: String, _ attempt: Attempt) async throws -> OpenedSession {
        let refusal = AppError(.unauthenticated, "accounts.wrong-sign-in")
        return try await limited(attempt.key) {
            let found: Found? = try await database.first(
                "SELECT id, name, password FROM staff WHERE sign_in = \(signIn) AND suspended_at IS NULL")
            let matches = try await hasher.verify(password, against: found?.hash ?? decoy)
            guard let found, matches else { throw refusal }
            return try await database.write { tx in
                // While the password was compared somebody may have been suspended, or the password changed.
                guard try tx.lockForSignIn(found.id, hash: found.hash) else { throw refusal }
                if let old = attempt.replacing { try tx.endSession(old) }
                return try tx.openSession(
                    of: .staff, Identifier(found.id), named: found.name, .staff, from: attempt.origin)
            }
        }
    }

    /// Changes a person's own password, if they know the old one. Every session of theirs ends, and a new one takes the place of the one they
    /// came with.
    func changePassword(
        of id: Identifier<StaffMember>, from old: String, to new: String, _ attempt: Attempt
    ) async throws -> OpenedSession {
        try StaffRegister.check(new)
        let refusal = AppError.invalid([.init("old_password", "wrong-password")])
        let found: Found? = try await database.first("SELECT id, name, password FROM staff WHERE id = \(id)")
        guard let found else { throw AppError.notFound() }
        return try await limited(attempt.key) {
            guard try await hasher.verify(old, against: found.hash) else { throw refusal }
            let hash = try await hasher.hash(new)
            return try await database.write { tx in
                guard try tx.lockForSignIn(id, hash: found.hash) else { throw refusal }
                try tx.execute("UPDATE staff SET password = \(hash) WHERE id = \(id)")
                try tx.endSessions(of: .staff, Identifier(id))
                return try tx.openSession(of: .staff, Identifier(id), named: found.name, .staff, from: attempt.origin)
            }
        }
    }

    /// Counts a try before it begins, and takes the count back when it was right or could not be made.
    private func limited<T>(_ key: [UInt8], _ body: () async throws -> T) async throws -> T {
        if let seconds = limiter.begin(key, at: clock.now()) { throw Self.wait(seconds) }
        do {
            let result = try await body()
            limiter.succeeded(key)
            return result
        } catch let refusal as AppError where refusal.kind == .unauthenticated || refusal.kind == .invalid {
            throw refusal
        } catch {
            limiter.withdraw(key, at: clock.now())
            throw error
        }
    }

    private static func wait(_ seconds: Int) -> AppError {
        seconds <= 90
            ? AppError(.tooMany, "accounts.wait", ["seconds": String(seconds)], retryAfter: seconds)
            : AppError(
                .tooMany, "accounts.wait-minutes", ["minutes": String((seconds + 59) / 60)], retryAfter: seconds)
    }
}

extension Transaction {
    /// Holds a member's row, if they may sign in and have still the password with this hash.
    fileprivate func lockForSignIn(_ id: Identifier<StaffMember>, hash: String) throws -> Bool {
        let found: Identifier<StaffMember>? = try first(
            """
            SELECT id FROM staff WHERE id = \(id) AND password = \(hash) AND suspended_at IS NULL
            \(sqlite: "", postgres: "FOR UPDATE")
            """)
        return found != nil
    }
}
