import Kernel

/// Brings a database to the shape that this program expects, one step a transaction.
///
/// Several processes may start at once: each step is taken under a lock, by whoever comes first.
public struct Migrator: Sendable {
    private let features: [FeatureMigrations]

    /// The steps of the platform, then those of `features`, each after those it says it is `after`, and otherwise in the order
    /// of the list (`docs/adr/0009`). Steps that a database already has may have come in another order.
    public init(_ features: [FeatureMigrations]) { self.features = [.platform] + features }

    /// Applies what is pending and says what it was.
    ///
    /// Throws `MigrationError` when the steps cannot be put in order, one was edited, is unknown to this program, or fails. The tables of a
    /// feature that this program does not have at all are left as they are.
    @discardableResult public func migrate(_ database: Database) async throws -> [MigrationRecord] {
        let steps = try steps(for: database.dialect)
        let pending = try await patiently { try await database.write { try Self.prepare($0, steps) } }
        var applied: [MigrationRecord] = []
        for step in steps where pending.contains(step.title) {
            do {
                if let record = try await apply(step, database, steps) { applied.append(record) }
            } catch let error as DatabaseError {
                throw MigrationError.failed(step.title, error)
            } catch let error as DanglingRows {
                throw MigrationError.dangling(step.title, error.rows)
            }
        }
        return applied
    }

    /// Every step with the moment it was applied, in order. Throws `MigrationError` as `migrate` would.
    public func status(_ database: Database) async throws -> [MigrationRecord] {
        let steps = try steps(for: database.dialect)
        return try await database.write { transaction in
            _ = try Self.prepare(transaction, steps)
            let applied = try Self.applied(transaction)
            return steps.map { step in
                let row = applied.first { $0.title == step.title }
                return MigrationRecord(
                    feature: step.feature, number: step.number, name: step.name, appliedAt: row?.appliedAt)
            }
        }
    }

    /// The features of which the database has tables and this program knows nothing, sorted. To be asked of a migrated database.
    public func strangers(_ database: Database) async throws -> [String] {
        let known = Set(features.map(\.feature))
        return try await database.read { Set(try Self.applied($0).map(\.feature)).subtracting(known).sorted() }
    }

    private func steps(for dialect: Dialect) throws -> [MigrationStep] {
        try MigrationOrder(features, for: dialect).sorted()
    }

    private func apply(
        _ step: MigrationStep, _ database: Database, _ steps: [MigrationStep]
    ) async throws -> MigrationRecord? {
        try await patiently {
            if step.header.isRebuild { return try await database.rebuild { try Self.apply(step, $0, steps) } }
            return try await database.write { try Self.apply(step, $0, steps) }
        }
    }

    /// Takes the lock, makes the table of steps, and gives the titles that are pending.
    private static func prepare(_ transaction: Transaction, _ steps: [MigrationStep]) throws -> Set<String> {
        switch transaction.dialect {
        case .sqlite: try transaction.script("PRAGMA defer_foreign_keys = ON")
        case .postgres:
            // A tenant is a schema, and tenants are migrated independently of one another.
            try transaction.script(
                """
                SET LOCAL statement_timeout = 0;
                SET LOCAL lock_timeout = '60s';
                SELECT pg_advisory_xact_lock(hashtext('schema_migrations'), hashtext(current_schema()))
                """)
        }
        try transaction.script(
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                feature TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum BIGINT NOT NULL,
                applied_at BIGINT NOT NULL, PRIMARY KEY (feature, number))
            """)
        var pending = Dictionary(uniqueKeysWithValues: steps.map { ($0.title, $0.checksum) })
        for row in try applied(transaction) {
            guard let checksum = pending.removeValue(forKey: row.title) else {
                // What a feature that was taken out has left stays, for when it comes back.
                if steps.contains(where: { $0.feature == row.feature }) { throw MigrationError.unknown(row.title) }
                continue
            }
            guard checksum == row.checksum else { throw MigrationError.edited(row.title) }
        }
        return Set(pending.keys)
    }

    private static func apply(
        _ step: MigrationStep, _ transaction: Transaction, _ steps: [MigrationStep]
    ) throws -> MigrationRecord? {
        // Another process may have been here since the list was made.
        guard try prepare(transaction, steps).contains(step.title) else { return nil }
        if !step.text.isEmpty { try transaction.script(step.text) }
        try transaction.execute(
            """
            INSERT INTO schema_migrations (feature, number, name, checksum, applied_at)
            VALUES (\(step.feature), \(step.number), \(step.name), \(step.checksum), \(transaction.now))
            """)
        return MigrationRecord(
            feature: step.feature, number: step.number, name: step.name, appliedAt: transaction.now)
    }

    private static func applied(_ transaction: Transaction) throws -> [AppliedStep] {
        try transaction.all("SELECT \(AppliedStep.columns) FROM schema_migrations ORDER BY applied_at, number")
    }

    /// Another process may be in the middle of a step that takes longer than a transaction is let wait.
    private func patiently<T>(_ body: () async throws -> T) async throws -> T {
        for _ in 0..<11 {
            do { return try await body() } catch DatabaseError.timeout { continue }
        }
        return try await body()
    }
}

/// A row of `schema_migrations`.
private struct AppliedStep: TableRow {
    let feature: String
    let title: String
    let checksum: Int64
    let appliedAt: Instant

    static let columns: RowColumns = ["feature", "number", "name", "checksum", "applied_at"]

    init(row: inout Row) throws {
        feature = try row.next("feature")
        title = MigrationRecord.title(feature, try row.next("number"), try row.next("name"))
        checksum = try row.next("checksum")
        appliedAt = try row.next("applied_at")
    }
}
