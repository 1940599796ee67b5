import Database

/// What a migrated table has, as its database says.
enum TableColumns {
    private struct Column: RowDecodable {
        let name, type: String
        let isRequired: Bool

        init(row: inout Row) throws {
            name = try row.next()
            type = try row.next()
            isRequired = try row.next()
        }
    }

    /// A column as a description wants it.
    struct Wanted {
        let name: String
        let type: SQLType
        var isNullable = false
        var bounds: ClosedRange<Int64>?
    }

    /// Where a table differs from the columns that a description wants of it: name, type, whether they may be null, and whether they have
    /// room for all that the rule of the column lets in.
    static func faults(_ table: String, _ wanted: [Wanted], _ tx: Transaction) throws -> [String] {
        let found: [Column] = try tx.all(
            """
            \(sqlite: "SELECT name, type, \"notnull\" <> 0 OR pk > 0 FROM pragma_table_info(\(table)) ORDER BY cid",
              postgres: "SELECT column_name::TEXT, data_type::TEXT, is_nullable = 'NO' FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = \(table) ORDER BY ordinal_position")
            """)
        if found.isEmpty { return ["there is no table \(table)."] }
        var faults: [String] = []
        for column in wanted {
            guard let there = found.first(where: { $0.name == column.name }) else {
                faults.append("the table \(table) has no column \(column.name).")
                continue
            }
            if type(there.type) != column.type {
                faults.append(
                    "\(table).\(column.name) is \(there.type), and a column of \(column.type.name) is described.")
            }
            // SQLite would keep it all the same, and a shop that moves to PostgreSQL would be refused what it may type.
            if let bounds = column.bounds, there.type.uppercased() == "INTEGER",
                bounds.lowerBound < Int32.min || bounds.upperBound > Int32.max
            {
                faults.append(
                    "\(table).\(column.name) is \(there.type), which has no room for \(bounds.lowerBound) to \(bounds.upperBound): make it BIGINT."
                )
            }
            if there.isRequired == column.isNullable {
                let word = column.isNullable ? "may" : "must not"
                faults.append(
                    "\(table).\(column.name) \(word) be null by its description, and the table says otherwise.")
            }
        }
        return faults
    }

    /// What a name of a type in either database means.
    private static func type(_ name: String) -> SQLType? {
        switch name.uppercased() {
        case "BIGINT", "INTEGER": .integer
        case "DOUBLE PRECISION": .real
        case "TEXT": .text
        case "BYTEA": .blob
        case "BOOLEAN": .boolean
        case "UUID": .identifier
        default: nil
        }
    }
}

extension TableColumns.Wanted {
    init(_ face: ColumnFace) {
        self.init(name: face.key, type: face.sqlType, isNullable: face.isNullable, bounds: face.bounds)
    }
}
