import CPostgres

/// The connection is gone; what was under way on it has no answer.
struct ConnectionLost: Error {
    let reason: String
}

extension DatabaseError {
    /// What a failed result of PostgreSQL means, by its SQLSTATE (PostgreSQL manual, appendix A).
    init(postgres result: OpaquePointer) {
        func field(_ code: Int32) -> String? { PostgresField.text(code, of: result) }
        let state = field(PostgresField.sqlState) ?? "?????"
        let message = field(PostgresField.message) ?? "no message"
        switch state {
        case "23505": self = .unique(constraint: Self.subject(field))
        case "23503": self = .foreignKey
        case "23502": self = .notNull
        case "23514": self = .check(field(PostgresField.constraint) ?? message)
        case "40001", "40P01": self = .serialization
        // A lock or a statement took longer than is allowed.
        case "55P03", "57014": self = .timeout
        case "25006": self = .readOnly
        default:
            switch state.prefix(2) {
            // Connection, resources, operator intervention, system error.
            case "08", "53", "57", "58": self = .unavailable("PostgreSQL: \(message) (\(state))")
            default: self = .other(code: state, message: message)
            }
        }
    }

    /// `table.first, table.second` as SQLite has it, from the detail `Key (first, second)=(…) already exists.`, whose
    /// words depend on the server's language; the index's name when it is over an expression.
    private static func subject(_ field: (Int32) -> String?) -> String {
        let name = field(PostgresField.constraint) ?? ""
        guard let table = field(PostgresField.table), let detail = field(PostgresField.detail),
            let open = detail.firstIndex(of: "(")
        else { return name }
        let rest = detail[detail.index(after: open)...]
        let columns = rest.prefix { $0 != ")" && $0 != "(" }
        guard rest.dropFirst(columns.count).hasPrefix(")=(") else { return name }
        // A name that is also a word of SQL comes in quotes.
        return columns.filter { $0 != "\"" && $0 != " " }.split(separator: ",").map { "\(table).\($0)" }
            .joined(separator: ", ")
    }
}

/// The fields of an error, which libpq defines as character constants.
enum PostgresField {
    static let severity = code("V")
    static let sqlState = code("C")
    static let message = code("M")
    static let detail = code("D")
    static let table = code("t")
    static let constraint = code("n")

    /// A field of a failed result; nil when it has none.
    static func text(_ field: Int32, of result: OpaquePointer) -> String? {
        PQresultErrorField(result, field).map { String(cString: $0) }
    }

    private static func code(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
}
