/// What a database can refuse, in the same words for every engine.
public enum DatabaseError: Error, Hashable, Sendable {
    /// A unique index has such a row already. `constraint` is `table.column` or `table.first, table.second`;
    /// for an index over an expression it is the index's name.
    case unique(constraint: String)
    /// A foreign key points to a row that is not there, or a row is still pointed to.
    case foreignKey
    /// A `CHECK` failed, by its name: give every check one, because the engines make up different ones.
    case check(String)
    /// A column that must have a value got none.
    case notNull
    /// The transaction lost against another one more often than it is repeated.
    case serialization
    /// Waited as long as is allowed: for a connection, a lock, or a statement.
    case timeout
    /// The database cannot be reached or cannot work, for the reason given. Nothing was changed.
    case unavailable(String)
    /// The connection was lost while the commit was under way: whether it happened is not known, and it is never repeated.
    case outcomeUnknown(String)
    /// A column holds something other than what was asked for.
    case decoding(String)
    /// A value that not every engine can keep: text with NUL, a number that is not one.
    case invalidValue(String)
    /// A statement without the right to change anything tried to.
    case readOnly
    /// Anything else, with the engine's own code.
    case other(code: String, message: String)
}
