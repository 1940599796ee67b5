import Kernel
import Shop

/// Whether the shop takes orders for now, as the head of each page says.
enum OpenState: Hashable, Sendable {
    case open
    case paused(reason: String, until: Instant)
    case closed(opens: Instant?)

    init(_ store: Store, at now: Instant) {
        let (rules, hours) = (store.rules, store.hours)
        if ServiceMode.allCases.contains(where: { rules.takesOrders(at: now, $0) }) {
            self = .open
        } else if let pause = ServiceMode.allCases
            .compactMap({ mode in
                // A break that begins before the shop opens, or outlasts the evening, is told as the closed shop that it is.
                hours.isPlanned(at: now, mode)
                    ? hours.pause(at: now, mode).flatMap { rules.takesOrders(at: $0.until, mode) ? $0 : nil } : nil
            })
            .min(by: { $0.until < $1.until })
        {
            self = .paused(reason: pause.reason, until: pause.until)
        } else {
            self = .closed(opens: ServiceMode.allCases.compactMap { hours.nextOpening(after: now, $0) }.min())
        }
    }
}
