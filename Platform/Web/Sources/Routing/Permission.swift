public import Kernel

/// Something that not everybody may do, such as `orders.accept`. A feature declares its own as values; routes, navigation and rules name
/// the value, so that a permission that nobody declared does not compile.
public struct Permission: Hashable, Sendable, CustomStringConvertible {
    /// The name, with the feature before a dot. The sentence for people is `permission.<name>`.
    public let name: String
    /// The roles that hold it unless the owner says otherwise. The owner's role holds every permission.
    public let roles: Set<Role>
    /// Whether it is about all shops together, such as opening another: a role in one shop does not give it.
    public let isOfAllShops: Bool

    /// Declares a permission. `name` begins with the feature's own name and a dot; a feature whose permission does not is refused at start.
    public init(_ name: StaticString, for roles: Set<Role>, ofAllShops: Bool = false) {
        self.name = name.description
        self.roles = roles
        isOfAllShops = ofAllShops
    }

    private init(_ name: String, _ roles: Set<Role>, isOfAllShops: Bool) {
        self.name = name
        self.roles = roles
        self.isOfAllShops = isOfAllShops
    }

    /// The same, asked for what all shops share: only whoever holds it in all of them is let in.
    public var inAllShops: Permission { Permission(name, roles, isOfAllShops: true) }

    public static func == (left: Permission, right: Permission) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    public var description: String { name }
}

/// Who may call a route.
public enum Access: Hashable, Sendable {
    /// Anybody; what belongs to one visitor is guarded by its unguessable token.
    case everyone
    /// Whoever is signed in as one of these kinds of principal.
    case principals(Set<Principal.Kind>)
    /// Whoever holds the permission in the shop that the request is about or, where it is about all shops together, in all of them.
    case holders(of: Permission)
}

extension Access: CustomStringConvertible {
    /// `everyone`, `staff or device`, `orders.accept`: as the table of routes says it.
    public var description: String {
        switch self {
        case .everyone: "everyone"
        case .principals(let kinds): kinds.map(\.rawValue).sorted().joined(separator: " or ")
        case .holders(let permission): permission.name
        }
    }
}
