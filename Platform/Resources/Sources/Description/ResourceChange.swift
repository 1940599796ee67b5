public import Kernel
public import Web

/// What happened to a row.
public struct ResourceChange<Item: ResourceRow>: Sendable {
    /// In what way.
    public let kind: ChangeKind
    /// The row before; nil when it is new.
    public let old: Item?
    /// The row after; nil when it is gone.
    public let new: Item?
    /// The shop.
    public let scope: Identifier<Scope>?
    /// Who did it.
    public let principal: Principal
}

/// In what way a row changed.
public enum ChangeKind: String, Sendable, Hashable, CaseIterable {
    /// It is new.
    case insert
    /// It was edited.
    case update
    /// It is gone.
    case delete
    /// It is as it was once before.
    case restore
    /// An action was run on it.
    case action
}
