import CSQLite

extension DatabaseError {
    /// What an extended result code of SQLite means, with the connection's message.
    init(sqlite code: Int32, _ message: String) {
        switch code {
        case SQLITE_CONSTRAINT | (8 << 8), SQLITE_CONSTRAINT | (6 << 8), SQLITE_CONSTRAINT | (10 << 8):
            self = .unique(constraint: Self.subject(message))
        case SQLITE_CONSTRAINT | (3 << 8): self = .foreignKey
        case SQLITE_CONSTRAINT | (5 << 8): self = .notNull
        case SQLITE_CONSTRAINT | (1 << 8): self = .check(Self.subject(message))
        default:
            switch code & 0xFF {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT: self = .timeout
            case SQLITE_READONLY: self = .readOnly
            case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_FULL, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_NOMEM,
                SQLITE_PROTOCOL:
                self = .unavailable("SQLite: \(message) (\(code))")
            default: self = .other(code: "sqlite-\(code)", message: message)
            }
        }
    }

    /// What follows the colon in `UNIQUE constraint failed: users.email`, or the name in `… failed: index 'name'`.
    private static func subject(_ message: String) -> String {
        guard let colon = message.firstIndex(of: ":") else { return message }
        let subject = message[message.index(after: colon)...].drop { $0 == " " }
        guard subject.hasPrefix("index '"), subject.hasSuffix("'") else { return String(subject) }
        return String(subject.dropFirst(7).dropLast())
    }
}
