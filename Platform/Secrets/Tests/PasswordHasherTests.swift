import Dispatch
import Foundation
import Kernel
import Synchronization
import Testing

@testable import Secrets

/// An algorithm that stands still until it is told to go on, and writes down what it was given and where it ran.
private final class SlowAlgorithm: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let begun = AsyncStream<String>.makeStream()
    private let seen = Mutex<[(password: String, thread: pthread_t)]>([])

    var algorithm: PasswordAlgorithm {
        PasswordAlgorithm(
            hash: { [self] in
                let password = String(decoding: $0, as: UTF8.self)
                seen.withLock { $0.append((password, pthread_self())) }
                begun.continuation.yield(password)
                gate.wait()
                return "hash of \(password)"
            },
            verify: { _, _ in true })
    }

    var passwords: [String] { seen.withLock { $0.map(\.password) } }
    var threads: Set<pthread_t> { seen.withLock { Set($0.map(\.thread)) } }

    /// Waits until so many hashes have begun.
    func waits(for count: Int) async {
        var left = count
        for await _ in begun.stream {
            left -= 1
            if left == 0 { return }
        }
    }

    func goOn(_ count: Int) { for _ in 0..<count { gate.signal() } }
}

@Suite("Passwords are hashed on threads of their own")
struct PasswordHasherTests {
    static let busy = AppError(.tooMany, "accounts.too-busy", retryAfter: 2)

    /// Waits until `count` hashes wait or are being made; there is nothing to be told of it by.
    private func wait(_ hasher: PasswordHasher, for count: Int) async {
        while hasher.pending < count { try? await Task.sleep(for: .milliseconds(1)) }
    }

    @Test("While hashes stand still everything else goes on, and what is too much is refused at once")
    func bounded() async throws {
        let slow = SlowAlgorithm()
        let hasher = PasswordHasher(width: 2, limit: 40, algorithm: slow.algorithm)
        try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<40 { group.addTask { try await hasher.hash("\(index)") } }
            await wait(hasher, for: 40)
            await slow.waits(for: 2)
            // Forty are under way, more than there are threads that serve, and two are being made.
            #expect(slow.passwords.count == 2)
            await #expect(throws: Self.busy) { try await hasher.hash("too many") }
            await #expect(throws: Self.busy) { try await hasher.verify("too many", against: "x") }
            slow.goOn(40)
            var results: Set<String> = []
            for try await result in group { results.insert(result) }
            #expect(results == Set((0..<40).map { "hash of \($0)" }))
        }
        #expect(hasher.pending == 0)
        #expect(slow.passwords.count == 40)
        #expect(slow.threads.count == 2)
        slow.goOn(1)
        #expect(try await hasher.hash("later") == "hash of later")
    }

    @Test("Who came first is served first")
    func fair() async throws {
        let slow = SlowAlgorithm()
        let hasher = PasswordHasher(width: 1, limit: 10, algorithm: slow.algorithm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<10 {
                group.addTask { _ = try await hasher.hash("\(index)") }
                await wait(hasher, for: index + 1)
            }
            slow.goOn(10)
            try await group.waitForAll()
        }
        #expect(slow.passwords == (0..<10).map { "\($0)" })
    }

    @Test("A place is free as soon as its result is known")
    func oneAfterTheOther() async throws {
        let narrow = PasswordHasher(width: 1, limit: 1, memory: 1 << 20)
        for _ in 0..<5 { #expect(try await narrow.hash("one after the other").hasPrefix("$argon2id$")) }
        let full = PasswordHasher(width: 1, limit: 0, memory: 1 << 20)
        await #expect(throws: Self.busy) { try await full.hash("x") }
    }

    @Test("A machine without memory is said to be away for a moment")
    func noMemory() async throws {
        let poor = PasswordHasher(algorithm: PasswordAlgorithm(hash: { _ in nil }, verify: { _, _ in false }))
        await #expect(throws: AppError.unavailable("accounts.no-memory", retryAfter: 5)) { try await poor.hash("x") }
        #expect(try await poor.verify("x", against: "y") == false)
    }
}
