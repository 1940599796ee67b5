import Kernel
import Web

/// The shops in which somebody may do something to what belongs to shops, and what they may do at all: an owner of one shop sees and
/// changes only what is of that shop, and nobody gives, or takes over, a right that they do not have.
struct Reach: Sendable, Hashable {
    /// Which shops; nil means all of them.
    let shops: Set<Identifier<Scope>>?
    /// What they may do; nil is everything, as the command line may.
    let grants: Grants?

    /// Everything.
    static let everywhere = Reach(shops: nil, grants: nil)

    private init(shops: Set<Identifier<Scope>>?, grants: Grants?) { (self.shops, self.grants) = (shops, grants) }

    /// Everything in these shops and nothing in others.
    init(_ shops: Set<Identifier<Scope>>) { self.init(shops: shops, grants: nil) }

    /// Where a principal holds a permission.
    init(of principal: Principal, for permission: Permission) {
        self.init(shops: principal.grants.scopes(of: permission), grants: principal.grants)
    }

    /// Whether it is all shops.
    var isEverywhere: Bool { shops == nil }

    /// Whether somebody who holds this may give, or change who has, these rights.
    func covers(_ rights: Grants) -> Bool { grants?.cover(rights) ?? true }

    /// Whether what is of a shop lies within; what is of no shop in particular is of all of them.
    func covers(_ shop: Identifier<Scope>?) -> Bool {
        guard let shops else { return true }
        guard let shop else { return false }
        return shops.contains(shop)
    }
}
