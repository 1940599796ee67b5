import Database
import Kernel
import Shop
import Web

/// A file that was brought in: to be looked at before it is applied, and remembered when it has changed the table of streets.
struct DeliveryImport: TableRow, Sendable {
    /// What it has.
    enum Kind: String, SQLConvertible { case zones, streets }

    static let columns: RowColumns = [
        "id", "file", "content", "actor_name", "made_at", "applied_at", "added", "changed", "removed",
    ]
    let id: Identifier<DeliveryImport>
    /// What its sender calls it.
    let file: String
    let content: String
    let actorName: String
    let madeAt: Instant
    let appliedAt: Instant?
    let added, changed, removed: Int

    init(row: inout Row) throws {
        id = try row.next("id")
        file = try row.next("file")
        content = try row.next("content")
        actorName = try row.next("actor_name")
        madeAt = try row.next("made_at")
        appliedAt = try row.next("applied_at")
        added = try row.next("added")
        changed = try row.next("changed")
        removed = try row.next("removed")
    }

    /// How many that were applied are remembered with what they replaced.
    static let mostKept = 10

    /// Keeps a file to be looked at. What the same person brought in before and did not apply is gone, and so is what lies for a day.
    static func keep(
        _ kind: Kind, file: String, content: String, of store: Identifier<Store>, by principal: Principal,
        _ tx: Transaction
    ) throws -> Identifier<DeliveryImport> {
        let id: Identifier<DeliveryImport> = tx.entropy.identifier(at: tx.now)
        try tx.execute(
            """
            DELETE FROM delivery_imports WHERE store_id = \(store) AND kind = \(kind) AND applied_at IS NULL
                AND (actor = \(principal.actor) OR made_at < \(tx.now - .hours(24)))
            """)
        try tx.execute(
            """
            INSERT INTO delivery_imports (id, store_id, kind, file, content, actor, actor_name, made_at, added, changed,
                removed)
            VALUES (\(id), \(store), \(kind), \(file), \(content), \(principal.actor), \(principal.name), \(tx.now), 0, 0,
                0)
            """)
        return id
    }

    /// One that waits to be applied. Throws `notFound` when it is gone, applied, or another shop's.
    static func waiting(
        _ id: Identifier<DeliveryImport>, _ kind: Kind, of store: Identifier<Store>, _ tx: Transaction
    ) throws -> DeliveryImport {
        let found: DeliveryImport? = try tx.first(
            """
            SELECT \(columns) FROM delivery_imports
            WHERE id = \(id) AND store_id = \(store) AND kind = \(kind) AND applied_at IS NULL
            """)
        guard let found else { throw AppError.notFound("delivery.no-import") }
        return found
    }

    /// Those that were applied to a shop, newest first.
    static func applied(_ kind: Kind, of store: Identifier<Store>, _ tx: Transaction) throws -> [DeliveryImport] {
        try tx.all(
            """
            SELECT \(columns) FROM delivery_imports
            WHERE store_id = \(store) AND kind = \(kind) AND applied_at IS NOT NULL ORDER BY id DESC LIMIT \(mostKept)
            """)
    }

    /// What an applied one replaced. Throws `notFound`.
    static func before(
        _ id: Identifier<DeliveryImport>, of store: Identifier<Store>, _ tx: Transaction
    ) throws -> String {
        let text: String? = try tx.first(
            "SELECT before FROM delivery_imports WHERE id = \(id) AND store_id = \(store) AND before IS NOT NULL")
        guard let text else { throw AppError.notFound("delivery.no-import") }
        return text
    }

    /// Removes one that was applied and need not be remembered.
    static func discard(_ id: Identifier<DeliveryImport>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM delivery_imports WHERE id = \(id)")
    }

    /// Remembers that one was applied, by whom, what it did, and what was there before; the oldest are forgotten.
    static func record(
        _ id: Identifier<DeliveryImport>, before: String, added: Int, changed: Int, removed: Int,
        of store: Identifier<Store>, by principal: Principal, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE delivery_imports SET applied_at = \(tx.now), actor = \(principal.actor),
                actor_name = \(principal.name), content = '', before = \(before), added = \(added),
                changed = \(changed), removed = \(removed)
            WHERE id = \(id)
            """)
        let kept = try applied(.streets, of: store, tx)
        guard kept.count == mostKept, let oldest = kept.last else { return }
        try tx.execute(
            """
            DELETE FROM delivery_imports WHERE store_id = \(store) AND kind = \(Kind.streets)
                AND applied_at IS NOT NULL AND id < \(oldest.id)
            """)
    }
}

/// Which state of a shop's zones and streets a report was made of.
enum ReachVersion {
    /// The version as it is now; 0 when nothing was ever there.
    static func now(_ store: Identifier<Store>, _ tx: Transaction) throws -> Int64 {
        try tx.first("SELECT version FROM zone_versions WHERE store_id = \(store)") ?? 0
    }

    /// Holds the version until the transaction is over: whoever changes zones or streets changes it, and waits.
    static func hold(_ store: Identifier<Store>, _ tx: Transaction) throws {
        try tx.execute(
            "INSERT INTO zone_versions (store_id, version) VALUES (\(store), 0) ON CONFLICT (store_id) DO NOTHING")
        try tx.execute("UPDATE zone_versions SET version = version WHERE store_id = \(store)")
    }

    /// Holds the version, so that what is applied is what somebody has looked at. Throws `conflict` when it is another by now.
    static func claim(_ seen: Int64, of store: Identifier<Store>, _ tx: Transaction) throws {
        try hold(store, tx)
        if try now(store, tx) != seen { throw AppError.conflict("delivery.changed-since") }
    }
}
