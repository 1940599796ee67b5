import Database
import Kernel
import Secrets
import TestKit
import Web

@testable import Accounts

/// Sessions and staff on a fresh database, with a clock that stands still.
struct Desk {
    static let start = Instant(seconds: 1_790_000_000)
    let clock: ManualClock
    let database: Database
    let register: StaffRegister
    let sessions: Sessions

    /// Gives `body` a desk with one owner and one cook, both with the password `pizzamama`.
    static func open(
        _ engine: TestEngine, _ body: (Desk, _ owner: StaffMember, _ cook: StaffMember) async throws -> Void
    )
        async throws
    {
        let clock = ManualClock(start)
        let entropy = Entropy.seeded(11)
        let hasher = PasswordHasher(memory: 1 << 20)
        try await withDatabase(engine, [Accounts.migrations], clock: clock.clock, entropy: entropy) { database in
            let desk = Desk(
                clock: clock, database: database,
                register: StaffRegister(database: database, hasher: hasher, clock: clock.clock, entropy: entropy),
                sessions: Sessions(
                    database: database, hasher: hasher, clock: clock.clock, entropy: entropy,
                    decoy: try await hasher.hash(entropy.token())))
            let owner = try await desk.register.add(signIn: "mama", name: "Mama", role: .owner, password: "pizzamama")
            let cook = try await desk.register.add(signIn: "ugo", name: "Ugo", role: .kitchen, password: "pizzamama")
            try await body(desk, owner, cook)
        }
    }

    /// How many sessions the table holds.
    func sessionCount() async throws -> Int {
        try await database.first("SELECT COUNT(*) FROM sessions", as: Int.self) ?? -1
    }
}
