import Kernel
import Synchronization

/// Slows down whoever guesses at one thing: a sign-in name from many addresses, an old password. The first few tries are free; every further
/// one must wait twice as long as the one before, up to a quarter of an hour.
///
/// A try is counted when it begins, so that two hundred at once are not two hundred. It is kept in the process: a restart forgets, and several
/// processes count apart, each as strictly; what it holds is bounded.
final class SignInLimiter: Sendable {
    private struct Tally {
        var tries = 0
        /// Before this moment no further one is let through.
        var next: Instant
        var last: Instant
    }

    /// Tries that need not wait: a person who looks for the right one among their passwords.
    static let free = 5
    /// No wait is longer: about a hundred tries a day are left to whoever guesses.
    static let longest = Span.minutes(15)
    /// After a day without a try everything is forgotten.
    static let memory = Span.hours(24)

    private let tallies = Mutex<[[UInt8]: Tally]>([:])
    private let most: Int

    /// Remembers at most `most` things.
    init(most: Int = 20_000) { self.most = most }

    /// Begins a try. Nil when it may go on, else the seconds until the next may.
    func begin(_ key: [UInt8], at now: Instant) -> Int? {
        tallies.withLock { tallies in
            if tallies[key] == nil, tallies.count >= most { Self.forget(&tallies, most: most, at: now) }
            var tally = tallies[key] ?? Tally(next: now, last: now)
            if now - tally.last >= Self.memory { tally = Tally(next: now, last: now) }
            if now < tally.next { return Int(((tally.next - now).microseconds + 999_999) / 1_000_000) }
            tally.tries += 1
            tally.last = now
            if tally.tries >= Self.free { tally.next = now + Self.wait(after: tally.tries) }
            tallies[key] = tally
            return nil
        }
    }

    /// The try was right: nothing counts any more.
    func succeeded(_ key: [UInt8]) { tallies.withLock { $0[key] = nil } }

    /// The try came to nothing, for a reason that was not the one who tried.
    func withdraw(_ key: [UInt8], at now: Instant) {
        tallies.withLock { tallies in
            guard var tally = tallies[key] else { return }
            tally.tries -= 1
            tally.next = now
            tallies[key] = tally.tries > 0 ? tally : nil
        }
    }

    /// Two seconds after the fifth, then twice as long each time.
    private static func wait(after tries: Int) -> Span {
        let doublings = min(tries - free + 1, 12)
        return min(.seconds(1 << Int64(doublings)), longest)
    }

    /// Makes room: first what is long over, then what was tried once or twice. What is being guessed at stays, so that nobody can have it
    /// forgotten by trying a great many other names.
    private static func forget(_ tallies: inout [[UInt8]: Tally], most: Int, at now: Instant) {
        tallies = tallies.filter { now - $0.value.last < memory }
        if tallies.count >= most { tallies = tallies.filter { $0.value.tries >= free } }
        if tallies.count >= most { tallies.removeAll() }
    }
}
