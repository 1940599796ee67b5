import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Keys of programs")
struct APIKeyTests {
    private func add(
        _ desk: Desk, _ permissions: [String] = [Desk.look.name], shop: Identifier<Scope>? = nil,
        expiresAt: Instant? = nil, by grantor: Principal? = nil
    ) async throws -> NewAPIKey {
        try await desk.keys.add(
            name: "Cassa", permissions: permissions, shop: shop, expiresAt: expiresAt, by: grantor)
    }

    private func identify(_ desk: Desk, _ text: String) async throws -> Principal? {
        guard let key = APIKeyText(text) else { return nil }
        return try await desk.keys.identify(key)
    }

    @Test("A key is a program with what it was given and nothing else", arguments: TestEngine.all)
    func identifies(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let everywhere = try await add(desk)
            let program = try #require(try await identify(desk, everywhere.text))
            #expect((program.kind, program.id, program.name) == (.program, everywhere.id.description, "Cassa"))
            #expect(program.grants == Grants(everywhere: [Desk.look]))
            #expect(program.formKey.isEmpty)
            let bound = try await add(desk, [Desk.look.name, Desk.count.name], shop: Desk.centre)
            #expect(
                try await identify(desk, bound.text)?.grants
                    == Grants(everywhere: [], within: [Desk.centre: [Desk.look, Desk.count]]))
            let stored: [[UInt8]] = try await desk.database.all("SELECT secret_hash FROM api_keys")
            #expect(stored.count == 2)
            #expect(stored.allSatisfy { $0.count == 32 })
        }
    }

    @Test("A wrong secret, another prefix and other text open nothing", arguments: TestEngine.all)
    func refuses(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let text = try await add(desk).text
            let other = try await add(desk).text
            #expect(text.utf8.count == 55)
            #expect(text.hasPrefix("pm_"))
            for wrong in [
                "", "pm_", text + "A", String(text.dropLast()), String(text.dropLast()) + "!", text.uppercased(),
                String(text.prefix(12)) + String(other.dropFirst(12)), "xx_" + String(text.dropFirst(3)),
            ] {
                #expect(try await identify(desk, wrong) == nil)
            }
            #expect(try await identify(desk, text) != nil)
        }
    }

    @Test("It ends at its end to the microsecond, and when it is taken back at once", arguments: TestEngine.all)
    func ends(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let end = Desk.start + .days(1)
            let short = try await add(desk, expiresAt: end)
            desk.clock.advance(.seconds(1))
            let long = try await add(desk)
            await #expect(throws: AppError.invalid([.init("days", "in-the-past")])) {
                _ = try await add(desk, expiresAt: Desk.start)
            }
            desk.clock.set(end - Span(microseconds: 1))
            #expect(try await identify(desk, short.text) != nil)
            desk.clock.set(end)
            #expect(try await identify(desk, short.text) == nil)
            let revoked = try await desk.keys.revoke(long.id)
            #expect(revoked.revokedAt == end)
            #expect(try await identify(desk, long.text) == nil)
            desk.clock.advance(.hours(1))
            #expect(try await desk.keys.revoke(long.id).revokedAt == end)
            let standings = try await desk.keys.list().map { $0.standing(at: end) }
            #expect(standings == [.revoked, .expired])
            #expect(try await desk.ended().first?.principal == "program:\(long.id)")
        }
    }

    @Test("When it was last used is written once an hour", arguments: TestEngine.all)
    func lastUsed(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let text = try await add(desk).text
            func used() async throws -> Instant? { try await desk.keys.list().first?.lastUsedAt }
            #expect(try await used() == nil)
            _ = try await identify(desk, text)
            #expect(try await used() == Desk.start)
            desk.clock.advance(.minutes(59))
            _ = try await identify(desk, text)
            #expect(try await used() == Desk.start)
            desk.clock.advance(.minutes(1))
            _ = try await identify(desk, text)
            #expect(try await used() == Desk.start + .hours(1))
        }
    }

    @Test("Nobody gives more than they have", arguments: TestEngine.all)
    func grants(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let owner = Principal(
                kind: .staff, id: "1", name: "Nino",
                grants: Grants(everywhere: [], within: [Desk.centre: [Desk.look, .manageKeys]]))
            let refusal = AppError.invalid([.init("permissions", "not-yours")])
            await #expect(throws: refusal) { _ = try await add(desk, by: owner) }
            await #expect(throws: refusal) { _ = try await add(desk, shop: Desk.station, by: owner) }
            await #expect(throws: refusal) {
                _ = try await add(desk, [Desk.count.name], shop: Desk.centre, by: owner)
            }
            await #expect(throws: AppError.invalid([.init("permissions", "missing")])) { _ = try await add(desk, []) }
            await #expect(throws: AppError.invalid([.init("permissions", "not-a-choice")])) {
                _ = try await add(desk, ["no.such"])
            }
            let nowhere = Identifier<Scope>(high: 0x7000, low: 1 << 63)
            await #expect(throws: AppError.invalid([.init("store_id", "unknown-shop")])) {
                _ = try await add(desk, shop: nowhere)
            }
            let key = try await add(desk, shop: Desk.centre, by: owner)
            let creators: [String] = try await desk.database.all("SELECT created_by FROM api_keys")
            #expect(creators == ["staff:1"])
            #expect(try await desk.keys.list(within: Reach([Desk.station])).isEmpty)
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.keys.revoke(key.id, within: Reach([Desk.station]))
            }
            #expect(try await identify(desk, key.text) != nil)
        }
    }

    @Test("The command line makes, lists and takes back keys", arguments: TestEngine.all)
    func commandLine(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let accounts = try await Accounts(
                database: desk.database, hasher: desk.hasher, clock: desk.clock.clock, entropy: desk.entropy,
                secret: [], permissions: Desk.permissions,
                ports: Accounts.Ports(shops: { [] }, home: "/", board: "/", endStreams: { _ in }))
            let text = try await accounts.addKey(
                name: "Cassa", permissions: [Desk.look.name], shop: Desk.centre, days: 30, now: Desk.start)
            let prefix = String(text.prefix(11))
            #expect(
                try await accounts.listKeys(now: Desk.start)
                    == ["\(prefix)  valid  Cassa  accounts.look in \(Desk.centre)"])
            #expect(try await accounts.authenticator.identify(text)?.kind == .program)
            try await accounts.revokeKey(prefix: prefix)
            #expect(try await accounts.authenticator.identify(text) == nil)
            await #expect(throws: AppError.notFound()) { try await accounts.revokeKey(prefix: "pm_nothing") }
            let password = try await accounts.resetPassword(signIn: "ugo", entropy: desk.entropy)
            #expect(try await accounts.authenticator.identify(desk.enter("ugo", password).token)?.name == "Ugo")
            await #expect(throws: AppError.notFound()) {
                _ = try await accounts.resetPassword(signIn: "nobody", entropy: desk.entropy)
            }
            await #expect(throws: AppError.invalid([.init("role", "not-a-choice")])) {
                try await accounts.add(signIn: "a1", name: "X", role: "board", password: Desk.password)
            }
            #expect(try await accounts.makeFirstOwner() == nil)
        }
    }
}
