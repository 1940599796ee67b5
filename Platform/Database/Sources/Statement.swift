/// A statement as one engine gets it: numbered text, the key of its preparation, and the values in order.
struct Statement {
    let text: String
    private(set) var bindings: [SQLBinding] = []

    /// Writes `sql` for an engine; throws `DatabaseError.invalidValue` for what not every engine can keep.
    init(_ sql: SQL, for dialect: Dialect) throws {
        // Gathered as bytes and made a string once, because this is done for every statement that runs.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bindings.reserveCapacity(sql.segments.count / 2)
        try Self.append(sql.segments, dialect, to: &bytes, &bindings)
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// A statement of the driver's own.
    init(_ text: String) { self.text = text }

    private static func append(
        _ segments: [SQLSegment], _ dialect: Dialect, to bytes: inout [UInt8], _ bindings: inout [SQLBinding]
    ) throws {
        for segment in segments {
            switch segment {
            case .literal(let literal): literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
            case .text(var trusted): trusted.withUTF8 { bytes.append(contentsOf: $0) }
            case .value(let binding): try append(binding, to: &bytes, &bindings)
            case .list(let values, let type): try append(values, type, to: &bytes, &bindings)
            case .choice(let sqlite, let postgres):
                try append(dialect == .sqlite ? sqlite : postgres, dialect, to: &bytes, &bindings)
            }
        }
    }

    private static func append(
        _ binding: SQLBinding, to bytes: inout [UInt8], _ bindings: inout [SQLBinding]
    ) throws {
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
        bytes.append(UInt8(ascii: "$"))
        if bindings.count < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(bindings.count))
        } else {
            bytes.append(contentsOf: String(bindings.count).utf8)
        }
    }

    private static func append(
        _ values: [SQLBinding], _ type: SQLType?, to bytes: inout [UInt8], _ bindings: inout [SQLBinding]
    ) throws {
        if values.isEmpty {
            // `IN ()` is no SQL; a typed empty query is, and keeps `NOT IN` right where `(NULL)` would not.
            let null = type.map { "CAST(NULL AS \($0.name))" } ?? "NULL"
            return bytes.append(contentsOf: "(SELECT \(null) WHERE FALSE)".utf8)
        }
        for (index, value) in values.enumerated() {
            bytes.append(contentsOf: index == 0 ? "(".utf8 : ", ".utf8)
            try append(value, to: &bytes, &bindings)
        }
        bytes.append(UInt8(ascii: ")"))
    }
}

extension SQL {
    /// The statement without its values and with both sides of every choice: what tells whether
    /// both engines ran it.
    package var shape: String { Self.shape(segments) }

    private static func shape(_ segments: [SQLSegment]) -> String {
        segments.map { segment in
            switch segment {
            case .literal(let literal): literal.description
            case .text(let trusted): trusted
            case .value: "?"
            case .list: "(…)"
            case .choice(let sqlite, let postgres): "{\(shape(sqlite))|\(shape(postgres))}"
            }
        }.joined()
    }
}
