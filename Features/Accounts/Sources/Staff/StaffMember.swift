import Database
import Kernel
import Shop
import Web

/// Somebody who works in the shop and may sign in.
struct StaffMember: Sendable, Hashable {
    let id: Identifier<StaffMember>
    let signIn: String
    let name: String
    let isSuspended: Bool
    /// In order, each once.
    let roles: [RoleHolding]

    /// The same person as the subject of sessions.
    var subject: Identifier<Session.Subject> { Identifier(id) }
}

extension StaffMember: JSONWritable {
    static var example: StaffMember {
        StaffMember(
            id: Identifier(high: 0x7000, low: 1 << 63), signIn: "ugo", name: "Ugo", isSuspended: false,
            roles: [.example])
    }

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("sign_in", signIn)
        json.member("name", name)
        json.member("roles", roles)
        json.member("suspended", isSuspended)
    }
}

/// One row of the members with their roles: a member without any has one row too.
struct StaffRow: RowDecodable, Sendable {
    let id: Identifier<StaffMember>
    let signIn: String
    let name: String
    let suspendedAt: Instant?
    let role: Role?
    let shop: Identifier<Scope>?

    init(row: inout Row) throws {
        id = try row.next()
        signIn = try row.next()
        name = try row.next()
        suspendedAt = try row.next()
        role = try row.next()
        shop = try row.next()
    }

    static let select: SQL = """
        SELECT staff.id, staff.sign_in, staff.name, staff.suspended_at, staff_roles.role, staff_roles.store_id
        FROM staff LEFT JOIN staff_roles ON staff_roles.staff_id = staff.id
        """

    /// Members by name, from rows in any order.
    static func members(_ rows: [StaffRow]) -> [StaffMember] {
        Dictionary(grouping: rows, by: \.id).values
            .compactMap { rows in
                rows.first.map { first in
                    let roles = rows.compactMap { row in row.role.map { RoleHolding($0, in: row.shop) } }
                    return StaffMember(
                        id: first.id, signIn: first.signIn, name: first.name, isSuspended: first.suspendedAt != nil,
                        roles: roles.inOrder)
                }
            }
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
