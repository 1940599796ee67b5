import Database
import Kernel
import Web

/// A machine on the wall or the counter of one shop, signed in for good with few rights.
struct Device: Sendable, Hashable, RowDecodable {
    let id: Identifier<Device>
    let shop: Identifier<Scope>
    let name: String
    /// What it may do at most; nil is whatever a board may do.
    let permissions: PermissionNames?
    /// Until when its code may be typed in; nil when there is none.
    let pairingUntil: Instant?
    /// When it was last paired; nil when it never was.
    let pairedAt: Instant?
    let createdAt: Instant

    /// The same machine as the subject of sessions.
    var subject: Identifier<Session.Subject> { Identifier(id) }

    init(row: inout Row) throws {
        id = try row.next()
        shop = try row.next()
        name = try row.next()
        permissions = try row.next()
        pairingUntil = try row.next()
        pairedAt = try row.next()
        createdAt = try row.next()
    }

    static let columns: SQL = "id, store_id, name, permissions, pairing_until, paired_at, created_at"
}

/// A device in the list, with what is known of its session.
struct DeviceView: JSONWritable {
    let id: Identifier<Device>
    let shop: Identifier<Scope>
    let name: String
    /// The names of what it may do, in order.
    let permissions: [String]
    let isPaired: Bool
    let browser: String?
    let lastSeenAt: Instant?
    let pairingUntil: Instant?

    static let example = DeviceView(
        id: Identifier(high: 0x7000, low: 1 << 63), shop: Identifier(high: 0x7000, low: 1 << 63),
        name: "Tablet forno", permissions: ["orders.see-board"], isPaired: true, browser: "Chrome · Android",
        lastSeenAt: Instant(seconds: 0), pairingUntil: Instant(seconds: 600))

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("store_id", shop)
        json.member("name", name)
        json.member("permissions", permissions)
        json.member("paired", isPaired)
        json.member("browser", browser)
        json.member("last_seen_at", lastSeenAt)
        json.member("pairing_until", pairingUntil)
    }
}

/// A device whose code may now be typed in. The code is told here and nowhere else.
struct DevicePairing: JSONWritable {
    let id: Identifier<Device>
    let name: String
    /// Eight digits.
    let code: String
    let until: Instant

    static let example = DevicePairing(
        id: Identifier(high: 0x7000, low: 1 << 63), name: "Tablet forno", code: "40719836", until: Instant(seconds: 600)
    )

    func write(to json: inout JSONWriter) {
        json.member("id", id)
        json.member("name", name)
        json.member("code", code)
        json.member("pairing_until", until)
    }
}
