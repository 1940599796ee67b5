import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Tablets on the wall")
struct DeviceTests {
    static let wrongCode = AppError.invalid([.init("code", "wrong-code")])

    private func add(_ desk: Desk, _ permissions: [String]? = nil) async throws -> DevicePairing {
        try await desk.devices.add(
            name: "Tablet forno", shop: Desk.centre, permissions: permissions, by: "staff:x", within: .everywhere)
    }

    private func pair(_ desk: Desk, _ code: String, replacing: Identifier<Session>? = nil) async throws -> OpenedSession
    {
        try await desk.devices.pair(code: code, from: Desk.origin, replacing: replacing)
    }

    @Test("A tablet is paired by a code and may do what a board may, in its shop alone", arguments: TestEngine.all)
    func pairs(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let pairing = try await add(desk)
            #expect(pairing.code.utf8.count == 8)
            #expect(pairing.code.utf8.allSatisfy { (48...57).contains($0) })
            #expect(pairing.until == Desk.start + .minutes(10))
            let hashes: [[UInt8]?] = try await desk.database.all("SELECT pairing_hash FROM devices")
            #expect(hashes == [desk.keyed("pairing", pairing.code)])
            let opened = try await pair(desk, pairing.code)
            #expect(opened.expiresAt == Desk.start + .days(90))
            let device = try #require(try await desk.sessions.identify(opened.token))
            #expect((device.kind, device.id, device.name) == (.device, pairing.id.description, "Tablet forno"))
            #expect(device.grants == Grants(everywhere: [], within: [Desk.centre: [Desk.cook, Desk.look]]))
            #expect(device.may(Desk.cook, in: Desk.centre))
            #expect(!device.may(Desk.cook, in: Desk.station))
            #expect(!device.may(Desk.cook, in: nil))
            #expect(!device.may(.manageDevices, in: Desk.centre))
            let listed = try #require(try await desk.devices.list(within: .everywhere).first)
            #expect((listed.isPaired, listed.browser, listed.pairingUntil) == (true, "Firefox · Linux", nil))
            #expect(listed.permissions == [Desk.cook.name, Desk.look.name])
        }
    }

    @Test(
        "It survives thirty days of daily use and a shut month, and dies at once when it is removed",
        arguments: TestEngine.all)
    func stays(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let pairing = try await add(desk)
            let token = try await pair(desk, pairing.code).token
            for _ in 0..<30 {
                desk.clock.advance(.hours(24))
                #expect(try await desk.sessions.identify(token) != nil)
            }
            desk.clock.advance(Span(microseconds: Span.days(90).microseconds - 1))
            let device = try #require(try await desk.sessions.identify(token))
            _ = try await desk.devices.remove(pairing.id, within: .everywhere)
            #expect(try await desk.sessions.identify(token) == nil)
            #expect(try await desk.sessionCount() == 0)
            let ended = try #require(try await desk.ended().last)
            #expect((ended.principal, ended.sessions) == (device.actor, nil))
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.devices.remove(pairing.id, within: .everywhere)
            }
        }
    }

    @Test("Unused for ninety days it is a stranger, and used for ever after four hundred", arguments: TestEngine.all)
    func ends(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let token = try await pair(desk, try await add(desk).code).token
            for _ in 0..<7 {
                desk.clock.advance(.days(57))
                #expect(try await desk.sessions.identify(token) != nil)
            }
            desk.clock.advance(.days(1))
            #expect(try await desk.sessions.identify(token) == nil)
            let other = try await pair(desk, try await add(desk).code).token
            desk.clock.advance(.days(90))
            #expect(try await desk.sessions.identify(other) == nil)
        }
    }

    @Test("A code opens once, for ten minutes, and of two tablets at once one", arguments: TestEngine.all)
    func once(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let code = try await add(desk).code
            let opened = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 { group.addTask { (try? await pair(desk, code)) != nil } }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(opened == 1)
            #expect(try await desk.sessionCount() == 1)
            await #expect(throws: Self.wrongCode) { _ = try await pair(desk, code) }
            let late = try await add(desk).code
            desk.clock.advance(.minutes(10))
            await #expect(throws: Self.wrongCode) { _ = try await pair(desk, late) }
            await #expect(throws: Self.wrongCode) { _ = try await pair(desk, "") }
            #expect(try await desk.sessionCount() == 1)
        }
    }

    @Test("A new code takes the old one's place, and the new pairing the old session's", arguments: TestEngine.all)
    func renewed(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let first = try await add(desk)
            let old = try await pair(desk, first.code)
            let unused = try await desk.devices.renewCode(of: first.id, within: .everywhere)
            let second = try await desk.devices.renewCode(of: first.id, within: .everywhere)
            #expect(Set([first.code, unused.code, second.code]).count == 3)
            #expect(try await desk.sessions.identify(old.token) != nil)
            await #expect(throws: Self.wrongCode) { _ = try await pair(desk, unused.code) }
            let owner = try #require(try await desk.sessions.identify(desk.enter("mama").token))
            let new = try await pair(desk, second.code, replacing: Identifier(owner.session))
            #expect(try await desk.sessions.identify(old.token) == nil)
            #expect(try await desk.sessions.identify(new.token) != nil)
            #expect(try await desk.sessionCount() == 1)
        }
    }

    @Test("It may be given less than a board may, and nothing else", arguments: TestEngine.all)
    func less(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            await #expect(throws: AppError.invalid([.init("permissions", "missing")])) { _ = try await add(desk, []) }
            for name in [Desk.count.name, "accounts.manage-staff", "no.such"] {
                await #expect(throws: AppError.invalid([.init("permissions", "not-a-choice")])) {
                    _ = try await add(desk, [Desk.look.name, name])
                }
            }
            let token = try await pair(desk, try await add(desk, [Desk.look.name]).code).token
            #expect(
                try await desk.sessions.identify(token)?.grants
                    == Grants(everywhere: [], within: [Desk.centre: [Desk.look]]))
            desk.clock.advance(.seconds(1))
            _ = try await add(desk, [Desk.look.name, Desk.cook.name])
            let kept: [String?] = try await desk.database.all("SELECT permissions FROM devices ORDER BY id")
            #expect(kept == [Desk.look.name, nil])
        }
    }

    @Test("Whoever runs one shop sees and adds the tablets of that shop", arguments: TestEngine.all)
    func reach(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let pairing = try await add(desk)
            let station = Reach([Desk.station])
            #expect(try await desk.devices.list(within: station).isEmpty)
            #expect(try await desk.devices.list(within: Reach([Desk.centre])).map(\.id) == [pairing.id])
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.devices.renewCode(of: pairing.id, within: station)
            }
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.devices.remove(pairing.id, within: station)
            }
            await #expect(throws: AppError.invalid([.init("store_id", "not-yours")])) {
                _ = try await desk.devices.add(
                    name: "X", shop: Desk.centre, permissions: nil, by: "staff:x", within: station)
            }
            let nowhere = Identifier<Scope>(high: 0x7000, low: 1 << 63)
            await #expect(throws: AppError.invalid([.init("store_id", "unknown-shop")])) {
                _ = try await desk.devices.add(
                    name: "X", shop: nowhere, permissions: nil, by: "staff:x", within: .everywhere)
            }
            #expect(try await desk.devices.list(within: .everywhere).count == 1)
        }
    }
}
