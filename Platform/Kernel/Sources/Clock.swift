import Foundation
import Synchronization

/// Where the time comes from. Injected everywhere, so that a test or a replay can move it.
public struct Clock: Sendable {
    private let read: @Sendable () -> Instant

    /// A clock that reads as `read` says.
    public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

    /// The moment it shows.
    public func now() -> Instant { read() }

    /// The clock of the machine.
    public static let system = Clock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}

/// A clock that stands still until it is moved: for tests, and for the replay of another year.
public final class ManualClock: Sendable {
    private let instant: Mutex<Instant>

    /// Starts at `instant`.
    public init(_ instant: Instant) { self.instant = Mutex(instant) }

    /// What the rest of the program reads.
    public var clock: Clock { Clock { self.instant.withLock { $0 } } }

    /// Sets the moment.
    public func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }

    /// Moves forward by a span.
    public func advance(_ span: Span) { instant.withLock { $0 = $0 + span } }
}

/// Where chance comes from: the system's generator in the product, a seeded one in tests.
public struct Entropy: Sendable {
    private let next: @Sendable () -> UInt64

    /// Chance as `next` gives it, 64 bits at a time.
    public init(_ next: @escaping @Sendable () -> UInt64) { self.next = next }

    /// The cryptographic generator of the system.
    public static let system = Entropy {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// The same sequence for the same seed (SplitMix64). Never for secrets outside tests.
    public static func seeded(_ seed: UInt64) -> Entropy {
        let state = SeededState(seed)
        return Entropy { state.next() }
    }

    /// 64 random bits.
    public func bits() -> UInt64 { next() }

    /// A new id for something that comes into being at `instant`.
    public func identifier<Subject>(at instant: Instant, for _: Subject.Type = Subject.self) -> Identifier<Subject> {
        Identifier(at: instant, random: (next(), next()))
    }

    /// An unguessable token of 256 bits in 43 characters of base64url (RFC 4648 section 5).
    public func token() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        var bits: UInt64 = 0
        for index in 0..<43 {
            if index % 10 == 0 { bits = next() }
            text.append(alphabet[Int(bits & 63)])
            bits >>= 6
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The state of a seeded generator, shared between threads.
private final class SeededState: Sendable {
    private let state: Mutex<SplitMix64>
    init(_ seed: UInt64) { state = Mutex(SplitMix64(seed: seed)) }

    func next() -> UInt64 { state.withLock { $0.next() } }
}
