public import Kernel

/// Sessions ended before their time: somebody signed out, changed a password, was suspended or given other roles; a device or a key was
/// revoked. Whoever holds a stream open for them closes it.
public struct SessionsEnded: DomainEvent {
    public static let name = "accounts.sessions-ended"
    /// Whose, as `Principal.actor` writes it: `staff:0198…`.
    public let principal: String
    /// The ids of the sessions that ended (`Principal.session`); nil when everything ended that the principal had.
    public let sessions: [String]?
    public var topic: String { "sessions/\(principal)" }
}
