import Kernel
import Shop
import Web

/// What each role may do: the permissions that features declare, turned round.
struct Duties: Sendable {
    /// Every permission there is.
    let declared: Set<Permission>
    private let byRole: [Role: Set<Permission>]

    /// Turns declarations round; the owner may do everything that is declared.
    init(_ permissions: [Permission]) {
        var byRole: [Role: Set<Permission>] = [.owner: Set(permissions)]
        for permission in permissions {
            for role in permission.roles { byRole[role, default: []].insert(permission) }
        }
        declared = Set(permissions)
        self.byRole = byRole
    }

    /// What a role may do; nothing for one that no permission names.
    func permissions(of role: Role) -> Set<Permission> { byRole[role] ?? [] }

    /// What several roles may do together, each where it holds.
    func grants(_ roles: some Sequence<RoleHolding>) -> Grants {
        var everywhere: Set<Permission> = []
        var within: [Identifier<Scope>: Set<Permission>] = [:]
        for holding in roles {
            if let shop = holding.shop {
                within[shop, default: []].formUnion(permissions(of: holding.role))
            } else {
                everywhere.formUnion(permissions(of: holding.role))
            }
        }
        return Grants(everywhere: everywhere, within: within)
    }
}
