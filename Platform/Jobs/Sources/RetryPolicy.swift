public import Kernel

/// How often a job is tried, and how long it rests in between.
public struct RetryPolicy: Sendable, Hashable {
    /// How often in all; then the job is put aside with its error.
    public let attempts: Int
    /// The rest after the first failure; it doubles with each further one.
    public let first: Span
    /// The longest rest.
    public let longest: Span

    /// A policy of at least one attempt.
    public init(attempts: Int, first: Span = .seconds(2), longest: Span = .hours(1)) {
        self.attempts = max(attempts, 1)
        self.first = max(first, .milliseconds(1))
        self.longest = max(longest, first)
    }

    /// Ten attempts over about half an hour.
    public static let standard = RetryPolicy(attempts: 10)
    /// One attempt: for what must not be repeated by itself.
    public static let once = RetryPolicy(attempts: 1)

    /// The rest after the given failure, between one half of it and the whole, so that jobs that failed together
    /// do not return together.
    func rest(after attempt: Int, _ entropy: Entropy) -> Span {
        let doublings = Int64(min(max(attempt - 1, 0), 30))
        let (product, overflow) = first.microseconds.multipliedReportingOverflow(by: 1 << doublings)
        let whole = overflow ? longest.microseconds : min(product, longest.microseconds)
        return Span(microseconds: whole / 2 + Int64(entropy.bits() % UInt64(max(whole / 2, 1))))
    }
}
