/// What makes a prepared statement the same: the schema in which its names were looked up, its text, and the types of its
/// values.
struct PostgresStatementKey: Hashable {
    let schema: SchemaName?
    let text: String
    let types: [UInt32]

    init(_ statement: Statement, in schema: SchemaName?) {
        self.schema = schema
        text = statement.text
        types = statement.bindings.map(PostgresType.of)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(schema)
        hasher.combine(text)
    }
}

/// A statement that is prepared on the server, or on its way to be.
final class PostgresPrepared {
    let name: String
    let findings = ColumnFindings()
    fileprivate var lastUse: Int

    fileprivate init(_ name: String, _ lastUse: Int) {
        self.name = name
        self.lastUse = lastUse
    }
}

/// The names under which a connection's statements are prepared on the server.
struct PostgresStatements {
    private let capacity: Int
    private var entries: [PostgresStatementKey: PostgresPrepared] = [:]
    private var uses = 0
    private var names = 0

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { entries.count }

    /// A statement that was prepared before.
    mutating func known(_ key: PostgresStatementKey) -> PostgresPrepared? {
        uses += 1
        let known = entries[key]
        known?.lastUse = uses
        return known
    }

    /// A statement that is about to be prepared, by a new name.
    mutating func add(_ key: PostgresStatementKey) -> PostgresPrepared {
        names += 1
        let prepared = PostgresPrepared("s\(names)", uses)
        entries[key] = prepared
        return prepared
    }

    /// Forgets one that could not be prepared.
    mutating func remove(_ key: PostgresStatementKey) { entries[key] = nil }

    /// Forgets all of them.
    mutating func removeAll() { entries.removeAll() }

    /// Forgets the quarter that was not used for longest once the bound is reached, and gives the names.
    mutating func evicted() -> [String] {
        guard entries.count >= capacity else { return [] }
        let oldest = entries.sorted { $0.value.lastUse < $1.value.lastUse }.prefix(capacity / 4 + 1)
        for (key, _) in oldest { entries[key] = nil }
        return oldest.map(\.value.name)
    }
}
