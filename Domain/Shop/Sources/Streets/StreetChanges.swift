/// What has to be done to a table of streets to make it another one.
public struct StreetChanges<Key: Hashable & Sendable>: Sendable {
    /// Rows that are not there yet.
    public let added: [StreetEntry]
    /// Rows whose place changed, by the key of the row that is there.
    public let moved: [(key: Key, entry: StreetEntry)]
    /// The keys of rows that are there no more.
    public let removed: [Key]
    /// How many rows stay as they are.
    public let kept: Int

    /// Compares the rows of a table, each with a key, to the rows of another.
    public init(from current: [(key: Key, entry: StreetEntry)], to wanted: [StreetEntry]) {
        var there: [StreetKey: (key: Key, entry: StreetEntry)] = [:]
        var removed: [Key] = []
        for row in current {
            // A row that stands twice is there once afterwards.
            if let other = there.updateValue(row, forKey: StreetKey(row.entry)) { removed.append(other.key) }
        }
        var (added, moved, kept): ([StreetEntry], [(key: Key, entry: StreetEntry)], Int) = ([], [], 0)
        for entry in wanted {
            guard let row = there.removeValue(forKey: StreetKey(entry)) else {
                added.append(entry)
                continue
            }
            if row.entry == entry { kept += 1 } else { moved.append((row.key, entry)) }
        }
        let gone = Set(there.values.map(\.key))
        self.added = added
        self.moved = moved
        self.removed = removed + current.map(\.key).filter(gone.contains)
        self.kept = kept
    }

    /// Whether the two are the same.
    public var isEmpty: Bool { added.isEmpty && moved.isEmpty && removed.isEmpty }
}
