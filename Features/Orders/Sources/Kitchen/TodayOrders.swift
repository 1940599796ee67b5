import Contracts
import Database
import HTML
import Kernel
import Shop
import Web

/// How many orders of a shop wait and are on their way, for the first page of the office.
struct TodayOrders: Sendable {
    let database: Database

    private struct Count: RowDecodable {
        let waiting: Int
        let open: Int
        let late: Int
        init(row: inout Row) throws {
            waiting = try row.next()
            open = try row.next()
            late = try row.next()
        }
    }

    /// The card; nil for whoever does not see the board.
    func card(_ call: Call) async throws -> HTML? {
        guard call.may(.seeBoard), let scope = call.scope else { return nil }
        let (store, now) = (Identifier<Store>(scope), call.now)
        let found: Count? = try await database.first(
            """
            SELECT COUNT(CASE WHEN state = 'placed' THEN 1 END), COUNT(*),
                COUNT(CASE WHEN promised_to < \(now) THEN 1 END)
            FROM orders WHERE store_id = \(store) AND state IN ('placed', 'accepted', 'preparing', 'ready', 'out')
            """)
        guard let found else { return nil }
        let words = call.words
        // The figure is what the sentence is about: what is most urgent.
        let (figure, key) =
            found.waiting > 0
            ? (found.waiting, "waiting") : found.late > 0 ? (found.late, "late") : (found.open, "open")
        let sentence = words("kitchen.today-\(key)", count: figure)
        return TodayCard(
            words("kitchen.title"), figure: String(figure), sentence: sentence, path: Landmark.board.path,
            isUrgent: found.waiting + found.late > 0
        ).html
    }
}
