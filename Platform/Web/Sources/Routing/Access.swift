/// What somebody may do, such as `kitchen.work`. Roles are sets of these; the product names both.
public struct Permission: Hashable, Sendable, Codable, RawRepresentable, ExpressibleByStringLiteral {
    /// The name, with its domain before a dot.
    public let rawValue: String
    /// Takes a name.
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }
}

/// Who may call a route.
public enum Access: Hashable, Sendable {
    /// Anybody; what belongs to one visitor is guarded by its unguessable token.
    case everyone
    /// Staff who are signed in and have the permission.
    case staff(Permission)
}

/// A member of staff who is signed in.
public struct Identity: Sendable, Hashable {
    /// The account's id as text.
    public let id: String
    /// What colleagues call them.
    public let name: String
    /// The name of their role, for the page.
    public let role: String
    /// What they may do.
    public let permissions: Set<Permission>
    /// A secret of the session, from which the tokens of its forms are made.
    public let formKey: [UInt8]

    /// Somebody who is signed in.
    public init(id: String, name: String, role: String, permissions: Set<Permission>, formKey: [UInt8]) {
        self.id = id
        self.name = name
        self.role = role
        self.permissions = permissions
        self.formKey = formKey
    }
}

/// Finds who a session belongs to; nil when it is unknown or over.
public struct Authenticator: Sendable {
    /// Takes the session's token from the cookie or the bearer header.
    public let identify: @Sendable (_ token: String) async throws -> Identity?

    /// Wraps a function that looks a token up.
    public init(identify: @escaping @Sendable (_ token: String) async throws -> Identity?) { self.identify = identify }

    /// Knows nobody.
    public static let nobody = Authenticator { _ in nil }
}
