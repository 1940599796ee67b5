public import Database

/// Where an order is on its way from the counter to the table.
public enum OrderState: String, CaseIterable, Sendable, SQLConvertible {
    case placed, accepted, preparing, ready, out, delivered, refused, cancelled

    /// Whether nothing more happens to it.
    public var isFinal: Bool { self == .refused || self == .cancelled || self == .delivered }
    /// Whether it is given up, so that its slot and its money go back.
    public var isGivenUp: Bool { self == .refused || self == .cancelled }
}

/// What can be done to an order.
public enum OrderVerb: String, CaseIterable, Sendable, SQLConvertible {
    case accept, refuse, expire, prepare, finish, dispatch, deliver, cancel, undo
}

/// Who does something to an order.
public enum OrderActor: Sendable, Hashable {
    case customer
    case system
    /// Somebody of the staff, the tablet on the wall or a program, as `Principal.actor` writes it.
    case staff(actor: String, name: String)

    /// What kind of caller it is, without saying who: `customer`, `system` or `shop`.
    public var kind: String {
        switch self {
        case .customer: "customer"
        case .system: "system"
        case .staff: "shop"
        }
    }
}

/// How the payment of an order stands, apart from where the order is. It is what the books say, and never said by anybody else.
public enum PaymentState: String, CaseIterable, Sendable, SQLConvertible {
    /// Something is still to be paid.
    case due
    /// All is paid, however and whenever.
    case paid
    /// It was given up before anything was paid.
    case void
    /// More was paid than is owed: it was given up after it was paid.
    case refundDue = "refund-due"
    /// It was given up, and what was paid is paid back.
    case refunded
}
