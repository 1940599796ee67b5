import Kernel
import Web

/// Roles in words: `Cucina (Centro), Banco`. Where there is but one shop it is not named.
struct RoleNames {
    let words: Words
    let shops: [Accounts.Shop]

    func text(_ roles: [RoleHolding]) -> String {
        if roles.isEmpty { return words("accounts.no-role") }
        return roles.map { holding in
            let role = words("accounts.role.\(holding.role.rawValue)")
            guard let id = holding.shop, shops.count > 1 else { return role }
            return "\(role) (\(shops.first { $0.id == id }?.name ?? words("accounts.another-shop")))"
        }.joined(separator: ", ")
    }
}
