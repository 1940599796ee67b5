import Contracts
import Kernel

/// Every length of a session is here.
extension SessionLife {
    /// A shift and what comes before and after it; whoever works every day signs in again once a month, so that a telephone that was lost
    /// and is still used by somebody is not signed in for good.
    static let staff = SessionLife(idle: .hours(12), absolute: .days(30))

    /// A tablet outlives the weeks in which the shop is shut. After 400 days a browser forgets any cookie (RFC 6265bis, section 5.6.1), so
    /// that it is paired anew about once a year.
    static let device = SessionLife(idle: .days(90), absolute: .days(400))

    /// A session's end is moved at most once in this while: a page that asks every second costs one write a minute.
    static let step = Span.minutes(1)

    /// Sessions that one principal may have at once. The one that was unused longest gives way, so that a program that signs in for each
    /// request fills no table.
    static let most = 50

    /// The end of a session that is used at `now`.
    func expiry(at now: Instant, endsAt: Instant) -> Instant { min(now + idle, endsAt) }
}
