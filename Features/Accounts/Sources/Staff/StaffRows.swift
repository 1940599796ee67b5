import Database
import Kernel
import Shop
import Web

extension Transaction {
    /// The member of staff; throws not found.
    func member(_ id: Identifier<StaffMember>) throws -> StaffMember {
        guard let member = StaffRow.members(try all("\(StaffRow.select) WHERE staff.id = \(id)")).first else {
            throw AppError.notFound()
        }
        return member
    }

    /// The member of staff, who nobody else changes until this is over. Throws not found for somebody who works in none of the shops, and
    /// `forbidden` for somebody who works in others too.
    ///
    /// All owners are locked with them, in the order of their ids: two owners who suspend each other at the same moment come one after the
    /// other, and the second sees what the first did. SQLite has one writer at a time anyway.
    func locked(_ id: Identifier<StaffMember>, within reach: Reach) throws -> StaffMember {
        let ids: [Identifier<StaffMember>] = try all(
            """
            SELECT id FROM staff WHERE id = \(id)
                OR id IN (SELECT staff_id FROM staff_roles WHERE role = \(Role.owner) AND store_id IS NULL)
            ORDER BY id \(sqlite: "", postgres: "FOR UPDATE")
            """)
        guard ids.contains(id) else { throw AppError.notFound() }
        // Another statement sees what was committed while the lock was waited for.
        let member = try member(id)
        if reach.isEverywhere || member.roles.allSatisfy({ reach.covers($0.shop) }) { return member }
        guard member.roles.contains(where: { reach.covers($0.shop) }) else { throw AppError.notFound() }
        throw AppError(.forbidden, "accounts.works-elsewhere")
    }

    /// Throws `conflict` when a locked member is the last owner of all shops who can sign in.
    func refuseLastOwner(_ member: StaffMember) throws {
        guard !member.isSuspended, member.roles.contains(.ownerOfAll) else { return }
        let others: Int? = try first(
            """
            SELECT COUNT(*) FROM staff JOIN staff_roles ON staff_roles.staff_id = staff.id
            WHERE staff_roles.role = \(Role.owner) AND staff_roles.store_id IS NULL AND staff.suspended_at IS NULL
                AND staff.id <> \(member.id)
            """)
        if (others ?? 0) == 0 { throw AppError.conflict("accounts.last-owner") }
    }

    /// Gives a member roles that they do not have.
    func give(_ roles: [RoleHolding], to id: Identifier<StaffMember>) throws {
        for holding in roles.inOrder {
            let row: Identifier<RoleHolding> = entropy.identifier(at: now)
            try execute(
                """
                INSERT INTO staff_roles (id, staff_id, role, store_id)
                VALUES (\(row), \(id), \(holding.role), \(holding.shop))
                """)
        }
    }
}
