public import Kernel

/// Why no promise can be given.
public enum PromiseRefusal: Error, Hashable, Sendable {
    /// The kitchen does not work for this mode then; it opens again at `nextOpening`, if at all within the search.
    case closed(nextOpening: Instant?)
    /// The kitchen has no room left then; `next` is the first window with room.
    case slotFull(next: PromiseWindow?)
    /// The wanted time is over.
    case past
    /// There is too little time left to make it; `earliest` is the first window with room.
    case tooSoon(earliest: PromiseWindow?)
    /// Orders are taken up to this business day.
    case tooFarAhead(lastDay: CivilDate)
    /// No window begins at the wanted time.
    case notASlot
    /// The station cannot make this order, even in an empty kitchen.
    case tooLarge(station: String)

    /// The first window that could be offered instead, if one is known.
    public var alternative: PromiseWindow? {
        switch self {
        case .slotFull(let window), .tooSoon(let window): window
        case .closed, .past, .tooFarAhead, .notASlot, .tooLarge: nil
        }
    }

    /// When the same order could be had instead; nil where nobody knows.
    private var next: Instant? {
        if case .closed(let opening) = self { return opening }
        return alternative?.from
    }

    /// The same refusal for people and programs of a shop in `zone`, with codes `shop.…`; it says when the order could be had.
    public func error(in zone: ShopZone) -> AppError {
        let moment = next.map { ShopMoment($0, in: zone) }
        return switch self {
        case .closed: AppError(.conflict, "shop.closed", next: moment)
        case .slotFull: AppError(.conflict, "shop.slot-full", next: moment)
        case .past: .invalid("shop.time-past")
        case .tooSoon: AppError(.conflict, "shop.time-too-soon", next: moment)
        case .tooFarAhead(let day): .invalid("shop.time-too-far", ["last": day.description])
        case .notASlot: .invalid("shop.not-a-slot")
        case .tooLarge(let station): .invalid("shop.order-too-large", ["station": station])
        }
    }
}
