public import Database

/// Fills an empty database with one of an earlier version, as `bin/make-schema-fixture` wrote it down; the `Migrator` of the
/// present program then brings it up to date as it would a customer's.
///
/// The rows come in any order: foreign keys must hold at the end. Throws what the database refuses.
public func loadFixture(_ sql: String, into database: Database) async throws {
    try await database.rebuild { try $0.script(sql) }
}
