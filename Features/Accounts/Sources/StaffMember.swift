import Database
import Kernel
import Web

/// Somebody who works in the shop and may sign in.
struct StaffMember: Sendable, Hashable, RowDecodable {
    let id: Identifier<StaffMember>
    let signIn: String
    let name: String
    let role: Role
    let isSuspended: Bool

    init(row: inout Row) throws {
        id = try row.next()
        signIn = try row.next()
        name = try row.next()
        role = try row.next()
        isSuspended = try row.next(Instant?.self) != nil
    }

    static let columns: SQL = "id, sign_in, name, role, suspended_at"
}

extension StaffMember: JSONWritable {
    private init(id: Identifier<StaffMember>, signIn: String, name: String, role: Role) {
        self.id = id
        self.signIn = signIn
        self.name = name
        self.role = role
        isSuspended = false
    }

    static var example: StaffMember {
        StaffMember(id: Identifier(high: 0x7000, low: 1 << 63), signIn: "ugo", name: "Ugo", role: .kitchen)
    }

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("sign_in", signIn)
        json.member("name", name)
        json.member("role", role.rawValue)
        json.member("suspended", isSuspended)
    }
}
