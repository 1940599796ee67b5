import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("The register of staff")
struct StaffRegisterTests {
    @Test("The last owner cannot be suspended; one of two can", arguments: TestEngine.all)
    func lastOwner(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            await #expect(throws: AppError.conflict("accounts.last-owner")) {
                _ = try await desk.register.setSuspended(true, mama.id)
            }
            #expect(try await desk.register.setSuspended(true, cook.id).isSuspended)
            let other = try await desk.register.add(signIn: "papa", name: "Papa", role: .owner, password: "pizzamama")
            #expect(try await desk.register.setSuspended(true, mama.id).isSuspended)
            await #expect(throws: AppError.conflict("accounts.last-owner")) {
                _ = try await desk.register.setSuspended(true, other.id)
            }
            #expect(try await desk.register.setSuspended(false, mama.id).isSuspended == false)
        }
    }

    @Test("Two owners who suspend each other at once: one stays", arguments: TestEngine.all)
    func mutualSuspension(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, _) async throws in
            let papa = try await desk.register.add(signIn: "papa", name: "Papa", role: .owner, password: "pizzamama")
            let register = desk.register
            await withTaskGroup(of: Void.self) { group in
                for id in [mama.id, papa.id] {
                    group.addTask { _ = try? await register.setSuspended(true, id) }
                }
            }
            let left = try await desk.register.everybody().filter { $0.role == .owner && !$0.isSuspended }
            #expect(left.count == 1)
        }
    }

    @Test("Suspension ends the sessions at once and reinstatement brings none back", arguments: TestEngine.all)
    func suspensionEndsSessions(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let opened = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
            _ = try await desk.register.setSuspended(true, cook.id)
            #expect(try await desk.sessions.identify(opened.token) == nil)
            _ = try await desk.register.setSuspended(false, cook.id)
            #expect(try await desk.sessions.identify(opened.token) == nil)
            _ = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
        }
    }

    @Test("A sign-in name is plain ASCII and one person's only", arguments: TestEngine.all)
    func signInNames(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            for name in ["", "a", "Ugo", "ùgo", "u go", "u\u{0}o", "🍕🍕", String(repeating: "a", count: 33)] {
                await #expect(throws: AppError.invalid([.init("sign_in", "not-a-sign-in")])) {
                    _ = try await desk.register.add(signIn: name, name: "X", role: .driver, password: "pizzamama")
                }
            }
            await #expect(throws: AppError(.conflict, "web.invalid-fields", fields: [.init("sign_in", "taken")])) {
                _ = try await desk.register.add(signIn: "ugo", name: "X", role: .driver, password: "pizzamama")
            }
            #expect(try await desk.register.everybody().map(\.signIn) == ["mama", "ugo"])
        }
    }

    @Test("A password has from 8 to 1024 bytes", arguments: TestEngine.all)
    func passwordLength(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            await #expect(throws: AppError.invalid([.init("password", "too-short", ["limit": "8"])])) {
                _ = try await desk.register.add(signIn: "a1", name: "X", role: .driver, password: "1234567")
            }
            await #expect(throws: AppError.invalid("accounts.password-too-long")) {
                let long = String(repeating: "x", count: 1025)
                _ = try await desk.register.add(signIn: "a1", name: "X", role: .driver, password: long)
            }
            let longest = String(repeating: "x", count: 1024)
            _ = try await desk.register.add(signIn: "a1", name: "X", role: .driver, password: longest)
            _ = try await desk.sessions.open(signIn: "a1", password: longest)
        }
    }

    @Test("Changes of somebody unknown are not found", arguments: TestEngine.all)
    func unknownMember(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let nobody = Identifier<StaffMember>(high: 0x7000, low: 1 << 63)
            await #expect(throws: AppError.notFound()) { _ = try await desk.register.setSuspended(true, nobody) }
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.register.setPassword("pizzamama", of: nobody)
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
            let opened = try await desk.sessions.open(signIn: "owner", password: password)
            #expect(opened.role == "owner")
            #expect(try await desk.register.makeFirstOwner() == nil)
        }
    }

    @Test("Each role may do what its work needs, and only the owner everything")
    func permissions() {
        let all = Role.owner.permissions
        #expect(all.count == 8)
        for role in Role.allCases where role != .owner {
            #expect(role.permissions.isStrictSubset(of: all))
            #expect(role.permissions.contains("board.see"))
            #expect(!role.permissions.contains("staff.manage"))
        }
        #expect(Role.driver.permissions == ["board.see", "orders.deliver"])
        #expect(!Role.kitchen.permissions.contains("orders.cancel"))
        #expect(!Role.counter.permissions.contains("shop.manage"))
        #expect(Role.manager.permissions.contains("shop.manage"))
    }
}
