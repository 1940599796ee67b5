import Contracts
import Database
import Kernel

/// Compares orders with what was recorded of them elsewhere: the answers kept under clients' keys, and the outbox.
/// Walks in pages, so that memory stays bounded but for the ids that were seen.
enum OrderRecords {
    private static let page = 500

    private struct Kept: RowDecodable {
        let scope: String
        let key: String
        let status: Int
        let body: [UInt8]
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

    /// Keys whose answer is unreadable, of no order that is there, or of an order that another key has.
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
        let answer = StoredAnswer(status: kept.status, contentType: "application/json", body: kept.body)
        return (try? PlacedOrder.Kept(answer))?.id
    }

    /// Orders without their event. Where events were forgotten, only orders that are surely younger than those are looked for.
    static func unannounced(_ tx: Transaction, limit: Int) throws -> [String] {
        let since = try tx.eventsAreKeptSince().map { $0 + .minutes(1) } ?? Instant(microseconds: .min)
        var wrong: [String] = []
        var after: Identifier<Order> = Identifier(high: 0, low: 0)
        while wrong.count < limit {
            let orders: [Placed] = try tx.all(
                """
                SELECT COALESCE(\(Order.numberOf), 0), id FROM orders WHERE id > \(after) AND placed_at >= \(since) ORDER BY id LIMIT \(page)
                """)
            guard let last = orders.last else { break }
            after = last.id
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
