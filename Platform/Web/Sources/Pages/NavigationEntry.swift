public import Kernel

/// A way to a page that a feature offers in a navigation.
public struct NavigationEntry: Sendable, Hashable {
    /// Where it is shown.
    public enum Place: String, Sendable, Hashable {
        /// In the head of the shop window.
        case window
        /// In the back office.
        case office
    }

    /// Where it is shown.
    public let place: Place
    /// The path it leads to.
    public let path: String
    /// The key of its words.
    public let key: String
    /// Where it stands among the others: lower comes first.
    public let order: Int
    /// Who sees it.
    public let access: Access
    /// Which entries of the back office it stands with; nil for those that stand alone, before all groups.
    public let group: NavigationGroup?

    /// An entry of a navigation.
    public init(
        _ place: Place, _ path: String, _ key: String, order: Int, access: Access = .everyone,
        group: NavigationGroup? = nil
    ) {
        self.group = group
        self.place = place
        self.path = path
        self.key = key
        self.order = order
        self.access = access
    }
}

/// Entries of the back office that stand together under a heading.
public struct NavigationGroup: Sendable, Hashable {
    /// The key of the heading.
    public let key: String
    /// Where the group stands among the others: lower comes first.
    public let order: Int

    /// A group by the key of its heading.
    public init(_ key: StaticString, order: Int) {
        self.key = key.description
        self.order = order
    }
}

extension Access {
    /// Whether a principal has this access in a shop.
    public func admits(_ principal: Principal, in scope: Identifier<Scope>?) -> Bool {
        switch self {
        case .everyone: true
        case .principals(let kinds): kinds.contains(principal.kind)
        case .holders(let permission): principal.may(permission, in: scope)
        }
    }
}

extension NavigationGroup {
    /// Who works here, and on what they sign in.
    public static let people = NavigationGroup("web.group-people", order: 600)
    /// The program itself.
    public static let program = NavigationGroup("web.group-program", order: 800)
}
