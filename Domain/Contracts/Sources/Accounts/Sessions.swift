public import Database
public import Kernel
public import Web

/// Whoever a session belongs to, of whatever kind.
public enum SessionSubject: Sendable {}

/// How long the sessions of a kind of principal last.
public struct SessionLife: Sendable, Hashable {
    /// How long it may lie unused. Every use moves its end by as much.
    public let idle: Span
    /// How long it lasts however much it is used.
    public let absolute: Span

    /// A life of its two lengths.
    public init(idle: Span, absolute: Span) {
        self.idle = idle
        self.absolute = absolute
    }
}

/// Whose sessions there may be: how long they last, and who a subject is at the moment.
public struct SessionHolder: Sendable {
    /// How long they last.
    public let life: SessionLife
    /// The name and the rights of a subject; nil when it may not be signed in any more.
    public let find: @Sendable (Identifier<SessionSubject>) async throws -> (name: String, grants: Grants)?

    /// Sessions of a length, and who has them.
    public init(
        life: SessionLife,
        find: @escaping @Sendable (Identifier<SessionSubject>) async throws -> (name: String, grants: Grants)?
    ) {
        self.life = life
        self.find = find
    }
}

/// A feature whose principals sign in: customers. Staff and devices do so already, and are not for another.
public protocol HoldsSessions {
    /// By kind of principal, whose sessions there may be.
    var sessionHolders: [Principal.Kind: SessionHolder] { get }
}

/// Opens and ends sessions of features that are `HoldsSessions`.
public struct SessionKeeping: Sendable {
    /// Opens a session for a subject of a kind, from where a call comes; gives the cookie with its token, which is told once.
    ///
    /// Throws `forbidden` when nobody holds sessions of that kind.
    public let open: @Sendable (Principal.Kind, Identifier<SessionSubject>, Call, Transaction) throws -> Cookie
    /// Ends every session of a subject of a kind, in every process.
    public let endAll: @Sendable (Principal.Kind, Identifier<SessionSubject>, Transaction) throws -> Void

    /// Takes a function each.
    public init(
        open: @escaping @Sendable (Principal.Kind, Identifier<SessionSubject>, Call, Transaction) throws -> Cookie,
        endAll: @escaping @Sendable (Principal.Kind, Identifier<SessionSubject>, Transaction) throws -> Void
    ) {
        self.open = open
        self.endAll = endAll
    }
}
