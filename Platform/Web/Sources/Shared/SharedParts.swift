public import Kernel

/// What several processes of one shop may hold together. Each has a default that is this process alone.
public struct SharedParts: Sendable {
    /// Counts requests.
    public var limiter: any RateLimiting
    /// Keeps pages of strangers.
    public var pages: any PageCaching
    /// Carries events to open pages.
    public var live: any LiveChannel
    /// Knows who is where.
    public var presence: any Presence

    /// Parts of one's own choice.
    public init(
        limiter: any RateLimiting, pages: any PageCaching, live: any LiveChannel, presence: any Presence
    ) {
        self.limiter = limiter
        self.pages = pages
        self.live = live
        self.presence = presence
    }

    /// Everything in this process; `live` runs as a service.
    public static func inProcess(clock: Clock, live: LiveHub = LiveHub()) -> SharedParts {
        SharedParts(
            limiter: RateLimiter(), pages: PageCache(), live: live, presence: PresenceBook(clock: clock))
    }
}
