import Database
import Kernel

/// The statements of a resource, all from its one list of columns.
struct RowStatements<Item: ResourceRow>: Sendable {
    let resource: Resource<Item>
    private let table: SQL
    private let names: SQL

    init(_ resource: Resource<Item>) {
        self.resource = resource
        table = SQL(trusted: resource.table.description)
        names = SQL(trusted: (["id", "version"] + resource.columns.map(\.face.key)).joined(separator: ", "))
    }

    /// The columns of a row, its parts not among them.
    func read(_ row: inout Row) throws -> Item {
        var item = Item()
        item.id = try row.next()
        item.version = try row.next()
        for column in resource.columns { try column.load(&row, &item) }
        return item
    }

    /// What binds a statement to the shop.
    private func within(_ scope: Identifier<Scope>?) throws -> SQL {
        switch resource.scope {
        case .tenant: return "TRUE"
        case .shop(let column): return "\(SQL(trusted: column.description)) = \(try Self.known(scope))"
        case .shopItself: return "id = \(try Self.known(scope))"
        }
    }

    private static func known(_ scope: Identifier<Scope>?) throws -> Identifier<Scope> {
        guard let scope else { throw AppError.notFound() }
        return scope
    }

    /// One row of a shop.
    func one(_ id: Identifier<Item>, _ scope: Identifier<Scope>?) throws -> SQL {
        "SELECT \(names) FROM \(table) WHERE id = \(id) AND \(try within(scope))"
    }

    /// The rows of a shop of which a condition is true.
    func all(_ scope: Identifier<Scope>?, where condition: SQL) throws -> SQL {
        "SELECT \(names) FROM \(table) WHERE \(try within(scope)) AND \(condition) ORDER BY id"
    }

    /// The rows of a page of the list, and one more if there is one. Those before a cursor come in the opposite order.
    func page(_ query: RowQuery, _ scope: Identifier<Scope>?) throws -> SQL {
        let conditions = [try within(scope)] + query.conditions
        var sql: SQL = "SELECT \(names) FROM \(table) WHERE \(conditions.joined(separator: " AND "))"
        let column = query.order.column.isEmpty ? nil : SQL(trusted: query.order.column)
        let isDescending = query.order.isDescending != query.isBackward
        if let cursor = query.cursor {
            let sign: SQL = isDescending ? "<" : ">"
            if let column, let value = cursor.value {
                sql = "\(sql) AND (\(column), id) \(sign) (\(value), \(cursor.id))"
            } else {
                sql = "\(sql) AND id \(sign) \(cursor.id)"
            }
        }
        let direction: SQL = isDescending ? " DESC" : ""
        let order: SQL = column.map { "\($0)\(direction), id\(direction)" } ?? "id\(direction)"
        return "\(sql) ORDER BY \(order) LIMIT \(query.limit + 1)"
    }

    /// A new row.
    func insert(_ item: Item, _ scope: Identifier<Scope>?) throws -> [SQL] {
        var columns = names
        var values: SQL = "\(item.id), \(item.version)"
        for column in resource.columns { values = "\(values), \(column.bind(item))" }
        if case .shop(let column) = resource.scope {
            columns = "\(columns), \(SQL(trusted: column.description))"
            values = "\(values), \(try Self.known(scope))"
        }
        return ["INSERT INTO \(table) (\(columns)) VALUES (\(values))"] + resource.parts.flatMap { $0.insert(item) }
    }

    /// The row as it is now, if its version is still the one given.
    func update(_ item: Item, from version: Int64, _ scope: Identifier<Scope>?) throws -> SQL {
        let values = resource.columns.map { "\($0.face.sql) = \($0.bind(item))" as SQL }.joined(separator: ", ")
        return """
            UPDATE \(table) SET version = version + 1, \(values)
            WHERE id = \(item.id) AND version = \(version) AND \(try within(scope))
            """
    }

    /// The parts of a row, replaced as a whole.
    func replaceParts(of item: Item) -> [SQL] { removeParts(of: item.id) + resource.parts.flatMap { $0.insert(item) } }

    /// Removes the parts of a row.
    func removeParts(of id: Identifier<Item>) -> [SQL] {
        resource.parts.map {
            let (table, parent) = (SQL(trusted: $0.table.description), SQL(trusted: $0.parent.description))
            return "DELETE FROM \(table) WHERE \(parent) = \(id)"
        }
    }

    /// Removes a row if its version is still the one given.
    func delete(_ id: Identifier<Item>, version: Int64, _ scope: Identifier<Scope>?) throws -> SQL {
        "DELETE FROM \(table) WHERE id = \(id) AND version = \(version) AND \(try within(scope))"
    }

    /// Keeps everybody else from changing rows of the resource in this shop until the transaction is over. SQLite has one writer anyway.
    func lock(_ scope: Identifier<Scope>?) -> SQL { lock(resource.owner(scope)?.description ?? "") }

    /// Keeps everybody else from bringing a row back until the transaction is over: while it is not there, there is nothing else to lock.
    func lock(_ id: Identifier<Item>) -> SQL { lock("row \(id)") }

    private func lock(_ what: String) -> SQL {
        let name = "\(resource.key) \(what)"
        return "\(sqlite: "SELECT 0", postgres: "SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0)) IS NULL")"
    }
}
