public import Database
public import Foundation
public import Kernel
public import Secrets
public import Web

/// Who works in the shop and who is signed in. Customers need no account.
public struct Accounts: Sendable {
    private let register: StaffRegister
    private let sessions: Sessions

    /// The tables of this feature.
    public static var migrations: FeatureMigrations {
        FeatureMigrations(feature: "accounts", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Works on a migrated database.
    public init(database: Database, hasher: PasswordHasher, clock: Clock, entropy: Entropy) async throws {
        register = StaffRegister(database: database, hasher: hasher, clock: clock, entropy: entropy)
        sessions = Sessions(
            database: database, hasher: hasher, clock: clock, entropy: entropy,
            decoy: try await hasher.hash(entropy.token()))
    }

    /// Finds who a session belongs to.
    public var authenticator: Authenticator { Authenticator { [sessions] in try await sessions.identify($0) } }

    /// Makes an owner on the first start; gives the password, which is shown once and kept nowhere, or nil.
    public func makeFirstOwner() async throws -> String? { try await register.makeFirstOwner() }

    /// Adds somebody, for the command line and the demo. `role` is `owner`, `manager`, `kitchen`, `counter` or `driver`.
    public func add(signIn: String, name: String, role: String, password: String) async throws {
        guard let role = Role(rawValue: role) else { throw AppError.invalid([.init("role", "not-a-choice")]) }
        _ = try await register.add(signIn: signIn, name: name, role: role, password: password)
    }

    /// Gives somebody a new password and ends their sessions, for the command line; returns it, to be shown once.
    public func resetPassword(signIn: String, entropy: Entropy) async throws -> String {
        let everybody = try await register.everybody()
        guard let member = everybody.first(where: { $0.signIn == signIn }) else { throw AppError.notFound() }
        let password = String(entropy.token().prefix(16))
        _ = try await register.setPassword(password, of: member.id)
        return password
    }

    /// Signing in and out, one's own password, and the staff.
    public var routes: [Route] { SessionRoutes(sessions: sessions).routes + StaffRoutes(register: register).routes }
}
