/// Which engine's SQL is spoken.
///
/// One text serves both for `RETURNING`, `ON CONFLICT`, common table expressions, window functions, `IS NOT DISTINCT FROM`,
/// partial indexes, `CAST`, `LIKE` (which minds the case on both). They differ, without a word, in these:
/// - division by zero is an error on PostgreSQL and null on SQLite;
/// - an `INTEGER` column has 32 bits on PostgreSQL and 64 on SQLite;
/// - `lower` knows only ASCII on SQLite, and PostgreSQL sorts text by the collation of its database (choose `C.UTF-8`);
/// - nulls come first on SQLite and last on PostgreSQL, unless `NULLS FIRST` or `LAST` is said.
public enum Dialect: String, Sendable, Hashable, CaseIterable {
    /// SQLite 3.37 or newer.
    case sqlite
    /// PostgreSQL 15 or newer.
    case postgres
}
