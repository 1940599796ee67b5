public import Database
public import Kernel
public import Web

/// Reads and changes the rows of a resource within a transaction, with all rules, the history and what else happens.
public struct ResourceRows<Item: ResourceRow>: Sendable {
    let resource: Resource<Item>
    let statements: RowStatements<Item>

    /// The rows of a resource.
    public init(_ resource: Resource<Item> = Item.resource) {
        self.resource = resource
        statements = RowStatements(resource)
    }

    /// A row of a shop with its parts; nil when there is none.
    public func find(_ id: Identifier<Item>, in scope: Identifier<Scope>?, _ tx: Transaction) throws -> Item? {
        try filled(tx.all(statements.one(id, scope), reading: statements.read), tx).first
    }

    /// The same, and nobody else changes the row until the transaction is over.
    public func held(_ id: Identifier<Item>, in scope: Identifier<Scope>?, _ tx: Transaction) throws -> Item? {
        let statement: SQL = "\(try statements.one(id, scope)) \(sqlite: "", postgres: "FOR UPDATE")"
        return try filled(tx.all(statement, reading: statements.read), tx).first
    }

    /// The rows of a shop with their parts, as they came into being: all, or those of which a condition is true.
    public func all(
        in scope: Identifier<Scope>?, where condition: SQL = "TRUE", _ tx: Transaction
    ) throws -> [Item] {
        try filled(tx.all(statements.all(scope, where: condition), reading: statements.read), tx)
    }

    /// The rows of a page of the list, in its order, and whether there are more in the direction that was asked for.
    func page(_ query: RowQuery, in scope: Identifier<Scope>?, _ tx: Transaction) throws -> (rows: [Item], more: Bool) {
        let found = try tx.all(statements.page(query, scope), reading: statements.read)
        let rows = try filled(Array(found.prefix(query.limit)), tx)
        return (query.isBackward ? rows.reversed() : rows, found.count > query.limit)
    }

    private func filled(_ rows: [Item], _ tx: Transaction) throws -> [Item] {
        var rows = rows
        for part in resource.parts { try part.fill(tx, &rows) }
        return rows
    }

    /// Adds a row, which gets an id unless it has one. Throws `invalid` with the fields that are wrong.
    @discardableResult public func insert(
        _ item: Item, in scope: Identifier<Scope>?, by principal: Principal, _ tx: Transaction
    ) throws -> Item { try insert(item, .insert, in: scope, by: principal, tx) }

    private func insert(
        _ item: Item, _ kind: ChangeKind, in scope: Identifier<Scope>?, by principal: Principal, _ tx: Transaction
    ) throws -> Item {
        var item = item
        if item.id == .none { item.id = tx.entropy.identifier(at: tx.now) }
        item.version = kind == .restore ? item.version + 1 : 1
        resource.tidy(&item)
        try check(item, in: scope, tx)
        for statement in try statements.insert(item, scope) { try tx.execute(statement) }
        try record(ResourceChange(kind: kind, old: nil, new: item, scope: scope, principal: principal), tx)
        return item
    }

    /// Puts rows into a shop that is new, with neither history nor what else a change brings: for an import, a demo, a copy.
    public func plant(_ items: [Item], in scope: Identifier<Scope>?, _ tx: Transaction) throws {
        var rows: [SQL] = []
        for item in items {
            var item = item
            item.id = tx.entropy.identifier(at: tx.now)
            item.version = 1
            rows += try statements.insert(item, scope)
        }
        try tx.batch(rows)
    }

    /// Saves a row if nobody has changed it since `seen`; a hidden column that is as in a new row stays as it was.
    ///
    /// Throws `invalid` with the fields that are wrong, `notFound`, and `StaleEdit` with what is there now.
    @discardableResult public func update(
        _ item: Item, seen: Call.SeenVersion, in scope: Identifier<Scope>?, by principal: Principal,
        _ tx: Transaction, as kind: ChangeKind = .update
    ) throws -> Item {
        guard let old = try held(item.id, in: scope, tx) else { throw AppError.notFound() }
        var new = item
        let blank = Item()
        for column in resource.columns where column.face.isHidden && column.isSame(new, blank) {
            column.copy(old, &new)
        }
        if case .version(let version) = seen, version != old.version {
            throw StaleEdit(current: old, proposed: new)
        }
        new.version = old.version + 1
        resource.tidy(&new)
        if isSame(old, new) { return old }
        let fixed = resource.columns.filter { $0.face.isFixed && !$0.isSame(old, new) }
        if !fixed.isEmpty { throw AppError.invalid(fixed.map { .init($0.face.key, "fixed") }) }
        try check(new, in: scope, tx)
        guard try tx.execute(statements.update(new, from: old.version, scope)) == 1 else { throw AppError.notFound() }
        if resource.parts.contains(where: { !$0.isSame(old, new) }) { try tx.batch(statements.replaceParts(of: new)) }
        try record(ResourceChange(kind: kind, old: old, new: new, scope: scope, principal: principal), tx)
        return new
    }

    /// Removes a row and gives it with the entry of the history that can bring it back. Throws `notFound` and `StaleEdit`.
    public func delete(
        _ id: Identifier<Item>, seen: Call.SeenVersion, in scope: Identifier<Scope>?, by principal: Principal,
        _ tx: Transaction
    ) throws -> (item: Item, entry: Identifier<HistoryEntry>) {
        guard let old = try held(id, in: scope, tx) else { throw AppError.notFound() }
        if case .version(let version) = seen, version != old.version { throw StaleEdit(current: old, proposed: old) }
        try tx.batch(statements.removeParts(of: id))
        guard try tx.execute(statements.delete(id, version: old.version, scope)) == 1 else { throw AppError.notFound() }
        let entry = try record(
            ResourceChange(kind: .delete, old: old, new: nil, scope: scope, principal: principal), tx)
        return (old, entry)
    }

    /// Makes a row as it was: as an entry of its history left it or, when that removed it or `asBefore` says so, found it. A row that is gone comes back.
    ///
    /// Throws `invalid` when the rules of today are against it, and `notFound`.
    public func restore(
        _ id: Identifier<Item>, to entry: Identifier<HistoryEntry>, asBefore: Bool = false,
        in scope: Identifier<Scope>?, by principal: Principal, _ tx: Transaction
    ) throws -> Item {
        let _: Bool? = try tx.first(statements.lock(id))
        let history = History(of: id, resource, in: scope)
        guard let kept = try history.entry(entry, tx), let text = asBefore ? kept.before : kept.after ?? kept.before,
            let tree = FieldTree(json: text)
        else { throw AppError.notFound() }
        var (item, problems) = resource.understand(tree)
        item.id = id
        if !problems.isEmpty { throw AppError.invalid(problems) }
        if try find(id, in: scope, tx) != nil {
            return try update(item, seen: .any, in: scope, by: principal, tx, as: .restore)
        }
        item.version = try history.lastVersion(tx)
        return try insert(item, .restore, in: scope, by: principal, tx)
    }

    /// Runs an action on a row and saves it.
    func run(
        _ action: ResourceAction<Item>, on id: Identifier<Item>, in scope: Identifier<Scope>?,
        by principal: Principal, _ tx: Transaction
    ) throws -> Item {
        guard var item = try held(id, in: scope, tx) else { throw AppError.notFound() }
        guard action.isOffered(item) else { throw AppError.conflict("resources.not-now") }
        let version = item.version
        try action.run(&item, tx)
        return try update(item, seen: .version(version), in: scope, by: principal, tx, as: .action)
    }

    private func isSame(_ left: Item, _ right: Item) -> Bool {
        resource.columns.allSatisfy { $0.isSame(left, right) } && resource.parts.allSatisfy { $0.isSame(left, right) }
    }

    private func check(_ item: Item, in scope: Identifier<Scope>?, _ tx: Transaction) throws {
        let problems = resource.check(item)
        if !problems.isEmpty { throw AppError.invalid(problems) }
        guard let checkAmong = resource.checkAmong else { return }
        let _: Bool? = try tx.first(statements.lock(scope))
        let conflicts = checkAmong(item, try all(in: scope, tx).filter { $0.id != item.id })
        if !conflicts.isEmpty { throw AppError.contradicting(conflicts) }
    }

    @discardableResult private func record(_ change: ResourceChange<Item>, _ tx: Transaction) throws
        -> Identifier<HistoryEntry>
    {
        let entry = HistoryEntry(change, resource, id: tx.entropy.identifier(at: tx.now), at: tx.now)
        try entry.insert(tx)
        try resource.didChange(change, tx)
        return entry.id
    }
}

/// Somebody else has changed the row since it was read.
struct StaleEdit<Item: ResourceRow>: Error {
    /// The row as it is now.
    let current: Item
    /// The row as somebody wants it.
    let proposed: Item
}

extension StaleEdit: CustomStringConvertible {
    /// Nothing of the rows: what people wrote belongs in no log.
    var description: String { "a stale edit of \(Item.resource.key)" }
}

extension AppError {
    /// What is right by itself and does not go with other rows: which fields say so.
    static func contradicting(_ fields: [Field]) -> AppError {
        AppError(.conflict, "resources.conflict", fields: fields)
    }
}
