import Database
import Kernel

/// The history of one row.
struct History: Sendable {
    let resource: String
    let subject: Identifier<Scope>
    let scope: Identifier<Scope>?

    init<Item>(of id: Identifier<Item>, _ resource: Resource<Item>, in scope: Identifier<Scope>?) {
        self.resource = resource.key
        subject = Identifier<Scope>(id)
        self.scope = resource.owner(scope)
    }

    private var within: SQL {
        let shop: SQL = scope.map { "scope = \($0)" } ?? "scope IS NULL"
        return "resource = \(resource) AND subject = \(subject) AND \(shop)"
    }

    /// The entries, newest first, those before one of them where it is given. Versions say what came after what: ids are of the clocks of
    /// several processes.
    func entries(before: Identifier<HistoryEntry>? = nil, limit: Int, _ tx: Transaction) throws -> [HistoryEntry] {
        let older: SQL =
            before.map { "AND (version, id) < (SELECT version, id FROM resource_history WHERE id = \($0))" } ?? ""
        return try tx.all(
            """
            SELECT \(HistoryEntry.columns) FROM resource_history WHERE \(within) \(older)
            ORDER BY version DESC, id DESC LIMIT \(limit)
            """)
    }

    /// One entry.
    func entry(_ id: Identifier<HistoryEntry>, _ tx: Transaction) throws -> HistoryEntry? {
        try tx.first("SELECT \(HistoryEntry.columns) FROM resource_history WHERE \(within) AND id = \(id)")
    }

    /// The row as it was in a version, as JSON; nil when the history does not reach back to it.
    func state(ofVersion version: Int64, _ tx: Transaction) throws -> String? {
        let next: HistoryEntry? = try tx.first(
            """
            SELECT \(HistoryEntry.columns) FROM resource_history WHERE \(within) AND version >= \(version)
            ORDER BY version, id LIMIT 1
            """)
        return next.flatMap { $0.version == version ? $0.after : $0.version == version + 1 ? $0.before : nil }
    }

    /// The highest version that the row ever had.
    func lastVersion(_ tx: Transaction) throws -> Int64 {
        try tx.first("SELECT version FROM resource_history WHERE \(within) ORDER BY version DESC LIMIT 1") ?? 0
    }
}
