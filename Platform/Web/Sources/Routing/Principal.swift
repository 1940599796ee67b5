public import Kernel

/// A person or a program on whose behalf a request is made.
public struct Principal: Sendable, Hashable {
    /// What kind of principal.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nobody in particular.
        case guest
        /// A customer with an account.
        case customer
        /// Somebody who works here.
        case staff
        /// A machine on the wall or the counter, signed in for good with few rights.
        case device
        /// A program with a key.
        case program
        /// The product itself.
        case system
    }

    /// What kind of principal.
    public let kind: Kind
    /// The id of the account, device or key as text; empty for a guest and the system.
    public let id: String
    /// What colleagues call it.
    public let name: String
    /// What it may do, and where.
    public let grants: Grants
    /// A secret of the session, from which the tokens of its forms are made; empty when there is no session.
    public let formKey: [UInt8]
    /// The id of the session, to be told apart in a list; empty when there is none.
    public let session: String

    /// A principal that is known.
    public init(kind: Kind, id: String, name: String, grants: Grants, formKey: [UInt8] = [], session: String = "") {
        self.kind = kind
        self.id = id
        self.name = name
        self.grants = grants
        self.formKey = formKey
        self.session = session
    }

    /// A stranger.
    public static let guest = Principal(kind: .guest, id: "", name: "", grants: .none)

    /// The product itself, for what it does on its own account.
    public static let system = Principal(kind: .system, id: "", name: "", grants: .none)

    /// Whether somebody is signed in.
    public var isKnown: Bool { kind != .guest }

    /// Whether it holds a permission in a shop. What concerns no shop in particular wants the permission for all of them.
    public func may(_ permission: Permission, in scope: Identifier<Scope>?) -> Bool {
        grants.allow(permission, in: scope)
    }

    /// Who did something, as a row of history keeps it: `staff:0198…`, `guest`.
    public var actor: String { id.isEmpty ? kind.rawValue : "\(kind.rawValue):\(id)" }
}

/// The permissions of a principal: those that hold for every shop, and those that hold for one.
public struct Grants: Sendable, Hashable {
    /// What may be done everywhere.
    public let everywhere: Set<Permission>
    /// What may be done in single shops besides.
    public let within: [Identifier<Scope>: Set<Permission>]

    /// Permissions for all shops, and more for single ones.
    public init(everywhere: Set<Permission>, within: [Identifier<Scope>: Set<Permission>] = [:]) {
        self.everywhere = everywhere
        self.within = within
    }

    /// Nothing.
    public static let none = Grants(everywhere: [])

    /// Whether a permission holds in a shop; without a shop, or where it is about all shops together, whether it holds in all of them.
    public func allow(_ permission: Permission, in scope: Identifier<Scope>?) -> Bool {
        if everywhere.contains(permission) { return true }
        guard !permission.isOfAllShops, let scope, let own = within[scope] else { return false }
        return own.contains(permission)
    }

    /// Whether anything at all is allowed in a shop.
    public func allowAnything(in scope: Identifier<Scope>?) -> Bool {
        !everywhere.isEmpty || scope.map { !within[$0, default: []].isEmpty } ?? false
    }

    /// Whether all that others allow is allowed here too.
    public func cover(_ others: Grants) -> Bool {
        others.everywhere.allSatisfy { allow($0, in: nil) }
            && others.within.allSatisfy { shop, permissions in
                permissions.allSatisfy { $0.isOfAllShops || allow($0, in: shop) }
            }
    }

    /// The shops in which a permission holds; nil means all of them.
    public func scopes(of permission: Permission) -> Set<Identifier<Scope>>? {
        if everywhere.contains(permission) { return nil }
        return permission.isOfAllShops ? [] : Set(within.filter { $0.value.contains(permission) }.keys)
    }
}

/// Finds who a session, a device or a key belongs to; nil when it is unknown or over.
public struct Authenticator: Sendable {
    /// Takes the token from the cookie or the bearer header.
    public let identify: @Sendable (_ token: String) async throws -> Principal?

    /// Wraps a function that looks a token up.
    public init(identify: @escaping @Sendable (_ token: String) async throws -> Principal?) { self.identify = identify }

    /// Knows nobody.
    public static let nobody = Authenticator { _ in nil }
}
