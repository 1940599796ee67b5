import Kernel
import Shop
import Web

/// A role that somebody has, in one shop or in all of them.
struct RoleHolding: Sendable, Hashable, JSONWritable {
    let role: Role
    /// Nil means all shops.
    let shop: Identifier<Scope>?

    init(_ role: Role, in shop: Identifier<Scope>? = nil) {
        self.role = role
        self.shop = shop
    }

    /// The role of whose business it is: the last of them stays.
    static let ownerOfAll = RoleHolding(.owner)

    static let example = RoleHolding(.kitchen, in: Identifier(high: 0x7000, low: 1 << 63))

    func write(to json: inout JSONWriter) {
        json.member("role", role.rawValue)
        json.member("store_id", shop)
    }

    /// The roles of an input: of a form rows without a role are left out, since it always has one more to fill in.
    static func list(_ fields: inout FieldReader) -> [RoleHolding] {
        let holdings = fields.list("roles", least: 1, most: 16) { row -> RoleHolding? in
            let nothing = row.isForm ? Role(rawValue: "") : nil
            let role = row.choice("role", among: Role.everyRole, default: nothing)
            let shop: Identifier<Scope>? = row.optionalID("store_id")
            guard let role, role != nothing else { return nil }
            return RoleHolding(role, in: shop)
        }
        return holdings.compactMap(\.self)
    }
}

extension Sequence<RoleHolding> {
    /// Each once, the one that may most first, those for all shops before those for one.
    var inOrder: [RoleHolding] {
        let ranks = Dictionary(uniqueKeysWithValues: Role.everyRole.enumerated().map { ($1, $0) })
        func place(_ holding: RoleHolding) -> (Int, String) {
            (ranks[holding.role] ?? Role.everyRole.count, holding.shop?.description ?? "")
        }
        return Set(self).sorted { place($0) < place($1) }
    }
}
