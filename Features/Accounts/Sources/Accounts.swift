public import Contracts
public import Database
public import FeatureKit
public import Foundation
public import Kernel
public import Secrets
import Shop
public import Web

/// Who somebody is, and what they may do: staff with their roles, devices on the wall, programs with keys, and the sessions of all. Customers
/// need no account.
public struct Accounts: Feature {
    /// `accounts`.
    public static let name = "accounts"
    /// Managing the staff, the devices and the keys.
    public static let permissions: [Permission] = [.manageStaff, .manageDevices, .manageKeys]

    let register: StaffRegister
    private var sessions: Sessions
    private let signIn: SignIn
    private let devices: Devices
    let keys: APIKeys
    private let keyed: KeyedHash
    private let ports: Ports

    /// The tables of this feature.
    public static var migrations: FeatureMigrations? {
        FeatureMigrations(feature: "accounts", folder: Bundle.module.bundleURL.appending(path: "Migrations"))
    }

    /// The sentences of this feature.
    public static var sentences: URL? { Bundle.module.bundleURL.appending(path: "Locale") }

    /// Works on a migrated database. `permissions` are those of every feature; under `secret` short codes are hashed and known browsers
    /// marked.
    public init(
        database: Database, hasher: PasswordHasher, clock: Clock, entropy: Entropy, secret: [UInt8],
        permissions: [Permission], ports: Ports
    ) async throws {
        let (duties, keyed) = (Duties(permissions), KeyedHash(secret: secret))
        let register = StaffRegister(database: database, hasher: hasher, entropy: entropy, duties: duties)
        let devices = Devices(database: database, clock: clock, entropy: entropy, keyed: keyed, duties: duties)
        self.register = register
        self.devices = devices
        sessions = Sessions(
            database: database, clock: clock,
            holders: [
                .staff: SessionHolder(life: .staff) { try await register.holder($0) },
                .device: SessionHolder(life: .device) { try await devices.holder($0) },
            ])
        signIn = SignIn(
            database: database, hasher: hasher, clock: clock, limiter: SignInLimiter(),
            decoy: try await hasher.hash(entropy.token()))
        keys = APIKeys(database: database, clock: clock, entropy: entropy, duties: duties)
        self.keyed = keyed
        self.ports = ports
    }

    /// The same, with the sessions of other features' principals. Throws `SessionCollision` when two hold those of one kind.
    public func joined(by holders: [[Principal.Kind: SessionHolder]]) throws(SessionCollision) -> Accounts {
        var accounts = self
        for more in holders { accounts.sessions = try accounts.sessions.joined(by: more) }
        return accounts
    }

    /// Opens and ends sessions for other features.
    public var sessionKeeping: SessionKeeping {
        SessionKeeping(
            open: { [sessions] kind, subject, call, tx in
                guard let holder = sessions.holders[kind] else { throw AppError(.forbidden, "web.forbidden") }
                return try tx.openSession(of: kind, subject, named: "", holder.life, from: SessionOrigin(call))
                    .cookie(at: tx.now)
            },
            endAll: { kind, subject, tx in try tx.endSessions(of: kind, subject) })
    }

    /// Finds who a session or a key belongs to.
    public var authenticator: Authenticator {
        Authenticator { [sessions, keys] token in
            if let key = APIKeyText(token) { return try await keys.identify(key) }
            return try await sessions.identify(token)
        }
    }

    /// Closes the streams of whoever is not signed in any more, in every process.
    public var reactions: [Reaction] {
        [Reaction(to: SessionsEnded.self) { [ports] ended, _ in await ports.endStreams(ended) }]
    }

    /// The staff, the devices, the keys, and one's own account.
    public var navigation: [NavigationEntry] {
        [
            NavigationEntry(
                .office, "/staff", "accounts.staff", order: 800, access: .holders(of: .manageStaff), group: .people),
            NavigationEntry(
                .office, "/devices", "accounts.devices", order: 820, access: .holders(of: .manageDevices),
                group: .people),
            NavigationEntry(
                .office, "/keys", "accounts.keys", order: 840, access: .holders(of: .manageKeys), group: .program),
            NavigationEntry(
                .office, "/account", "accounts.account", order: 900, access: .principals([.staff]), group: .people),
        ]
    }

    /// Signing in and out, one's own account, the staff, the devices and the keys.
    public var routes: [Route] {
        let known = KnownBrowser(keyed: keyed)
        return SessionRoutes(signIn: signIn, sessions: sessions, known: known, ports: ports).routes
            + AccountRoutes(register: register, sessions: sessions, signIn: signIn, keyed: keyed, ports: ports).routes
            + StaffRoutes(register: register, sessions: sessions, ports: ports).routes
            + PairingRoutes(devices: devices, ports: ports).routes
            + DeviceRoutes(devices: devices, ports: ports).routes
            + KeyRoutes(keys: keys, ports: ports).routes
    }

    /// What must be true of these tables.
    public static let invariants = [
        Invariant(
            "accounts-owner", "Where there is staff, somebody who can sign in owns all shops.",
            """
            SELECT 'nobody' AS owner WHERE EXISTS (SELECT 1 FROM staff) AND NOT EXISTS (
                SELECT 1 FROM staff JOIN staff_roles ON staff_roles.staff_id = staff.id
                WHERE staff_roles.role = 'owner' AND staff_roles.store_id IS NULL AND staff.suspended_at IS NULL)
            """),
        Invariant(
            "accounts-sessions", "No session outlives its end.",
            "SELECT kind || ' since ' || CAST(created_at AS TEXT) FROM sessions WHERE expires_at > ends_at"),
    ]
}
