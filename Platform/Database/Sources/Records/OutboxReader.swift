import Kernel

/// Reads the outbox in the order of its ids, and never passes one that may still come.
///
/// PostgreSQL hands out an id when a row is inserted, and transactions commit in another order, so an id that is missing is on
/// its way or was rolled back. Whoever may bring it locked the table for writing before the id was taken: once everybody who
/// held that lock has ended and the id is still missing, it never comes. No span of time would be as sure. SQLite has one
/// writer, so there it never comes at once.
package struct OutboxReader: Sendable {
    private struct Horizon {
        let id: Int64
        var publishers: Set<String>
    }

    private let database: Database
    /// What is missing up to this id never comes.
    private var settled: Int64 = 0
    /// What must have ended before all up to an id is settled.
    private var horizon: Horizon?

    /// A reader that knows nothing yet.
    package init(_ database: Database) { self.database = database }

    /// Whether the last look ended before an id that may still come, so that it is worth looking again soon.
    package var isWaiting: Bool { horizon != nil }

    /// The events after `position` up to the first id that may still come, at most `limit`. Throws `DatabaseError`.
    package mutating func events(after position: Int64, limit: Int = 200) async throws -> [PublishedEvent] {
        let seen = try await page(position, limit)
        let ready = unbroken(seen, after: position)
        if let waited = horizon?.id, let last = ready.last?.id, last >= waited { horizon = nil }
        guard ready.isEmpty, let last = seen.last else { return ready }
        guard try await settle(last.id) else { return [] }
        // What was missing may have come in between.
        return unbroken(try await page(position, limit), after: position)
    }

    /// The id of the last event, once nothing with a lower one can still come: whoever reads on from there misses nothing that
    /// happens from now on. Waits for those who publish at this moment. Throws `DatabaseError` and `CancellationError`.
    package static func end(of database: Database) async throws -> Int64 {
        let last: Int64 = try await database.first("SELECT id FROM outbox ORDER BY id DESC LIMIT 1") ?? 0
        var reader = OutboxReader(database)
        while try await !reader.settle(last) { try await Task.sleep(for: .milliseconds(20)) }
        return last
    }

    private func page(_ position: Int64, _ limit: Int) async throws -> [PublishedEvent] {
        try await database.all(
            "SELECT \(PublishedEvent.columns) FROM outbox WHERE id > \(position) ORDER BY id LIMIT \(limit)")
    }

    /// The events before the first gap that is not settled.
    private func unbroken(_ events: [PublishedEvent], after position: Int64) -> [PublishedEvent] {
        var known = max(position, settled)
        let end = events.firstIndex { event in
            if event.id - 1 > known { return true }
            known = max(known, event.id)
            return false
        }
        return Array(events[..<(end ?? events.endIndex)])
    }

    /// Whether all that is missing up to `id` is missing for good.
    private mutating func settle(_ id: Int64) async throws -> Bool {
        let publishers = try await publishers()
        var waiting = horizon ?? Horizon(id: id, publishers: publishers)
        waiting.publishers.formIntersection(publishers)
        horizon = waiting.publishers.isEmpty ? nil : waiting
        guard waiting.publishers.isEmpty else { return false }
        settled = max(settled, waiting.id)
        return true
    }

    /// The transactions that have written into the outbox and not ended.
    private func publishers() async throws -> Set<String> {
        let publishers: [String] = try await database.all(
            """
            \(sqlite: "SELECT '' WHERE 1 = 0", postgres: """
                SELECT virtualtransaction FROM pg_locks
                WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted AND relation = 'outbox'::regclass
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            """)
        return Set(publishers)
    }
}
