public import Database
public import Kernel
import Web

/// One change of one row, as the history keeps it.
public struct HistoryEntry: RowDecodable, Sendable {
    /// The entry's id; later ones are greater.
    public let id: Identifier<HistoryEntry>
    let resource: String
    let subject: Identifier<Scope>
    let scope: Identifier<Scope>?
    /// The version of the row after the change; of a removal, the one it had.
    public let version: Int64
    /// When.
    public let at: Instant
    let actor: String
    /// Who, as colleagues call them.
    public let actorName: String
    let kind: String
    /// The row before in JSON; nil when it was new.
    public let before: String?
    /// The row after in JSON; nil when it was removed.
    public let after: String?

    /// Reads `HistoryEntry.columns`.
    public init(row: inout Row) throws {
        id = try row.next()
        resource = try row.next()
        subject = try row.next()
        scope = try row.next()
        version = try row.next()
        at = try row.next()
        actor = try row.next()
        actorName = try row.next()
        kind = try row.next()
        before = try row.next()
        after = try row.next()
    }

    static let columns: SQL =
        "id, resource, subject, scope, version, at, actor, actor_name, kind, before, after"

    init<Item>(_ change: ResourceChange<Item>, _ resource: Resource<Item>, id: Identifier<HistoryEntry>, at: Instant) {
        self.id = id
        self.resource = resource.key
        self.at = at
        let item = change.new ?? change.old
        subject = item.map { Identifier<Scope>($0.id) } ?? .none
        scope = resource.owner(change.scope)
        version = item?.version ?? 0
        actor = change.principal.actor
        actorName = change.principal.name
        kind = change.kind.rawValue
        before = change.old.map(resource.json)
        after = change.new.map(resource.json)
    }

    func insert(_ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO resource_history (\(Self.columns))
            VALUES (\(id), \(resource), \(subject), \(scope), \(version), \(at), \(actor), \(actorName), \(kind), \(before),
                \(after))
            """)
    }
}
