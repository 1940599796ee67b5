import CSodium
import Dispatch
import Kernel
import Synchronization

/// Hashes passwords with Argon2id (RFC 9106), 19 MiB and two passes, as OWASP's cheat sheet asks at least.
///
/// The work takes milliseconds of processor and megabytes of memory, so it runs on threads of its own, few at a time;
/// when too many wait, the newest is refused rather than the machine exhausted.
public final class PasswordHasher: Sendable {
    /// The longest password that is read, in bytes; longer ones are refused, never cut.
    public static let longest = 1024
    private let queue: DispatchQueue
    private let slots: DispatchSemaphore
    private let waiting = Mutex(0)
    private let limit: Int
    private let memory: Int

    /// At most `width` hashes at once and `limit` waiting; `memory` in bytes per hash (tests may ask for less).
    public init(width: Int = 2, limit: Int = 32, memory: Int = 19 << 20) {
        queue = DispatchQueue(label: "passwords", attributes: .concurrent)
        slots = DispatchSemaphore(value: max(width, 1))
        self.limit = limit
        self.memory = memory
        _ = sodium_init()
    }

    /// A hash to store: text with its salt and parameters inside. Throws `unavailable` when too many wait.
    public func hash(_ password: String) async throws -> String {
        let bytes = Array(password.utf8)
        guard bytes.count <= Self.longest else { throw AppError.invalid("accounts.password-too-long") }
        let memory = memory
        let hash: String? = try await queued {
            var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let signed = bytes.map { CChar(bitPattern: $0) }
            let status = crypto_pwhash_str_alg(
                &output, signed, UInt64(bytes.count), 2, memory, crypto_pwhash_ALG_ARGON2ID13)
            guard status == 0 else { return nil }
            return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        guard let hash else { throw AppError.unavailable("accounts.no-memory", retryAfter: 5) }
        return hash
    }

    /// Whether `password` is the one `hash` was made from. Any unreadable hash is false.
    public func verify(_ password: String, against hash: String) async throws -> Bool {
        let bytes = Array(password.utf8)
        guard bytes.count <= Self.longest else { return false }
        return try await queued {
            let signed = bytes.map { CChar(bitPattern: $0) }
            return crypto_pwhash_str_verify(hash, signed, UInt64(bytes.count)) == 0
        }
    }

    private func queued<T: Sendable>(_ work: @escaping @Sendable () -> T) async throws -> T {
        let admitted = waiting.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard admitted else { throw AppError.unavailable("accounts.too-busy", retryAfter: 2) }
        return await withCheckedContinuation { continuation in
            queue.async { [slots, self] in
                slots.wait()
                let result = work()
                slots.signal()
                waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
