import Database
import Kernel

/// Compares orders with what was recorded of them elsewhere: the answers kept under clients' keys, and the outbox.
/// Walks in pages, so that memory stays bounded but for the ids that were seen.
enum OrderRecords {
    private static let page = 500

    private struct Kept: RowDecodable {
        let scope: String
        let key: String
        let status: Int?
        let body: [UInt8]?
        init(row: inout Row) throws {
            scope = try row.next()
            key = try row.next()
            status = try row.next()
            body = try row.next()
        }
    }

    private struct Placed: RowDecodable {
        let number: Int64
        let id: Identifier<Order>
        init(row: inout Row) throws {
            number = try row.next()
            id = try row.next()
        }
    }

    /// Keys whose answer is missing, unreadable, of no order that is there, or of an order that another key has.
    static func wrongAnswers(_ tx: Transaction, limit: Int) throws -> [String] {
        var (wrong, seen): ([String], Set<Identifier<Order>>) = ([], [])
        var (scope, key) = ("", "")
        while wrong.count < limit {
            let rows: [Kept] = try tx.all(
                """
                SELECT scope, key, status, body FROM idempotency
                WHERE scope LIKE 'orders/%' AND (scope > \(scope) OR (scope = \(scope) AND key > \(key)))
                ORDER BY scope, key LIMIT \(page)
                """)
            guard let last = rows.last else { break }
            (scope, key) = (last.scope, last.key)
            let answers = rows.map { ($0.key, order(of: $0)) }
            let there: [Identifier<Order>] = try tx.all(
                "SELECT id FROM orders WHERE id IN \(list: answers.compactMap(\.1))")
            let known = Set(there)
            for (key, id) in answers {
                guard let id, known.contains(id), seen.insert(id).inserted else {
                    wrong.append(key)
                    continue
                }
            }
        }
        return Array(wrong.prefix(limit))
    }

    private static func order(of kept: Kept) -> Identifier<Order>? {
        guard let status = kept.status, let body = kept.body else { return nil }
        let answer = StoredAnswer(status: status, contentType: "application/json", body: body)
        return (try? PlacedOrder(stored: answer))?.id
    }

    /// Orders without their event. Where the outbox was shortened, only those that are surely younger than its first event are looked for.
    static func unannounced(_ tx: Transaction, limit: Int) throws -> [String] {
        let since: Instant? = try tx.first(
            """
            SELECT CASE WHEN MIN(id) = 1 THEN 0 ELSE MIN(occurred_at) + \(Span.minutes(1).microseconds) END FROM outbox
            HAVING COUNT(*) > 0
            """)
        guard let since else { return [] }
        var wrong: [String] = []
        var after: Int64 = 0
        while wrong.count < limit {
            let orders: [Placed] = try tx.all(
                """
                SELECT number, id FROM orders WHERE number > \(after) AND placed_at >= \(since) ORDER BY number LIMIT \(page)
                """)
            guard let last = orders.last else { break }
            after = last.number
            let topics: [String] = try tx.all(
                """
                SELECT topic FROM outbox WHERE name = \(OrderPlaced.name) AND topic IN \(list: orders.map { "order/\($0.id)" })
                """)
            let told = Set(topics)
            wrong += orders.filter { !told.contains("order/\($0.id)") }.map { String($0.number) }
        }
        return Array(wrong.prefix(limit))
    }
}
