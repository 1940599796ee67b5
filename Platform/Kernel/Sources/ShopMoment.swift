/// A moment, and the wall on which it is read.
public struct ShopMoment: Hashable, Sendable {
    /// When.
    public let instant: Instant
    /// Whose clock.
    public let zone: ShopZone

    /// A moment as a shop reads it.
    public init(_ instant: Instant, in zone: ShopZone) {
        self.instant = instant
        self.zone = zone
    }
}
