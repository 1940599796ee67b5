import Contracts
import Database
import Kernel
import Shop
import Web

/// Adds machines to a shop, pairs them by a code that is typed in once, and ends their access.
struct Devices: Sendable {
    let database: Database
    let clock: Clock
    let entropy: Entropy
    let keyed: KeyedHash
    let duties: Duties

    /// How long a code may be typed in.
    static let pairing = Span.minutes(10)

    /// What a board may do: what can be given to a device, and what it gets unless less is said.
    var boardPermissions: Set<Permission> { duties.permissions(of: .board) }

    private struct Listed: RowDecodable, Sendable {
        let device: Device
        let browser: String?
        let lastSeenAt: Instant?

        init(row: inout Row) throws {
            device = try Device(row: &row)
            browser = try row.next()
            lastSeenAt = try row.next()
        }
    }

    /// The devices of the shops, by name.
    func list(within reach: Reach) async throws -> [DeviceView] {
        let now = clock.now()
        let rows: [Listed] = try await database.all(
            """
            SELECT devices.id, devices.store_id, devices.name, devices.permissions, devices.pairing_until,
                devices.paired_at, devices.created_at, sessions.browser, sessions.last_seen_at
            FROM devices LEFT JOIN sessions
                ON sessions.kind = 'device' AND sessions.subject_id = devices.id AND sessions.expires_at > \(now)
            ORDER BY devices.name, devices.id
            """)
        return rows.filter { reach.covers($0.device.shop) }.map { row in
            let device = row.device
            return DeviceView(
                id: device.id, shop: device.shop, name: device.name,
                permissions: permissions(of: device).map(\.name).sorted(), isPaired: row.lastSeenAt != nil,
                browser: row.browser, lastSeenAt: row.lastSeenAt,
                pairingUntil: device.pairingUntil.flatMap { $0 > now ? $0 : nil })
        }
    }

    /// Who a session belongs to; nil for a device that was removed.
    func holder(_ id: Identifier<Session.Subject>) async throws -> (name: String, grants: Grants)? {
        let device: Device? = try await database.first("SELECT \(Device.columns) FROM devices WHERE id = \(id)")
        return device.map { ($0.name, Grants(everywhere: [], within: [$0.shop: permissions(of: $0)])) }
    }

    /// Adds a device that waits to be paired. Throws `invalid` for a permission that no board has.
    func add(
        name: String, shop: Identifier<Scope>, permissions: [String]?, by actor: String, within reach: Reach
    ) async throws -> DevicePairing {
        guard reach.covers(shop) else { throw AppError.invalid([.init("store_id", "not-yours")]) }
        let known = Set(boardPermissions.map(\.name))
        if let permissions {
            guard !permissions.isEmpty else { throw AppError.invalid([.init("permissions", "missing")]) }
            guard known.isSuperset(of: permissions) else {
                throw AppError.invalid([.init("permissions", "not-a-choice")])
            }
        }
        let rights = boardPermissions.filter { permissions?.contains($0.name) ?? true }
        guard reach.covers(Grants(everywhere: [], within: [shop: rights])) else {
            throw AppError.invalid([.init("permissions", "not-yours")])
        }
        let names = permissions.flatMap { Set($0) == known ? nil : PermissionNames($0) }
        return try await withCode { code, hash in
            do {
                return try await database.write { tx in
                    let id: Identifier<Device> = tx.entropy.identifier(at: tx.now)
                    let until = tx.now + Self.pairing
                    try tx.execute(
                        """
                        INSERT INTO devices (id, store_id, name, permissions, pairing_hash, pairing_until, created_by,
                            created_at)
                        VALUES (\(id), \(shop), \(name), \(names), \(hash), \(until), \(actor), \(tx.now))
                        """)
                    return DevicePairing(id: id, name: name, code: code, until: until)
                }
            } catch DatabaseError.foreignKey {
                throw AppError.invalid([.init("store_id", "unknown-shop")])
            }
        }
    }

    /// Gives a device a new code. What it is paired with goes on until the code is typed in.
    func renewCode(of id: Identifier<Device>, within reach: Reach) async throws -> DevicePairing {
        try await withCode { code, hash in
            try await database.write { tx in
                let device = try tx.device(id, within: reach)
                guard reach.covers(Grants(everywhere: [], within: [device.shop: permissions(of: device)])) else {
                    throw AppError(.forbidden, "accounts.may-more")
                }
                let until = tx.now + Self.pairing
                try tx.execute(
                    "UPDATE devices SET pairing_hash = \(hash), pairing_until = \(until) WHERE id = \(id)")
                return DevicePairing(id: id, name: device.name, code: code, until: until)
            }
        }
    }

    /// Takes a code and opens the device's session, in place of the one it had. A code opens once; throws `invalid` for one that is wrong,
    /// used up or too late.
    func pair(
        code: String, from origin: SessionOrigin, replacing: Identifier<Session>?
    ) async throws -> OpenedSession {
        let hash = keyed("pairing", code)
        return try await database.write { tx in
            let paired: Device? = try tx.first(
                """
                UPDATE devices SET paired_at = \(tx.now), pairing_hash = NULL, pairing_until = NULL
                WHERE pairing_hash = \(hash) AND pairing_until > \(tx.now) RETURNING \(Device.columns)
                """)
            guard let paired else { throw AppError.invalid([.init("code", "wrong-code")]) }
            if let replacing { try tx.endSession(replacing) }
            let old: Identifier<Session>? = try tx.first(
                "SELECT id FROM sessions WHERE kind = 'device' AND subject_id = \(paired.id)")
            if old != nil { try tx.endSessions(of: .device, paired.subject) }
            return try tx.openSession(of: .device, paired.subject, named: paired.name, .device, from: origin)
        }
    }

    /// Removes a device; its session ends at once.
    func remove(_ id: Identifier<Device>, within reach: Reach) async throws -> Device {
        try await database.write { tx in
            let device = try tx.device(id, within: reach)
            try tx.execute("DELETE FROM devices WHERE id = \(id)")
            try tx.endSessions(of: .device, device.subject)
            return device
        }
    }

    private func permissions(of device: Device) -> Set<Permission> {
        device.permissions?.permissions(among: boardPermissions) ?? boardPermissions
    }

    /// Gives a code of eight digits and its hash. Should another device have the same at this moment, another is taken.
    private func withCode<T>(_ body: (String, [UInt8]) async throws -> T) async throws -> T {
        for _ in 0..<3 {
            let number = String(entropy.bits() % 100_000_000)
            let code = String(repeating: "0", count: 8 - number.count) + number
            do { return try await body(code, keyed("pairing", code)) } catch DatabaseError.unique { continue }
        }
        throw AppError.unavailable("accounts.no-code", retryAfter: 1)
    }
}

extension Transaction {
    /// A device of the shops, held until this is over; throws not found.
    fileprivate func device(_ id: Identifier<Device>, within reach: Reach) throws -> Device {
        let device: Device? = try first(
            "SELECT \(Device.columns) FROM devices WHERE id = \(id) \(sqlite: "", postgres: "FOR UPDATE")")
        guard let device, reach.covers(device.shop) else { throw AppError.notFound() }
        return device
    }
}
