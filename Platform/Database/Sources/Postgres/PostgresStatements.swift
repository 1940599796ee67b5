/// What makes a prepared statement the same: its text, and the types of its values.
struct PostgresStatementKey: Hashable {
    let text: String
    let types: [UInt32]

    init(_ statement: Statement) {
        text = statement.text
        types = statement.bindings.map(PostgresType.of)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// The names under which a connection's statements are prepared on the server.
struct PostgresStatements {
    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let capacity: Int
    private var entries: [PostgresStatementKey: Entry] = [:]
    private var uses = 0
    private var names = 0

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { entries.count }

    /// The name of a statement that is prepared, or on its way to be.
    mutating func name(of key: PostgresStatementKey) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    /// A new name for a statement that is about to be prepared.
    mutating func add(_ key: PostgresStatementKey) -> String {
        names += 1
        let name = "s\(names)"
        entries[key] = Entry(name: name, lastUse: uses)
        return name
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
