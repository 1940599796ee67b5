import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Sessions")
struct SessionTests {
    @Test("A session says who it is, and what they may do", arguments: TestEngine.all)
    func identifies(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let opened = try await desk.enter("ugo")
            #expect(opened.name == "Ugo")
            #expect(opened.token.utf8.count == 43)
            #expect(opened.expiresAt == Desk.start + .hours(12))
            #expect(opened.endsAt == Desk.start + .days(30))
            let person = try #require(try await desk.sessions.identify(opened.token))
            #expect((person.kind, person.id, person.name) == (.staff, cook.id.description, "Ugo"))
            #expect(person.grants == Grants(everywhere: [Desk.cook, Desk.look]))
            #expect(person.formKey.count == 32)
            let listed = try await desk.sessions.list(of: .staff, cook.subject)
            #expect(listed.map(\.id.description) == [person.session])
            #expect((listed[0].browser, listed[0].network) == ("Firefox · Linux", "127.0.0.0/24"))
        }
    }

    @Test(
        "Unused it ends after twelve hours to the microsecond, used it goes on, and ends after thirty days for good",
        arguments: TestEngine.all)
    func slides(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let left = try await desk.enter("ugo")
            let used = try await desk.enter("ugo")
            desk.clock.set(Desk.start + .hours(12) - Span(microseconds: 1))
            #expect(try await desk.sessions.identify(used.token) != nil)
            desk.clock.advance(Span(microseconds: 1))
            #expect(try await desk.sessions.identify(left.token) == nil)
            #expect(try await desk.sessions.identify(used.token) != nil)
            let end = Desk.start + .days(30)
            while desk.clock.clock.now() + .hours(11) < end {
                desk.clock.advance(.hours(11))
                #expect(try await desk.sessions.identify(used.token) != nil)
            }
            desk.clock.set(end - Span(microseconds: 1))
            #expect(try await desk.sessions.identify(used.token) != nil)
            desk.clock.set(end)
            #expect(try await desk.sessions.identify(used.token) == nil)
        }
    }

    @Test(
        "A session is written at most once a minute, however often it is used, and never once it is over",
        arguments: TestEngine.all)
    func oneWrite(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let opened = try await desk.enter("ugo")
            func seen() async throws -> [Instant] {
                try await desk.database.all("SELECT last_seen_at FROM sessions")
            }
            desk.clock.advance(.seconds(59))
            _ = try await desk.sessions.identify(opened.token)
            #expect(try await seen() == [Desk.start])
            desk.clock.advance(.seconds(1))
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { _ = try? await desk.sessions.identify(opened.token) } }
            }
            #expect(try await seen() == [Desk.start + .minutes(1)])
            let ends: [Instant] = try await desk.database.all("SELECT expires_at FROM sessions")
            #expect(ends == [Desk.start + .minutes(1) + .hours(12)])
            desk.clock.set(ends[0])
            #expect(try await desk.sessions.identify(opened.token) == nil)
            #expect(try await seen() == [Desk.start + .minutes(1)])
        }
    }

    @Test("The next session sweeps away those that are over, and nobody has more than fifty", arguments: TestEngine.all)
    func bounded(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            let first = try await desk.enter("ugo")
            desk.clock.advance(.hours(12))
            _ = try await desk.enter("mama")
            #expect(try await desk.sessionCount() == 1)
            #expect(try await desk.sessions.identify(first.token) == nil)
            // Whoever listens with a session that is over listens no more.
            let swept = try await desk.ended()
            #expect(swept.map(\.principal) == ["staff:\(cook.id)"])
            #expect(swept.map { $0.sessions?.count } == [1])
            var opened: [OpenedSession] = []
            for _ in 0..<51 {
                desk.clock.advance(.seconds(1))
                opened.append(try await desk.enter("ugo"))
            }
            #expect(try await desk.sessions.list(of: .staff, cook.subject).count == 50)
            #expect(try await desk.ended().count == 2)
            #expect(try await desk.sessions.identify(opened[0].token) == nil)
            #expect(try await desk.sessions.identify(opened[1].token) != nil)
            #expect(try await desk.sessions.list(of: .staff, mama.subject).count == 1)
        }
    }

    @Test("Signing out ends one session and no other, however often it is said", arguments: TestEngine.all)
    func closes(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let first = try await desk.enter("ugo")
            let second = try await desk.enter("ugo")
            #expect(first.token != second.token)
            let person = try #require(try await desk.sessions.identify(first.token))
            for _ in 0..<2 { try await desk.sessions.close(person) }
            try await desk.sessions.close(.guest)
            #expect(try await desk.sessions.identify(first.token) == nil)
            #expect(try await desk.sessions.identify(second.token) != nil)
            let ended = try await desk.ended()
            #expect(ended.map(\.principal) == ["staff:\(cook.id)"])
            #expect(ended.map(\.sessions) == [[person.session]])
        }
    }

    @Test("One's own sessions can be ended, one or all others; nobody else's", arguments: TestEngine.all)
    func revokes(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, cook) async throws in
            var own: [Principal] = []
            for _ in 0..<3 {
                own.append(try #require(try await desk.sessions.identify(desk.enter("ugo").token)))
            }
            let other = try #require(try await desk.sessions.identify(desk.enter("mama").token))
            let foreign = try #require(Identifier<Session>(other.session))
            await #expect(throws: AppError.notFound()) {
                try await desk.sessions.end(foreign, of: .staff, cook.subject)
            }
            let ids = own.compactMap { Identifier<Session>($0.session) }
            try await desk.sessions.end(ids[0], of: .staff, cook.subject)
            await #expect(throws: AppError.notFound()) {
                try await desk.sessions.end(ids[0], of: .staff, cook.subject)
            }
            try await desk.sessions.endAll(of: .staff, cook.subject, but: ids[1])
            try await desk.sessions.endAll(of: .staff, cook.subject, but: ids[1])
            #expect(try await desk.sessions.list(of: .staff, cook.subject).map(\.id) == [ids[1]])
            #expect(try await desk.sessions.list(of: .staff, mama.subject).map(\.id) == [foreign])
            #expect(try await desk.ended().map(\.sessions) == [[own[0].session], [own[2].session]])
            try await desk.sessions.endAll(of: .staff, cook.subject)
            #expect(try await desk.sessions.list(of: .staff, cook.subject) == [])
            let last = try #require(try await desk.ended().last)
            #expect(last.principal == own[1].actor)
            #expect(last.sessions == nil)
        }
    }

    @Test("Text that can be no token finds nobody", arguments: TestEngine.all)
    func junkTokens(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let token = try await desk.enter("ugo").token
            for junk in ["", "x", token + "A", String(token.dropLast()), String(repeating: "\u{0}", count: 43)] {
                #expect(try await desk.sessions.identify(junk) == nil)
            }
        }
    }

    @Test("A session of a kind that nobody looks up is nobody's", arguments: TestEngine.all)
    func unknownKind(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, mama, _) async throws in
            let opened = try await desk.database.write {
                try $0.openSession(of: .customer, mama.subject, named: "x", .staff, from: Desk.origin)
            }
            #expect(try await desk.sessions.identify(opened.token) == nil)
            try await desk.database.write { _ = try $0.execute("UPDATE sessions SET kind = 'ghost'") }
            await #expect(throws: DatabaseError.decoding("ghost is no principal")) {
                _ = try await desk.sessions.identify(opened.token)
            }
        }
    }

    @Test("No token and no password is in the database in the clear", arguments: TestEngine.all)
    func nothingInTheClear(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let token = try await desk.enter("ugo").token
            let hashes: [[UInt8]] = try await desk.database.all("SELECT token_hash FROM sessions")
            #expect(hashes.count == 1)
            #expect(hashes.allSatisfy { $0.count == 32 && $0 != Array(token.utf8) })
            let passwords: [String] = try await desk.database.all("SELECT password FROM staff")
            #expect(passwords.count == 2)
            #expect(passwords.allSatisfy { $0.hasPrefix("$test$") && !$0.contains(Desk.password) })
        }
    }
}
