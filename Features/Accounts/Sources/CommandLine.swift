import Database
public import Kernel
import Shop

/// What the command line, the demo and the first start do.
extension Accounts {
    /// Makes an owner on the first start; gives the password, which is shown once and kept nowhere, or nil.
    public func makeFirstOwner() async throws -> String? { try await register.makeFirstOwner() }

    /// Adds somebody with a role in all shops. `role` is `owner`, `manager`, `kitchen`, `counter` or `driver`.
    public func add(signIn: String, name: String, role: String, password: String) async throws {
        guard let role = Role.everyRole.first(where: { $0.rawValue == role }) else {
            throw AppError.invalid([.init("role", "not-a-choice")])
        }
        _ = try await register.add(signIn: signIn, name: name, roles: [RoleHolding(role)], password: password)
    }

    /// Gives somebody a new password and ends their sessions; returns it, to be shown once.
    public func resetPassword(signIn: String, entropy: Entropy) async throws -> String {
        let everybody = try await register.everybody()
        guard let member = everybody.first(where: { $0.signIn == signIn }) else { throw AppError.notFound() }
        let password = String(entropy.token().prefix(16))
        _ = try await register.setPassword(password, of: member.id)
        return password
    }

    /// Makes a key for a program; returns it, to be shown once. `days` nil is until it is taken back, `shop` nil for all shops.
    public func addKey(
        name: String, permissions: [String], shop: Identifier<Scope>?, days: Int?, now: Instant
    ) async throws -> String {
        try await keys.add(
            name: name, permissions: permissions, shop: shop, expiresAt: days.map { now + .days(Int64($0)) }, by: nil
        ).text
    }

    /// Every key, one line each: its prefix, how it stands, its name, what it may do.
    public func listKeys(now: Instant) async throws -> [String] {
        try await keys.list().map { key in
            let shop = key.shop.map { " in \($0)" } ?? ""
            return
                "pm_\(key.prefix)  \(key.standing(at: now).rawValue)  \(key.name)  \(key.permissions.rawValue)\(shop)"
        }
    }

    /// Takes back the key with a prefix, `pm_k7w2m9qa` or `k7w2m9qa`; throws not found.
    public func revokeKey(prefix: String) async throws {
        let bare = prefix.hasPrefix("pm_") ? String(prefix.dropFirst(3)) : prefix
        guard let key = try await keys.list().first(where: { $0.prefix == bare }) else { throw AppError.notFound() }
        _ = try await keys.revoke(key.id)
    }
}
