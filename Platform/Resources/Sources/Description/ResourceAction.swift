public import Database
public import Web

/// A button of a row beyond those that every row has: it changes the row by a rule of its own.
public struct ResourceAction<Item: ResourceRow>: Sendable {
    /// The last part of its path. The label is `<resource>.action.<name>`.
    let name: StaticString
    let permission: Permission?
    let isOffered: @Sendable (Item) -> Bool
    let run: @Sendable (inout Item, Transaction) throws -> Void

    /// An action. `permission` is that of the resource unless given; `when` says which rows have the button. `run` changes the row, which
    /// is then saved, or throws an `AppError`.
    public init(
        _ name: StaticString, permission: Permission? = nil,
        when isOffered: @escaping @Sendable (Item) -> Bool = { _ in true },
        _ run: @escaping @Sendable (inout Item, Transaction) throws -> Void
    ) {
        self.name = name
        self.permission = permission
        self.isOffered = isOffered
        self.run = run
    }
}
