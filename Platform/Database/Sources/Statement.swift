/// A statement as one engine gets it: numbered text, the key of its preparation, and the values in order.
struct Statement {
    private(set) var text = ""
    private(set) var bindings: [SQLBinding] = []

    /// Writes `sql` for an engine; throws `DatabaseError.invalidValue` for what not every engine can keep.
    init(_ sql: SQL, for dialect: Dialect) throws {
        text.reserveCapacity(160)
        bindings.reserveCapacity(sql.segments.count / 2)
        try append(sql.segments, dialect)
    }

    /// A statement of the driver's own.
    init(_ text: String) { self.text = text }

    private mutating func append(_ segments: [SQLSegment], _ dialect: Dialect) throws {
        for segment in segments {
            switch segment {
            case .text(let literal): text += literal
            case .value(let binding): try append(binding)
            case .list(let values, let type): try append(values, type)
            case .choice(let sqlite, let postgres): try append(dialect == .sqlite ? sqlite : postgres, dialect)
            }
        }
    }

    private mutating func append(_ binding: SQLBinding) throws {
        switch binding.value {
        case .text(let value) where value.utf8.contains(0):
            throw DatabaseError.invalidValue("text with NUL")
        case .real(let value) where value.isNaN:
            throw DatabaseError.invalidValue("not a number")
        default: break
        }
        // SQLite's bound; PostgreSQL's is twice as high.
        guard bindings.count < 32_766 else { throw DatabaseError.invalidValue("more than 32766 values") }
        bindings.append(binding)
        text += "$"
        text += String(bindings.count)
    }

    private mutating func append(_ values: [SQLBinding], _ type: SQLType?) throws {
        if values.isEmpty {
            // `IN ()` is no SQL; a typed empty query is, and keeps `NOT IN` right where `(NULL)` would not.
            text += "(SELECT " + (type.map { "CAST(NULL AS \($0.name))" } ?? "NULL") + " WHERE FALSE)"
            return
        }
        for (index, value) in values.enumerated() {
            text += index == 0 ? "(" : ", "
            try append(value)
        }
        text += ")"
    }
}

extension SQL {
    /// The statement without its values and with both sides of every choice: what tells whether
    /// both engines ran it.
    package var shape: String { Self.shape(segments) }

    private static func shape(_ segments: [SQLSegment]) -> String {
        segments.map { segment in
            switch segment {
            case .text(let literal): literal
            case .value: "?"
            case .list: "(…)"
            case .choice(let sqlite, let postgres): "{\(shape(sqlite))|\(shape(postgres))}"
            }
        }.joined()
    }
}
