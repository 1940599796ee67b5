import Contracts
import Database
import Kernel
import Secrets
import Shop
import TestKit
import Web

@testable import Accounts

/// Staff, devices, keys and sessions on a fresh database with two shops, with a clock that stands still.
struct Desk: Sendable {
    static let cook = Permission("accounts.cook", for: [.kitchen, .board])
    static let look = Permission("accounts.look", for: [.kitchen, .manager, .board])
    static let count = Permission("accounts.count", for: [.manager])
    static let permissions = Accounts.permissions + [cook, look, count]
    static let start = Instant(seconds: 1_790_000_000)
    static let password = "pizzamama"
    static let origin = SessionOrigin(browser: "Firefox · Linux", network: "127.0.0.0/24")
    /// Two shops.
    static let centre = Identifier<Scope>(at: start, random: (1, 1))
    static let station = Identifier<Scope>(at: start, random: (2, 2))

    let clock: ManualClock
    let database: Database
    let hasher: PasswordHasher
    let duties = Duties(permissions)
    let keyed = KeyedHash(secret: Array("a secret of thirty-two characters".utf8))
    let entropy: Entropy
    let limiter = SignInLimiter()
    let decoy: String

    var register: StaffRegister {
        StaffRegister(database: database, hasher: hasher, entropy: entropy, duties: duties)
    }
    var devices: Devices {
        Devices(database: database, clock: clock.clock, entropy: entropy, keyed: keyed, duties: duties)
    }
    var keys: APIKeys { APIKeys(database: database, clock: clock.clock, entropy: entropy, duties: duties) }
    var sessions: Sessions {
        let (register, devices) = (register, devices)
        return Sessions(
            database: database, clock: clock.clock,
            holders: [
                .staff: SessionHolder(life: .staff) { try await register.holder($0) },
                .device: SessionHolder(life: .device) { try await devices.holder($0) },
            ])
    }
    var signIn: SignIn {
        SignIn(database: database, hasher: hasher, clock: clock.clock, limiter: limiter, decoy: decoy)
    }

    /// Gives `body` a desk with one owner and one cook of all shops, both with the same password.
    static func open(
        _ engine: TestEngine, connections: Int = 4,
        _ body: (Desk, _ owner: StaffMember, _ cook: StaffMember) async throws -> Void
    ) async throws {
        let clock = ManualClock(start)
        let entropy = Entropy.seeded(11)
        // As quick as a test may be: what Argon2id does is tested with the secrets.
        let hasher = PasswordHasher(
            algorithm: PasswordAlgorithm(
                hash: { "$test$\(Digest.hex(Digest.sha256($0)))" },
                verify: { "$test$\(Digest.hex(Digest.sha256($0)))" == $1 }))
        let shops = FeatureMigrations(
            feature: "stores", files: ["0001_stores.sql": "CREATE TABLE stores (id UUID PRIMARY KEY);"])
        try await withDatabase(
            engine, [shops, Accounts.migrations], clock: clock.clock, entropy: entropy, connections: connections
        ) { database in
            let desk = Desk(
                clock: clock, database: database, hasher: hasher, entropy: entropy,
                decoy: try await hasher.hash(entropy.token()))
            try await database.write { tx in
                for shop in [centre, station] { try tx.execute("INSERT INTO stores (id) VALUES (\(shop))") }
            }
            let owner = try await desk.hire("mama", .owner)
            let cook = try await desk.hire("ugo", .kitchen)
            try await body(desk, owner, cook)
        }
    }

    /// Takes somebody on.
    func hire(_ name: String, _ roles: RoleHolding...) async throws -> StaffMember {
        try await register.add(
            signIn: name, name: name.prefix(1).uppercased() + name.dropFirst(), roles: roles, password: Self.password)
    }

    func hire(_ name: String, _ role: Role) async throws -> StaffMember { try await hire(name, RoleHolding(role)) }

    /// Signs somebody in as a browser that nobody knows.
    func enter(_ name: String, _ password: String = Desk.password, replacing: Identifier<Session>? = nil) async throws
        -> OpenedSession
    {
        try await signIn.open(signIn: name, password: password, attempt(name, replacing: replacing))
    }

    func attempt(_ key: String, replacing: Identifier<Session>? = nil) -> SignIn.Attempt {
        SignIn.Attempt(key: Array(key.utf8), origin: Self.origin, replacing: replacing)
    }

    /// How many sessions the table holds.
    func sessionCount() async throws -> Int {
        try await database.first("SELECT COUNT(*) FROM sessions", as: Int.self) ?? -1
    }

    /// What was published of sessions that ended, oldest first.
    func ended() async throws -> [SessionsEnded] {
        let events: [PublishedEvent] = try await database.all(
            "SELECT id, name, topic, scope, payload, occurred_at FROM outbox WHERE name = \(SessionsEnded.name) ORDER BY id"
        )
        return try events.compactMap { try $0.decoded() }
    }
}
