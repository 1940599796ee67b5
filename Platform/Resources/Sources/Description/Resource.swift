public import Database
public import Kernel
public import Web

/// The one description of what an owner edits.
///
/// From it follow the statements, the JSON and its OpenAPI, the list, the form, the check of edits at once, the history. Sentences have
/// keys that begin with `<feature>.<name>`: `stores.holidays` is the heading of the list, `.one` what one row is called, `.empty` what an
/// empty list says, `.<column>` a label, with `.help` behind it a hint and with `.example` an example.
public struct Resource<Item: ResourceRow>: Sendable {
    /// The name within the feature, which begins the keys of the sentences.
    public let name: StaticString
    /// The feature whose table it is.
    public let feature: StaticString
    /// Where it is served.
    public let path: String
    /// The table.
    public let table: StaticString
    /// To whom the rows belong.
    public let scope: ResourceScope
    /// What must be held to change rows.
    public let permission: Permission
    /// What must be held to see them.
    public let reading: Permission
    /// The columns, in the order of the form.
    public let columns: [Column<Item>]
    /// The rows within a row.
    public let parts: [Part<Item>]
    /// How the list is ordered when nobody says.
    public let order: RowOrder
    /// What a request that adds or changes a row may ask of the server.
    let policy: Policy
    /// Puts right what people mean otherwise than they write it, before any rule.
    let tidy: @Sendable (inout Item) -> Void
    /// The rules of a row as a whole.
    let check: @Sendable (Item) -> [AppError.Field]
    /// The rules of a row among all others of its shop.
    let checkAmong: (@Sendable (Item, [Item]) -> [AppError.Field])?
    /// What else happens in the transaction of a change.
    let didChange: @Sendable (ResourceChange<Item>, Transaction) throws -> Void
    /// Buttons of a row beyond those that every row has.
    let actions: [ResourceAction<Item>]

    /// A description. `path` is `/<name>` unless given; `reading` is `permission` unless given. Of what all shops share, they are held only
    /// by whoever holds them in all shops.
    ///
    /// `tidy` puts right what people mean otherwise than they write it. `check` says which fields of a row contradict one another.
    /// `checkAmong` gets the row and all others of its shop, while nobody else can change any of them. `didChange` runs in the
    /// transaction, after the rows and the history were written; what it throws undoes them. `policy` is for rows that are longer than a
    /// form usually is.
    public init(
        _ name: StaticString, of feature: StaticString, path: String? = nil, table: StaticString, scope: ResourceScope,
        permission: Permission, reading: Permission? = nil, order: RowOrder = .oldestFirst, columns: [Column<Item>],
        policy: Policy = .usual, parts: [Part<Item>] = [], actions: [ResourceAction<Item>] = [],
        tidy: @escaping @Sendable (inout Item) -> Void = { _ in },
        check: @escaping @Sendable (Item) -> [AppError.Field] = { _ in [] },
        checkAmong: (@Sendable (Item, [Item]) -> [AppError.Field])? = nil,
        didChange: @escaping @Sendable (ResourceChange<Item>, Transaction) throws -> Void = { _, _ in }
    ) {
        self.name = name
        self.feature = feature
        self.path = path ?? "/\(name)"
        self.table = table
        self.scope = scope
        // What all shops share is seen and changed by whoever may in all of them, not in the shop that happens to be asked.
        let isShared = if case .tenant = scope { true } else { false }
        self.permission = isShared ? permission.inAllShops : permission
        self.reading = isShared ? (reading ?? permission).inAllShops : reading ?? permission
        self.order = order
        self.policy = policy
        self.columns = columns
        self.parts = parts
        self.actions = actions
        self.tidy = tidy
        self.check = check
        self.checkAmong = checkAmong
        self.didChange = didChange
    }

    /// What the keys of its sentences begin with, and its name in the history.
    public var key: String { "\(feature).\(name)" }

    /// Whose the rows are that a call about a shop sees: nil where all shops share them.
    func owner(_ scope: Identifier<Scope>?) -> Identifier<Scope>? {
        if case .tenant = self.scope { nil } else { scope }
    }

    /// What must be held to press a button.
    func permission(of action: ResourceAction<Item>) -> Permission {
        guard let own = action.permission else { return permission }
        return permission.isOfAllShops ? own.inAllShops : own
    }

    /// Whether there is one row for each shop, and so neither list nor new ones.
    var isSingle: Bool { if case .shopItself = scope { true } else { false } }
}

/// How a list is ordered.
public struct RowOrder: Sendable, Hashable, RawRepresentable {
    /// The column; empty for the order in which rows came into being.
    public let column: String
    /// Whether the last comes first.
    public let isDescending: Bool

    /// A column's name, with a minus before it for the last first: `-day`.
    public init(rawValue: String) {
        isDescending = rawValue.hasPrefix("-")
        column = isDescending ? String(rawValue.dropFirst()) : rawValue
    }

    /// By a column, from the first to the last.
    public static func by(_ column: StaticString) -> RowOrder { RowOrder(rawValue: column.description) }
    /// By a column, from the last to the first.
    public static func byLast(_ column: StaticString) -> RowOrder { RowOrder(rawValue: "-\(column)") }
    /// As they came into being.
    public static let oldestFirst = RowOrder(rawValue: "")
    /// The newest first.
    public static let newestFirst = RowOrder(rawValue: "-")

    /// The name, with its minus.
    public var rawValue: String { (isDescending ? "-" : "") + column }
}
