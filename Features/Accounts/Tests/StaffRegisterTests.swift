import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("The register of staff")
struct StaffRegisterTests {
    static let lastOwner = AppError.conflict("accounts.last-owner")

    @Test("The last owner cannot be suspended, removed or made less; one of two can", arguments: TestEngine.all)
    func lastOwner(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            let register = desk.register
            func refuses(_ id: Identifier<StaffMember>) async {
                await #expect(throws: Self.lastOwner) { _ = try await register.setSuspended(true, id) }
                await #expect(throws: Self.lastOwner) { _ = try await register.remove(id) }
                await #expect(throws: Self.lastOwner) {
                    _ = try await register.change(id, name: "X", roles: [RoleHolding(.owner, in: Desk.centre)])
                }
            }
            await refuses(mama.id)
            // An owner of one shop is not one of all.
            _ = try await desk.hire("nino", RoleHolding(.owner, in: Desk.centre))
            await refuses(mama.id)
            #expect(try await register.setSuspended(true, cook.id).isSuspended)
            let papa = try await desk.hire("papa", .owner)
            let renamed = try await register.change(
                mama.id, name: "Mamma", roles: [RoleHolding(.owner), RoleHolding(.driver, in: Desk.centre)])
            #expect(renamed.name == "Mamma")
            #expect(renamed.roles == [RoleHolding(.owner), RoleHolding(.driver, in: Desk.centre)])
            #expect(try await register.setSuspended(true, mama.id).isSuspended)
            await refuses(papa.id)
            // Who is suspended may be removed: they were not the one who keeps the shop open.
            #expect(try await register.remove(mama.id).id == mama.id)
            #expect(try await register.everybody().map(\.signIn) == ["nino", "papa", "ugo"])
        }
    }

    @Test("Two owners who suspend, remove or demote each other at once: one stays", arguments: TestEngine.all)
    func mutual(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, _) async throws in
            let register = desk.register
            typealias Change = @Sendable (Identifier<StaffMember>) async throws -> StaffMember
            let changes: [Change] = [
                { try await register.setSuspended(true, $0) }, { try await register.remove($0) },
                { try await register.change($0, name: "X", roles: [RoleHolding(.cook)]) },
            ]
            var mama = mama
            for (round, pair) in changes.flatMap({ one in changes.map { (one, $0) } }).enumerated() {
                let papa = try await desk.hire("papa\(round)", .owner)
                let done = await withTaskGroup(of: Bool.self) { group in
                    for (id, change) in [(mama.id, pair.0), (papa.id, pair.1)] {
                        group.addTask { (try? await change(id)) != nil }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(done == 1)
                let left = try await register.everybody().filter {
                    $0.roles.contains(.ownerOfAll) && !$0.isSuspended
                }
                #expect(left.count == 1)
                mama = try #require(left.first)
            }
        }
    }

    @Test(
        "Suspension and removal end the sessions at once, and reinstatement brings none back",
        arguments: TestEngine.all)
    func endsSessions(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            let opened = try await desk.enter("ugo")
            let other = try await desk.enter("mama")
            _ = try await desk.register.setSuspended(true, cook.id)
            #expect(try await desk.sessions.identify(opened.token) == nil)
            _ = try await desk.register.setSuspended(false, cook.id)
            #expect(try await desk.sessions.identify(opened.token) == nil)
            let again = try await desk.enter("ugo")
            _ = try await desk.register.remove(cook.id)
            #expect(try await desk.sessions.identify(again.token) == nil)
            #expect(try await desk.sessionCount() == 1)
            #expect(try await desk.sessions.identify(other.token)?.id == mama.id.description)
            let ended = try await desk.ended()
            #expect(ended.map(\.principal) == ["staff:\(cook.id)", "staff:\(cook.id)"])
            #expect(ended.map(\.sessions) == [nil, nil])
        }
    }

    @Test("Other roles end the sessions, another name does not", arguments: TestEngine.all)
    func rolesEndSessions(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let opened = try await desk.enter("ugo")
            _ = try await desk.register.change(cook.id, name: "Ugo B.", roles: cook.roles)
            let person = try #require(try await desk.sessions.identify(opened.token))
            #expect(person.name == "Ugo B.")
            _ = try await desk.register.change(
                cook.id, name: "Ugo B.", roles: [RoleHolding(.manager, in: Desk.station), RoleHolding(.kitchen)])
            #expect(try await desk.sessions.identify(opened.token) == nil)
            let fresh = try #require(try await desk.sessions.identify(desk.enter("ugo").token))
            #expect(
                fresh.grants
                    == Grants(
                        everywhere: [Desk.cook, Desk.look],
                        within: [Desk.station: [Desk.look, Desk.count, .manageDevices]]))
            #expect(fresh.may(Desk.count, in: Desk.station))
            #expect(!fresh.may(Desk.count, in: Desk.centre))
            #expect(!fresh.may(Desk.count, in: nil))
        }
    }

    @Test(
        "The owner of a shop ends one session of a member or all, and those of nobody else", arguments: TestEngine.all)
    func endingOthers(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let one = try #require(try await desk.sessions.identify(desk.enter("ugo").token))
            let two = try await desk.enter("ugo")
            let owner = try #require(try await desk.sessions.identify(desk.enter("mama").token))
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.register.endSessions(
                    of: cook.id, only: Identifier(owner.session), within: .everywhere)
            }
            _ = try await desk.register.endSessions(of: cook.id, only: Identifier(one.session), within: .everywhere)
            #expect(try await desk.sessions.list(of: .staff, cook.subject).count == 1)
            #expect(try await desk.sessions.identify(two.token) != nil)
            _ = try await desk.register.endSessions(of: cook.id, only: nil, within: .everywhere)
            #expect(try await desk.sessions.identify(two.token) == nil)
            #expect(try await desk.sessionCount() == 1)
        }
    }

    @Test("A sign-in name is plain ASCII and one person's only", arguments: TestEngine.all)
    func signInNames(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            for name in ["", "a", "Ugo", "ùgo", "u go", "u\u{0}o", "🍕🍕", String(repeating: "a", count: 33)] {
                await #expect(throws: AppError.invalid([.init("sign_in", "not-a-sign-in")])) {
                    _ = try await desk.hire(name, .driver)
                }
            }
            await #expect(throws: AppError(.conflict, "web.invalid-fields", fields: [.init("sign_in", "taken")])) {
                _ = try await desk.hire("ugo", .driver)
            }
            #expect(try await desk.register.everybody().map(\.signIn) == ["mama", "ugo"])
        }
    }

    @Test("A member has a role, and roles are of shops that there are", arguments: TestEngine.all)
    func roles(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            await #expect(throws: AppError.invalid([.init("roles", "missing")])) {
                _ = try await desk.register.add(signIn: "a1", name: "X", roles: [], password: Desk.password)
            }
            let nowhere = RoleHolding(.driver, in: Identifier(high: 0x7000, low: 1 << 63))
            await #expect(throws: AppError.invalid([.init("roles", "unknown-shop")])) {
                _ = try await desk.hire("a1", nowhere)
            }
            await #expect(throws: AppError.invalid([.init("roles", "unknown-shop")])) {
                _ = try await desk.register.change(cook.id, name: "X", roles: [nowhere])
            }
            #expect(try await desk.register.member(cook.id) == cook)
            let twice = try await desk.hire("a1", RoleHolding(.driver), RoleHolding(.driver))
            #expect(twice.roles == [RoleHolding(.driver)])
        }
    }

    @Test("A password has from 8 to 1024 bytes", arguments: TestEngine.all)
    func passwordLength(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            await #expect(throws: AppError.invalid([.init("password", "too-short", ["limit": "8"])])) {
                _ = try await desk.register.setPassword("1234567", of: cook.id)
            }
            await #expect(throws: AppError.invalid("accounts.password-too-long")) {
                _ = try await desk.register.setPassword(String(repeating: "x", count: 1025), of: cook.id)
            }
            let longest = String(repeating: "x", count: 1024)
            _ = try await desk.register.setPassword(longest, of: cook.id)
            _ = try await desk.enter("ugo", longest)
        }
    }

    @Test("Changes of somebody unknown are not found", arguments: TestEngine.all)
    func unknownMember(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let nobody = Identifier<StaffMember>(high: 0x7000, low: 1 << 63)
            let register = desk.register
            await #expect(throws: AppError.notFound()) { _ = try await register.member(nobody) }
            await #expect(throws: AppError.notFound()) { _ = try await register.setSuspended(true, nobody) }
            await #expect(throws: AppError.notFound()) { _ = try await register.remove(nobody) }
            await #expect(throws: AppError.notFound()) { _ = try await register.setPassword(Desk.password, of: nobody) }
            await #expect(throws: AppError.notFound()) {
                _ = try await register.change(nobody, name: "X", roles: [RoleHolding(.driver)])
            }
        }
    }

    @Test("The first owner is made once, with a password that opens", arguments: TestEngine.all)
    func firstOwner(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            #expect(try await desk.register.makeFirstOwner() == nil)
            try await desk.database.write { tx in _ = try tx.execute("DELETE FROM staff") }
            let password = try #require(try await desk.register.makeFirstOwner())
            #expect(password.utf8.count == 16)
            let opened = try await desk.enter("owner", password)
            let owner = try #require(try await desk.sessions.identify(opened.token))
            #expect(owner.grants == Grants(everywhere: Set(Desk.permissions)))
            #expect(try await desk.register.makeFirstOwner() == nil)
        }
    }
}

extension Role {
    fileprivate static let cook = Role.kitchen
}
