import Database
import Kernel

/// The statements of rows that belong to another row.
struct PartRows<Child: Blank>: Sendable {
    let table: StaticString
    let parent: StaticString
    let columns: [Column<Child>]

    private var names: SQL { columns.map(\.face.sql).joined(separator: ", ") }
    private var tableName: SQL { SQL(trusted: table.description) }
    private var parentName: SQL { SQL(trusted: parent.description) }

    /// The rows of several parents, in their order.
    func load(_ parents: [Identifier<Scope>], _ tx: Transaction) throws -> [Identifier<Scope>: [Child]] {
        if parents.isEmpty { return [:] }
        let sql: SQL = """
            SELECT \(parentName), \(names) FROM \(tableName) WHERE \(parentName) IN \(list: parents)
            ORDER BY \(parentName), position
            """
        let rows: [OwnedRow] = try tx.all(sql) { row in
            let owner: Identifier<Scope> = try row.next()
            var child = Child()
            for column in columns { try column.load(&row, &child) }
            return OwnedRow(owner: owner, child: child)
        }
        return Dictionary(grouping: rows, by: \.owner).mapValues { $0.map(\.child) }
    }

    private struct OwnedRow {
        let owner: Identifier<Scope>
        let child: Child
    }

    /// What writes the rows of one parent.
    func insert(_ children: [Child], for owner: Identifier<Scope>) -> [SQL] {
        children.enumerated().map { position, child in
            let values = columns.map { "\($0.bind(child))" as SQL }.joined(separator: ", ")
            return
                "INSERT INTO \(tableName) (\(parentName), position, \(names)) VALUES (\(owner), \(position), \(values))"
        }
    }
}
