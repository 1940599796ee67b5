import Kernel

/// Hashes passwords with Argon2id, 19 MiB and two passes, as OWASP's cheat sheet asks at least.
///
/// The work takes milliseconds of processor and megabytes of memory, so it runs on two threads of its own, in the order in which it was asked
/// for; when too many wait, the newest is refused rather than the machine exhausted or everybody kept waiting.
public final class PasswordHasher: Sendable {
    /// The longest password that is read, in bytes; longer ones are refused, never cut.
    public static let longest = 1024
    private let threads: HashingThreads
    private let algorithm: PasswordAlgorithm

    /// At most `width` hashes at once, and at most `limit` that wait or are being made.
    public init(width: Int = 2, limit: Int = 32, algorithm: PasswordAlgorithm) {
        threads = HashingThreads(width: width, limit: limit)
        self.algorithm = algorithm
    }

    /// The same with Argon2id, `memory` bytes a hash (tests may ask for less).
    public convenience init(width: Int = 2, limit: Int = 32, memory: Int = 19 << 20) {
        self.init(width: width, limit: limit, algorithm: .argon2id(memory: memory))
    }

    deinit { threads.close() }

    /// How many hashes wait or are being made.
    public var pending: Int { threads.admitted }

    /// A hash to store: text with its salt and parameters inside. Throws `tooMany` when too many wait.
    public func hash(_ password: String) async throws -> String {
        let bytes = Array(password.utf8)
        guard bytes.count <= Self.longest else { throw AppError.invalid("accounts.password-too-long") }
        let algorithm = algorithm
        guard let hash = try await queued({ algorithm.hash(bytes) }) else {
            throw AppError.unavailable("accounts.no-memory", retryAfter: 5)
        }
        return hash
    }

    /// Whether `password` is the one `hash` was made from. Any unreadable hash is false. Throws `tooMany` when too many wait.
    public func verify(_ password: String, against hash: String) async throws -> Bool {
        let bytes = Array(password.utf8)
        guard bytes.count <= Self.longest else { return false }
        let algorithm = algorithm
        return try await queued { algorithm.verify(bytes, hash) }
    }

    private func queued<T: Sendable>(_ work: @escaping @Sendable () -> T) async throws -> T {
        let threads = threads
        let result: T? = await withCheckedContinuation { continuation in
            let isAdmitted = threads.submit {
                let result = work()
                threads.leave()
                continuation.resume(returning: result)
            }
            if !isAdmitted { continuation.resume(returning: nil) }
        }
        guard let result else { throw AppError(.tooMany, "accounts.too-busy", retryAfter: 2) }
        return result
    }
}
