import Kernel
import Shop

/// Whether the shop takes orders for now, as the head of each page says.
enum OpenState: Hashable, Sendable {
    case open
    case paused(reason: String, until: Instant)
    case closed(opens: Instant?)

    init(_ store: Store, at now: Instant) {
        let hours = store.hours
        if ServiceMode.allCases.contains(where: { hours.isOpen(at: now, $0) }) {
            self = .open
        } else if let pause = hours.pauses.first(where: { $0.since <= now && now < $0.until }) {
            self = .paused(reason: pause.reason, until: pause.until)
        } else {
            self = .closed(opens: ServiceMode.allCases.compactMap { hours.nextOpening(after: now, $0) }.min())
        }
    }
}
