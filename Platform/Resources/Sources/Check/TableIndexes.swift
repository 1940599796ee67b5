import Database

/// The indexes of a migrated table, as its database says.
enum TableIndexes {
    private struct Part: RowDecodable {
        let index: String
        let isUnique: Bool
        let column: String?

        init(row: inout Row) throws {
            index = try row.next()
            isUnique = try row.next()
            column = try row.next()
        }
    }

    /// The columns of each index in its order; nil stands for an expression.
    private static func all(_ table: String, _ tx: Transaction) throws -> [(columns: [String?], isUnique: Bool)] {
        let parts: [Part] = try tx.all(
            """
            \(sqlite: """
                SELECT list.name, list."unique" <> 0, info.name
                FROM pragma_index_list(\(table)) list, pragma_index_info(list.name) info ORDER BY list.name, info.seqno
                """,
              postgres: """
                SELECT index.relname::TEXT, pg_index.indisunique, attribute.attname::TEXT
                FROM pg_index JOIN pg_class index ON index.oid = pg_index.indexrelid
                CROSS JOIN LATERAL unnest(pg_index.indkey::SMALLINT[]) WITH ORDINALITY AS part (number, place)
                LEFT JOIN pg_attribute attribute
                    ON attribute.attrelid = pg_index.indrelid AND attribute.attnum = part.number AND part.number > 0
                WHERE pg_index.indrelid = to_regclass(\(table)) ORDER BY index.relname, part.place
                """)
            """)
        return Dictionary(grouping: parts, by: \.index).values.map { ($0.map(\.column), $0[0].isUnique) }
    }

    /// Which of the columns that a list can be sorted by has no index that gives the rows of a shop in its order: one that begins with
    /// the columns of the scope, goes on with it, and ends with `id` or is unique.
    static func missing(_ table: String, scope: [String], sorted: [String], _ tx: Transaction) throws -> [String] {
        if sorted.isEmpty { return [] }
        let indexes = try all(table, tx)
        return sorted.filter { column in
            !indexes.contains { index in
                let wanted = scope + [column]
                guard Array(index.columns.prefix(wanted.count)) == wanted else { return false }
                let rest = index.columns.dropFirst(wanted.count)
                return rest.first == "id" || (index.isUnique && rest.isEmpty)
            }
        }
    }
}
