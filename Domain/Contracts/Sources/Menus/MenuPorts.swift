public import Database
public import Kernel
public import Menu

/// The menus as they are in memory now. A request takes the value once.
public struct CurrentMenus: Sendable {
    private let read: @Sendable (Identifier<Scope>?) -> MenuSnapshot

    /// Takes the function that reads one.
    public init(_ read: @escaping @Sendable (Identifier<Scope>?) -> MenuSnapshot) { self.read = read }

    /// The menu of a shop; empty while it has none.
    public subscript(_ scope: Identifier<Scope>?) -> MenuSnapshot { read(scope) }
}

/// What can run out.
public enum Shelf: String, CaseIterable, Sendable {
    case products, ingredients, doughs
}

/// Says in a transaction what has run out and what is back: stock that counts, or staff who see.
public struct ShelfKeeping: Sendable {
    /// One thing of a shelf of a shop has run out, or is back. Gives whether that is news; the menus in memory follow by the event.
    public let set: @Sendable (_ isSoldOut: Bool, ShelfThing, Transaction) throws -> Bool

    /// Takes the function.
    public init(set: @escaping @Sendable (_ isSoldOut: Bool, ShelfThing, Transaction) throws -> Bool) {
        self.set = set
    }
}

/// One thing that can run out.
public struct ShelfThing: Sendable, Hashable {
    /// What kind of thing it is.
    public let shelf: Shelf
    /// Which.
    public let id: Identifier<Shelf>
    /// Of which shop.
    public let scope: Identifier<Scope>

    /// A thing of a shelf of a shop.
    public init(_ shelf: Shelf, _ id: Identifier<Shelf>, in scope: Identifier<Scope>) {
        self.shelf = shelf
        self.id = id
        self.scope = scope
    }
}
