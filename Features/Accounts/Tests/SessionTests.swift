import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Sessions of staff")
struct SessionTests {
    static let refused = AppError(.unauthenticated, "accounts.wrong-sign-in")

    @Test("A session says who it is, and what they may do", arguments: TestEngine.all)
    func identifies(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let opened = try await desk.sessions.open(signIn: "UGO", password: "pizzamama")
            #expect(opened.name == "Ugo")
            #expect(opened.role == "kitchen")
            #expect(opened.token.utf8.count == 43)
            let person = try #require(try await desk.sessions.identify(opened.token))
            #expect(person.id == cook.id.description)
            #expect(person.permissions == Role.kitchen.permissions)
            #expect(person.formKey.count == 32)
        }
    }

    @Test("An unknown name, a wrong password and a suspended person are refused alike", arguments: TestEngine.all)
    func refusesAlike(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            _ = try await desk.register.setSuspended(true, cook.id)
            for (name, password) in [
                ("nobody", "pizzamama"), ("mama", "wrong"), ("ugo", "pizzamama"), ("", ""),
                ("' OR 1=1 --", "pizzamama"), ("mama", String(repeating: "x", count: 1025)),
            ] {
                await #expect(throws: Self.refused) {
                    _ = try await desk.sessions.open(signIn: name, password: password)
                }
            }
            #expect(try await desk.sessionCount() == 0)
        }
    }

    @Test("A session ends to the microsecond, and the next sign-in sweeps it away", arguments: TestEngine.all)
    func expires(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let opened = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
            desk.clock.set(Desk.start + Sessions.lifetime - Span(microseconds: 1))
            #expect(try await desk.sessions.identify(opened.token) != nil)
            desk.clock.advance(Span(microseconds: 1))
            #expect(try await desk.sessions.identify(opened.token) == nil)
            desk.clock.advance(.seconds(1))
            _ = try await desk.sessions.open(signIn: "mama", password: "pizzamama")
            #expect(try await desk.sessionCount() == 1)
        }
    }

    @Test("Signing out ends one session and no other, however often it is said", arguments: TestEngine.all)
    func closes(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let first = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
            let second = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
            #expect(first.token != second.token)
            for _ in 0..<2 { try await desk.sessions.close(token: first.token) }
            #expect(try await desk.sessions.identify(first.token) == nil)
            #expect(try await desk.sessions.identify(second.token) != nil)
        }
    }

    @Test("A new password ends every session of its owner and of nobody else", arguments: TestEngine.all)
    func passwordEndsSessions(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let mama = try await desk.sessions.open(signIn: "mama", password: "pizzamama")
            let ugo = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
            await #expect(throws: AppError.invalid([.init("old_password", "wrong-password")])) {
                _ = try await desk.register.changePassword(of: cook.id, from: "guess", to: "new-password")
            }
            #expect(try await desk.sessions.identify(ugo.token) != nil)
            _ = try await desk.register.changePassword(of: cook.id, from: "pizzamama", to: "new-password")
            #expect(try await desk.sessions.identify(ugo.token) == nil)
            #expect(try await desk.sessions.identify(mama.token) != nil)
            await #expect(throws: Self.refused) {
                _ = try await desk.sessions.open(signIn: "ugo", password: "pizzamama")
            }
            _ = try await desk.sessions.open(signIn: "ugo", password: "new-password")
        }
    }

    @Test("Text that can be no token finds nobody", arguments: TestEngine.all)
    func junkTokens(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let token = try await desk.sessions.open(signIn: "ugo", password: "pizzamama").token
            for junk in ["", "x", token + "A", String(token.dropLast()), String(repeating: "\u{0}", count: 43)] {
                #expect(try await desk.sessions.identify(junk) == nil)
            }
        }
    }

    @Test("No token and no password is in the database in the clear", arguments: TestEngine.all)
    func nothingInTheClear(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let token = try await desk.sessions.open(signIn: "ugo", password: "pizzamama").token
            let hashes: [[UInt8]] = try await desk.database.all("SELECT token_hash FROM sessions")
            #expect(hashes.count == 1)
            #expect(hashes.allSatisfy { $0.count == 32 && $0 != Array(token.utf8) })
            let passwords: [String] = try await desk.database.all("SELECT password FROM staff")
            #expect(passwords.count == 2)
            #expect(passwords.allSatisfy { $0.hasPrefix("$argon2id$") && !$0.contains("pizzamama") })
            #expect(Set(passwords).count == 2)
        }
    }
}
