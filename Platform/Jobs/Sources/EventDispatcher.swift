import Database
import Kernel

/// Turns the events of the outbox into a job for each listener, in one transaction with the listener's cursor.
///
/// Only a process that knows a listener moves its cursor, so an older version beside a newer one swallows nothing. The row is written
/// when there is something for the listener, and once an hour; what was looked at in between is kept here.
struct EventDispatcher: Sendable {
    private struct Cursor {
        /// What this process has looked at.
        var scanned: Int64
        var touchedAt: Instant
    }

    private struct Stored: RowDecodable, Sendable {
        let listener: String
        let position: Int64
        let touchedAt: Instant
        init(row: inout Row) throws {
            listener = try row.next()
            position = try row.next()
            touchedAt = try row.next()
        }
    }

    private let database: Database
    private let listeners: [String: JobRegistry.Listener]
    private var reader: OutboxReader
    private var cursors: [String: Cursor] = [:]
    private static let page = 200

    init(_ database: Database, _ listeners: [String: JobRegistry.Listener]) {
        self.database = database
        self.listeners = listeners
        reader = OutboxReader(database)
    }

    /// Whether an event that may still come holds up those after it.
    var isWaiting: Bool { reader.isWaiting }

    /// Dispatches everything up to the end of the outbox. Gives how many jobs it made.
    mutating func dispatch() async throws -> Int {
        guard !listeners.isEmpty else { return 0 }
        if cursors.count < listeners.count { try await begin() }
        var (total, isAtEnd) = (0, false)
        while !isAtEnd {
            isAtEnd = true
            // A listener that catches up reads its own pages, and those at the end come first.
            for position in Set(cursors.values.map(\.scanned)).sorted(by: >) {
                let events = try await reader.events(after: position, limit: Self.page)
                guard let last = events.last else { continue }
                isAtEnd = false
                let names = cursors.filter { $0.value.scanned == position }.keys.sorted()
                total += try await pass(events, to: names)
                for name in names { cursors[name]?.scanned = last.id }
            }
        }
        try await touch()
        return total
    }

    /// Finds the cursor of every listener, and makes those that are new.
    private mutating func begin() async throws {
        let names = listeners.keys.sorted()
        let known = Set(try await stored(names).map(\.listener))
        let new = names.filter { !known.contains($0) }
        if !new.isEmpty {
            let isFromNow = new.contains { listeners[$0]?.start == .fromNow }
            let end = isFromNow ? try await OutboxReader.end(of: database) : 0
            let starts = new.map { ($0, listeners[$0]?.start == .fromNow ? end : 0) }
            try await database.write { transaction in
                for (name, position) in starts {
                    try transaction.post(
                        """
                        INSERT INTO event_cursors (listener, position, touched_at)
                        VALUES (\(name), \(position), \(transaction.now)) ON CONFLICT (listener) DO NOTHING
                        """)
                }
            }
        }
        for row in try await stored(names) where cursors[row.listener] == nil {
            cursors[row.listener] = Cursor(scanned: row.position, touchedAt: row.touchedAt)
        }
    }

    private func stored(_ names: [String]) async throws -> [Stored] {
        try await database.all(
            "SELECT listener, position, touched_at FROM event_cursors WHERE listener IN \(list: names)")
    }

    /// Makes the jobs of a page for the listeners that are at its beginning.
    private mutating func pass(_ events: [PublishedEvent], to names: [String]) async throws -> Int {
        let kinds = Set(events.map(\.name))
        let concerned = names.filter { kinds.contains(listeners[$0]?.event ?? "") }
        guard !concerned.isEmpty, let last = events.last?.id else { return 0 }
        // Another process may have been quicker, and then there is nothing to lock.
        let known = try await stored(concerned)
        guard known.count < concerned.count || known.contains(where: { $0.position < last }) else { return 0 }
        let (count, now, passed) = try await database.write { [listeners] transaction in
            let rows: [Stored] = try transaction.all(
                """
                SELECT listener, position, touched_at FROM event_cursors WHERE listener IN \(list: concerned)
                ORDER BY listener\(sqlite: "", postgres: " FOR UPDATE")
                """)
            var count = 0
            for row in rows where row.position < last {
                guard let listener = listeners[row.listener] else { continue }
                let new = events.filter { $0.name == listener.event && $0.id > row.position }
                try transaction.enqueue(new, for: row.listener, in: listener.lane)
                try transaction.post(
                    """
                    UPDATE event_cursors SET position = \(last), touched_at = \(transaction.now)
                    WHERE listener = \(row.listener)
                    """)
                count += new.count
            }
            return (count, transaction.now, rows.map(\.listener))
        }
        for name in passed { cursors[name]?.touchedAt = now }
        // A row that is gone was forgotten while this process slept: the listener begins anew.
        for name in Set(concerned).subtracting(passed) { cursors[name] = nil }
        return count
    }

    /// Says once an hour that a listener is still there, and how far it has looked.
    private mutating func touch() async throws {
        let now = database.clock.now()
        let due = cursors.filter { now - $0.value.touchedAt >= .hours(1) }
        if due.isEmpty { return }
        try await database.write { transaction in
            try transaction.batch(
                due.sorted { $0.key < $1.key }.map { name, cursor in
                    """
                    UPDATE event_cursors SET touched_at = \(now),
                        position = CASE WHEN position < \(cursor.scanned) THEN \(cursor.scanned) ELSE position END
                    WHERE listener = \(name)
                    """
                })
        }
        for name in due.keys { cursors[name]?.touchedAt = now }
    }
}

extension Transaction {
    /// Makes jobs of events, in order within each topic.
    fileprivate func enqueue(_ events: [PublishedEvent], for listener: String, in lane: Lane) throws {
        var busy = Set(try busyTopics(Set(events.map(\.topic)).sorted(), of: listener))
        for event in events {
            let isFree = busy.insert(event.topic).inserted
            try insert(
                NewJob(
                    name: listener, lane: lane, payload: try JSONText.encode(event), series: event.topic,
                    sequence: event.id, isBlocked: !isFree, dueAt: now))
        }
    }

    /// The topics in which the listener has a job. The last of each is locked, so that it cannot go without seeing the ones that
    /// are put behind it: a key share lock holds up its deletion and nothing else. A last one that goes while it is waited for leaves
    /// those before it, of which another is the last.
    private func busyTopics(_ topics: [String], of listener: String) throws -> [String] {
        var (busy, open) = ([String](), topics)
        while !open.isEmpty {
            let found: [BusyTopic] = try all(
                """
                WITH last AS (
                    SELECT series, MAX(sequence) AS sequence FROM jobs
                    WHERE name = \(listener) AND series IN \(list: open) GROUP BY series),
                locked AS (
                    SELECT series FROM jobs
                    WHERE name = \(listener) AND (series, sequence) IN (SELECT series, sequence FROM last)
                    \(sqlite: "", postgres: "FOR KEY SHARE"))
                SELECT last.series, locked.series IS NOT NULL FROM last LEFT JOIN locked ON locked.series = last.series
                """)
            busy += found.filter(\.isLocked).map(\.topic)
            open = found.filter { !$0.isLocked }.map(\.topic)
        }
        return busy
    }
}

/// A topic that had a job when it was looked at.
private struct BusyTopic: RowDecodable {
    let topic: String
    /// Whether its last one is still there.
    let isLocked: Bool

    init(row: inout Row) throws {
        topic = try row.next()
        isLocked = try row.next()
    }
}
