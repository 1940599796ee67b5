public import Kernel

/// The time an order is promised for: at the counter for pickup, at the door for delivery.
public struct PromiseWindow: Hashable, Sendable, Codable {
    /// The business day it belongs to.
    public let day: CivilDate
    /// The slot in which the kitchen finishes the order; with several, the last.
    public let kitchenSlot: Instant
    /// The beginning of the window; what a form sends back to ask for it.
    public let from: Instant
    /// The end of the window.
    public let to: Instant

    /// A window from its parts, as a row holds them.
    public init(day: CivilDate, kitchenSlot: Instant, from: Instant, to: Instant) {
        self.day = day
        self.kitchenSlot = kitchenSlot
        self.from = from
        self.to = to
    }
}

/// A promise that the kitchen can keep if exactly these bookings are written.
public struct Promise: Hashable, Sendable {
    /// When the customer has the order.
    public let window: PromiseWindow
    /// What to write into the ledger, by slot, then station. Stations without a limit are not booked.
    public let bookings: [Booking]

    /// The slot in which work begins.
    public var firstSlot: Instant { bookings.map(\.slot).min() ?? window.kitchenSlot }
}

/// A window on the checkout form.
public struct OfferedWindow: Hashable, Sendable {
    /// The window.
    public let window: PromiseWindow
    /// Whether the kitchen has room for the order asked about.
    public let isFree: Bool
}
