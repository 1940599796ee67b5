import Database
import Kernel

/// Turns each event of the outbox into one job per listener, and marks it as dispatched, in one transaction. A listener that
/// keeps failing is then a job that keeps failing, and holds up nobody else.
struct OutboxDispatcher: Sendable {
    let database: Database
    /// Names of the jobs that an event of a name becomes.
    let listeners: [String: [String]]
    private static let page = 100

    private struct Pending: RowDecodable, Sendable {
        let id: Int64
        let name: String
        let payload: String
        init(row: inout Row) throws {
            id = try row.next()
            name = try row.next()
            payload = try row.next()
        }
    }

    /// Dispatches everything that is pending and not held by another dispatcher. Gives how many events.
    func dispatch() async throws -> Int {
        var total = 0
        while try await database.first("SELECT 1 FROM outbox WHERE dispatched_at IS NULL LIMIT 1", as: Int.self) != nil
        {
            let count = try await database.write { try page($0) }
            total += count
            if count < Self.page { break }
        }
        return total
    }

    private func page(_ transaction: Transaction) throws -> Int {
        let pending: [Pending] = try transaction.all(
            """
            SELECT id, name, payload FROM outbox WHERE dispatched_at IS NULL
            ORDER BY id LIMIT \(Self.page)\(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")
            """)
        guard !pending.isEmpty else { return 0 }
        for event in pending {
            for job in listeners[event.name] ?? [] {
                try transaction.enqueue(job, event.payload, at: nil, unique: nil)
            }
        }
        try transaction.post(
            "UPDATE outbox SET dispatched_at = \(transaction.now) WHERE id IN \(list: pending.map(\.id))")
        return pending.count
    }
}
