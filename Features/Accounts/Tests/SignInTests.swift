import Database
import Kernel
import Secrets
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Signing in")
struct SignInTests {
    static let refused = AppError(.unauthenticated, "accounts.wrong-sign-in")

    @Test("An unknown name, a wrong password and a suspended person are refused alike", arguments: TestEngine.all)
    func refusesAlike(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            _ = try await desk.register.setSuspended(true, cook.id)
            for (name, password) in [
                ("nobody", Desk.password), ("mama", "wrong"), ("ugo", Desk.password), ("", ""),
                ("' OR 1=1 --", Desk.password), ("mama", String(repeating: "x", count: 1025)),
            ] {
                await #expect(throws: Self.refused) { _ = try await desk.enter(name, password) }
            }
            #expect(try await desk.sessionCount() == 0)
        }
    }

    @Test("Of two hundred wrong passwords for one name at once five are compared", arguments: TestEngine.all)
    func guesses(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let outcomes = await withTaskGroup(of: AppError?.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        do { _ = try await desk.enter("mama", "guess \(index)") } catch { return error as? AppError }
                        return nil
                    }
                }
                var outcomes: [AppError?] = []
                for await outcome in group { outcomes.append(outcome) }
                return outcomes
            }
            #expect(outcomes.count { $0 == Self.refused } == 5)
            let wait = AppError(.tooMany, "accounts.wait", ["seconds": "2"], retryAfter: 2)
            #expect(outcomes.count { $0 == wait } == 195)
            // A known browser has a count of its own, and so has another name.
            _ = try await desk.signIn.open(signIn: "mama", password: Desk.password, desk.attempt("known"))
            _ = try await desk.enter("ugo")
            await #expect(throws: wait) { _ = try await desk.enter("mama") }
            desk.clock.advance(.seconds(2))
            _ = try await desk.enter("mama")
            // It was right: five more are free.
            for _ in 0..<5 {
                await #expect(throws: Self.refused) { _ = try await desk.enter("mama", "wrong") }
            }
        }
    }

    @Test("A long wait is told in minutes", arguments: TestEngine.all)
    func minutes(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            for tries in 0..<20 {
                if tries >= 5 { desk.clock.advance(.minutes(15)) }
                await #expect(throws: Self.refused) { _ = try await desk.enter("mama", "wrong") }
            }
            await #expect(
                throws: AppError(.tooMany, "accounts.wait-minutes", ["minutes": "15"], retryAfter: 900)
            ) { _ = try await desk.enter("mama") }
        }
    }

    @Test("A try that could not be made is not counted", arguments: TestEngine.all)
    func busy(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let full = SignIn(
                database: desk.database, hasher: PasswordHasher(limit: 0, memory: 1 << 20), clock: desk.clock.clock,
                limiter: desk.limiter, decoy: desk.decoy)
            for _ in 0..<20 {
                await #expect(throws: AppError(.tooMany, "accounts.too-busy", retryAfter: 2)) {
                    _ = try await full.open(signIn: "ugo", password: "x", desk.attempt("ugo"))
                }
            }
            _ = try await desk.enter("ugo")
        }
    }

    @Test("Signing in anew ends the session that the browser came with", arguments: TestEngine.all)
    func rotates(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, _) async throws in
            let first = try await desk.enter("ugo")
            let old = try #require(try await desk.sessions.identify(first.token))
            let second = try await desk.enter("ugo", replacing: Identifier(old.session))
            #expect(try await desk.sessions.identify(first.token) == nil)
            #expect(try await desk.sessions.identify(second.token)?.session != old.session)
            #expect(try await desk.sessionCount() == 1)
        }
    }

    @Test(
        "A new password gives a new session and ends every other of its owner, and nobody else's",
        arguments: TestEngine.all)
    func passwordRotates(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let mama = try await desk.enter("mama")
            let ugo = try await desk.enter("ugo")
            let before = try #require(try await desk.sessions.identify(ugo.token))
            let fresh = try await desk.signIn.changePassword(
                of: cook.id, from: Desk.password, to: "new-password", desk.attempt("change"))
            #expect(try await desk.sessions.identify(ugo.token) == nil)
            let after = try #require(try await desk.sessions.identify(fresh.token))
            #expect(after.id == before.id)
            #expect(after.session != before.session)
            #expect(after.formKey != before.formKey)
            #expect(try await desk.sessions.identify(mama.token) != nil)
            #expect(try await desk.ended().map(\.sessions) == [nil])
            await #expect(throws: Self.refused) { _ = try await desk.enter("ugo") }
            _ = try await desk.enter("ugo", "new-password")
        }
    }

    @Test("The old password is guessed at no faster than a sign-in", arguments: TestEngine.all)
    func oldPassword(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            let opened = try await desk.enter("ugo")
            func change(_ old: String) async throws {
                _ = try await desk.signIn.changePassword(
                    of: cook.id, from: old, to: "new-password", desk.attempt("change"))
            }
            for _ in 0..<5 {
                await #expect(throws: AppError.invalid([.init("old_password", "wrong-password")])) {
                    try await change("guess")
                }
            }
            await #expect(throws: AppError(.tooMany, "accounts.wait", ["seconds": "2"], retryAfter: 2)) {
                try await change(Desk.password)
            }
            #expect(try await desk.sessions.identify(opened.token) != nil)
            let nobody = Identifier<StaffMember>(high: 0x7000, low: 1 << 63)
            await #expect(throws: AppError.notFound()) {
                _ = try await desk.signIn.changePassword(
                    of: nobody, from: "x", to: "new-password", desk.attempt("nobody"))
            }
            await #expect(throws: AppError.invalid([.init("password", "too-short", ["limit": "8"])])) {
                _ = try await desk.signIn.changePassword(
                    of: cook.id, from: Desk.password, to: "short", desk.attempt("other"))
            }
        }
    }

    @Test("Whoever is suspended while their password is compared gets no session", arguments: TestEngine.all)
    func suspendedMeanwhile(_ engine: TestEngine) async throws {
        try await Desk.open(engine) { (desk, _, cook) async throws in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<10 { group.addTask { _ = try? await desk.enter("ugo") } }
                group.addTask { _ = try? await desk.register.setSuspended(true, cook.id) }
            }
            _ = try await desk.register.setSuspended(false, cook.id)
            #expect(try await desk.sessions.list(of: .staff, cook.subject) == [])
        }
    }
}

@Suite("Tries that wait")
struct SignInLimiterTests {
    private let now = Desk.start

    @Test("Five are free, then each waits twice as long, up to a quarter of an hour, and a day forgets")
    func grows() {
        let limiter = SignInLimiter()
        for _ in 0..<5 { #expect(limiter.begin([1], at: now) == nil) }
        var moment = now
        for wait in [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
            #expect(limiter.begin([1], at: moment) == wait)
            #expect(limiter.begin([1], at: moment + .seconds(Int64(wait)) - Span(microseconds: 1)) == 1)
            moment = moment + .seconds(Int64(wait))
            #expect(limiter.begin([1], at: moment) == nil)
        }
        #expect(limiter.begin([2], at: moment) == nil)
        for _ in 0..<5 { #expect(limiter.begin([1], at: moment + .hours(24)) == nil) }
        #expect(limiter.begin([1], at: moment + .hours(24)) == 2)
    }

    @Test("A try that is taken back, and one that was right, count no more")
    func undone() {
        let limiter = SignInLimiter()
        for _ in 0..<20 {
            #expect(limiter.begin([1], at: now) == nil)
            limiter.withdraw([1], at: now)
        }
        for _ in 0..<4 { #expect(limiter.begin([1], at: now) == nil) }
        limiter.succeeded([1])
        for _ in 0..<5 { #expect(limiter.begin([1], at: now) == nil) }
        #expect(limiter.begin([1], at: now) == 2)
        limiter.withdraw([9], at: now)
    }

    @Test("What is being guessed at is not forgotten for a great many other names")
    func bounded() {
        let limiter = SignInLimiter(most: 100)
        for _ in 0..<5 { _ = limiter.begin([0], at: now) }
        for name in 1...200 { #expect(limiter.begin([UInt8(name % 250), UInt8(name / 250), 7], at: now) == nil) }
        #expect(limiter.begin([0], at: now) == 2)
        let full = SignInLimiter(most: 1)
        for _ in 0..<5 { _ = full.begin([0], at: now) }
        // Where all are being guessed at, it begins anew rather than grow.
        #expect(full.begin([1], at: now) == nil)
        #expect(full.begin([0], at: now) == nil)
    }
}
