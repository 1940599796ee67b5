/// Which engine's SQL is spoken.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// SQLite 3.37 or newer.
    case sqlite
    /// PostgreSQL 15 or newer.
    case postgres
}
